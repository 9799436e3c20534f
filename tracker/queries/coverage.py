"""How many answered, before what they answered. Every public number stands beside its n of N."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.utils.functional import Promise

from accounts.actor import Actor
from accounts.models import Member
from tracker.enums import SCALE, DataState, Status
from tracker.models import BudgetFigure, Evidence, ProgressEntry, ReportingCycle

from .groups import GROUPS, group_of
from .published import published_reports, published_to

# As pictures and tables show them: from the far end of the scale to the near, what stands beside
# the scale last.
BANDS = (*reversed(SCALE), Status.SUSPENDED)


@dataclass(frozen=True)
class Share:
    """n of N, and the percentage (rounded, half up) where N is not nothing."""

    n: int
    of: int

    @property
    def percent(self) -> int | None:
        return (200 * self.n + self.of) // (2 * self.of) if self.of else None


@dataclass(frozen=True)
class GroupCoverage:
    """How many members of a group have a published report in a cycle."""

    code: str
    label: str | Promise
    share: Share


@dataclass(frozen=True)
class Band:
    """One status in a distribution."""

    status: Status
    share: Share


@dataclass(frozen=True)
class Distribution:
    """How the answers of those who are asked spread over the statuses.

    `counts` holds every status, absent ones as 0. Not applicable and not reported stand outside
    the denominator: `applicable` is what is left, `one_done` how many of these have at least one
    element done.
    """

    counts: Mapping[str, int]

    @classmethod
    def of(cls, statuses: Iterable[str]) -> Distribution:
        found = Counter(statuses)
        return cls({status.value: found[status.value] for status in Status})

    @property
    def answered(self) -> Share:
        asked = sum(self.counts.values())
        return Share(asked - self.not_reported, asked)

    @property
    def not_applicable(self) -> int:
        return self.counts[Status.NOT_APPLICABLE]

    @property
    def not_reported(self) -> int:
        return self.counts[Status.NOT_REPORTED]

    @property
    def applicable(self) -> int:
        return self.answered.n - self.not_applicable

    @property
    def one_done(self) -> Share:
        done = self.counts[Status.PARTIAL] + self.counts[Status.FULL]
        return Share(done, self.applicable)

    @property
    def bands(self) -> list[Band]:
        return [Band(status, Share(self.counts[status], self.applicable)) for status in BANDS]


def published_on(cycle: ReportingCycle | None) -> dict[int, dt.date]:
    """The day (UTC) each member's report of a cycle was published, by the member's id. Members
    without a published report are not in it."""
    if cycle is None:
        return {}
    rows = published_reports().filter(cycle=cycle).values_list("member_id", "published_at")
    return {member: moment.date() for member, moment in rows}


def by_group(members: Iterable[Member], reported: Mapping[int, object]) -> list[GroupCoverage]:
    """Coverage of each group; `reported` holds the ids of members with a published report."""
    listed: Counter[str] = Counter()
    answered: Counter[str] = Counter()
    for member in members:
        listed[group_of(member)] += 1
        answered[group_of(member)] += member.pk in reported
    return [
        GroupCoverage(code, label, Share(answered[code], listed[code]))
        for code, label in GROUPS.items()
        if listed[code]
    ]


def backed_by_evidence(actor: Actor, cycle: ReportingCycle | None) -> set[tuple[int, int]]:
    """Which published answers of a cycle come with evidence this reader may see, as pairs of
    member id and recommendation id."""
    if cycle is None:
        return set()
    proof = published_to(Evidence, actor).filter(entries=OuterRef("pk"))
    rows = published_to(ProgressEntry, actor).filter(Exists(proof), report__cycle=cycle).order_by()
    return set(rows.values_list("member_id", "recommendation_id"))


def members_with_figures(actor: Actor, cycle: ReportingCycle | None) -> set[int]:
    """Ids of the members that published at least one amount in a cycle."""
    if cycle is None:
        return set()
    rows = published_to(BudgetFigure, actor).filter(
        report__cycle=cycle, data_state=DataState.REPORTED
    )
    return set(rows.order_by().values_list("member_id", flat=True).distinct())
