"""What the answers say that this reader may read: how much of each theme is answered, and what
does not move."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from accounts.models import Member
from recommendations.models import Recommendation, Theme
from tracker.enums import SCALE, Status
from tracker.queries.alphabet import by_name
from tracker.queries.asked import is_asked
from tracker.queries.coverage import Share

from .scope import Facts

# In place, or out of the question: neither is expected to move.
AT_REST = (Status.FULL, Status.NOT_APPLICABLE, Status.SUSPENDED)
UNMOVED, FELL, SUSPENDED = "unmoved", "fell", "suspended"


@dataclass(frozen=True)
class ThemeCoverage:
    """How many of the answers asked about a theme the reader finds."""

    theme: Theme
    share: Share


@dataclass(frozen=True)
class Item:
    """An answer that did not move for two cycles, that fell, or that is suspended."""

    member: Member
    recommendation: Recommendation
    kind: str


@dataclass(frozen=True)
class AboutRecommendation:
    """How many members' answers to one recommendation stand still, of those that answered."""

    recommendation: Recommendation
    answered: int
    unmoved: int
    fell: int
    suspended: int


@dataclass(frozen=True)
class OfMember:
    """Which recommendations stand still at a member, of how many it answered."""

    member: Member
    answered: int
    unmoved: Sequence[str]
    fell: Sequence[str]
    suspended: Sequence[str]


@dataclass(frozen=True)
class Stalled:
    """What does not move, by recommendation in their order and by member from A to Z."""

    items: Sequence[Item]
    by_recommendation: Sequence[AboutRecommendation]
    by_member: Sequence[OfMember]
    cycles: int

    def _number(self, kind: str) -> int:
        return sum(item.kind == kind for item in self.items)

    @property
    def unmoved(self) -> int:
        return self._number(UNMOVED)

    @property
    def fell(self) -> int:
        return self._number(FELL)

    @property
    def suspended(self) -> int:
        return self._number(SUSPENDED)


def answered(facts: Facts) -> Share:
    """Answers in this cycle that the reader finds, of all that are asked."""
    asked = sum(len(_asked_of(facts, report.member)) for report in facts.reports)
    return Share(len(_answers_now(facts)), asked)


def by_theme(facts: Facts) -> list[ThemeCoverage]:
    """The same by theme. A recommendation can carry several, so these add up to nothing."""
    tagged: dict[int, list[Theme]] = {}
    for recommendation in facts.recommendations:
        named = {*recommendation.themes.all(), *recommendation.themes_secondary.all()}
        tagged[recommendation.pk] = [theme for theme in named if theme.is_flag]
    found: Counter[Theme] = Counter()
    asked: Counter[Theme] = Counter()
    for report in facts.reports:
        for recommendation in _asked_of(facts, report.member):
            asked.update(tagged[recommendation.pk])
    for _member, about in _answers_now(facts):
        found.update(tagged[about])
    themes = sorted(asked, key=lambda theme: theme.position)
    return [ThemeCoverage(theme, Share(found[theme], asked[theme])) for theme in themes]


def _asked_of(facts: Facts, member: Member) -> list[Recommendation]:
    return [r for r in facts.recommendations if is_asked(r, member)]


def _answers_now(facts: Facts) -> set[tuple[int, int]]:
    now = facts.scope.cycle
    reported = {report.member_id for report in facts.reports}
    return {
        (said.member_id, said.recommendation_id)
        for said in facts.answers
        if now is not None and said.cycle_id == now.pk and said.member_id in reported
    }


def stalled(facts: Facts) -> Stalled:
    """Compares each answer with the ones before it, for the members the reader looks after.

    An answer counts where its latest stands in the cycle or the one before. It has not moved where
    the two cycles before the latest say the same; it fell where the one said before stood higher.
    """
    place = {cycle.pk: i for i, cycle in enumerate(facts.cycles)}
    series: dict[tuple[int, int], dict[int, str]] = defaultdict(dict)
    for said in facts.answers:
        if said.member_id in facts.scope.looked_after:
            series[said.member_id, said.recommendation_id][place[said.cycle_id]] = said.status
    about = {r.pk: r for r in facts.recommendations}
    answered_by: Counter[int] = Counter()
    answered_about: Counter[int] = Counter()
    items = []
    for (member, recommendation), said_in in series.items():
        if min(said_in) > 1:
            continue
        answered_by[member] += 1
        answered_about[recommendation] += 1
        if kind := _kind(said_in):
            items.append(Item(facts.members[member], about[recommendation], kind))
    return Stalled(
        items=items,
        by_recommendation=_about(items, facts.recommendations, answered_about),
        by_member=_of_members(items, answered_by),
        cycles=len(facts.cycles),
    )


def _kind(said_in: dict[int, str]) -> str:
    places = sorted(said_in)
    latest = Status(said_in[places[0]])
    if latest == Status.SUSPENDED:
        return SUSPENDED
    before = Status(said_in[places[1]]) if len(places) > 1 else None
    if latest in SCALE and before in SCALE and SCALE.index(latest) < SCALE.index(before):
        return FELL
    at = places[0]
    if latest not in AT_REST and latest == said_in.get(at + 1) == said_in.get(at + 2):
        return UNMOVED
    return ""


def _about(
    items: Sequence[Item], recommendations: Sequence[Recommendation], answered: Counter[int]
) -> list[AboutRecommendation]:
    found: Counter[tuple[int, str]] = Counter((i.recommendation.pk, i.kind) for i in items)
    rows = [
        AboutRecommendation(
            r, answered[r.pk], *(found[r.pk, kind] for kind in (UNMOVED, FELL, SUSPENDED))
        )
        for r in recommendations
    ]
    return [row for row in rows if row.unmoved or row.fell or row.suspended]


def _of_members(items: Sequence[Item], answered: Counter[int]) -> list[OfMember]:
    codes: dict[tuple[int, str], list[str]] = defaultdict(list)
    for item in items:
        codes[item.member.pk, item.kind].append(item.recommendation.code)
    members = by_name({item.member for item in items})
    return [
        OfMember(
            m,
            answered[m.pk],
            *(sorted(codes[m.pk, kind]) for kind in (UNMOVED, FELL, SUSPENDED)),
        )
        for m in members
    ]
