"""Members against recommendations in one cycle: the published statuses, and what they add up to."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Q

from accounts.actor import Actor
from accounts.models import Member
from recommendations.models import Communique, Recommendation, Section
from tracker.enums import Status
from tracker.models import ProgressEntry, ReportingCycle

from .asked import kind_is_asked
from .coverage import Distribution, Share, published_on
from .published import published_to

# Two thousand cells ask for it; an enumeration takes its time to answer.
NOTHING = Status.NOT_REPORTED.value


class Cell(NamedTuple):
    """What a member says about a recommendation: status, and its word in the reader's language.
    `opens` marks the first of a section."""

    code: str
    status: str
    word: str
    is_asked: bool
    opens: bool

    @property
    def counts(self) -> bool:
        """True for an answer that was asked for."""
        return self.is_asked and self.status != NOTHING

    @property
    def is_blank(self) -> bool:
        """True where nobody asked and nothing was said: that is no missing answer."""
        return not self.is_asked and self.status == NOTHING


@dataclass(frozen=True)
class Row:
    """One member's answers, one cell per column; none where no report is published."""

    member: Member
    has_report: bool
    cells: tuple[Cell, ...]
    answered: Share


@dataclass(frozen=True)
class Column:
    """A recommendation over the rows shown: the answers of members that are asked."""

    recommendation: Recommendation
    opens: bool
    distribution: Distribution


@dataclass(frozen=True)
class SectionSpan:
    """A section over its columns."""

    section: Section
    communique: Communique
    width: int


@dataclass(frozen=True)
class Matrix:
    """One cycle's published statuses, in the order members and recommendations came.

    An answer that nobody asked for is shown and never counted. `as_of` is the day the latest of
    the reports shown was published.
    """

    cycle: ReportingCycle | None
    columns: list[Column]
    rows: list[Row]
    reported: Share
    as_of: dt.date | None

    @property
    def sections(self) -> list[SectionSpan]:
        firsts = [i for i, column in enumerate(self.columns) if column.opens]
        spans = []
        for i, end in zip(firsts, [*firsts[1:], len(self.columns)], strict=True):
            about = self.columns[i].recommendation
            spans.append(SectionSpan(about.section, about.communique, end - i))
        return spans

    @property
    def silent(self) -> int:
        """How many cells of members with a published report hold no answer, though asked for."""
        return sum(row.answered.of - row.answered.n for row in self.rows if row.has_report)

    @property
    def distribution(self) -> Distribution:
        """Every cell of a member that is asked."""
        return Distribution.of(
            cell.status for row in self.rows for cell in row.cells if cell.is_asked
        )


def agreed(communique: str = "", theme: str = "") -> list[Recommendation]:
    """The recommendations in their order, of one communiqué (its code) and about one theme
    (primary or secondary), or of all."""
    rows = Recommendation.objects.select_related("communique", "section")
    if communique:
        rows = rows.filter(communique__code=communique)
    if theme:
        tagged = Q(themes__code=theme) | Q(themes_secondary__code=theme)
        rows = rows.filter(pk__in=Recommendation.objects.filter(tagged).values("pk"))
    return list(rows)


def build_matrix(
    actor: Actor,
    cycle: ReportingCycle | None,
    members: Sequence[Member],
    recommendations: Sequence[Recommendation],
) -> Matrix:
    """The matrix as this reader may see it. Two queries, whatever its size."""
    reported = published_on(cycle)
    statuses = _statuses(actor, cycle)
    opens = [
        i == 0 or r.section_id != recommendations[i - 1].section_id
        for i, r in enumerate(recommendations)
    ]
    words = {status.value: str(status.label) for status in Status}
    # Whom a recommendation speaks to is asked once for each kind of member, not for each cell.
    columns = {
        kind: [
            (r.pk, r.code, kind_is_asked(r, kind), opens[i]) for i, r in enumerate(recommendations)
        ]
        for kind in {member.kind for member in members}
    }
    rows = []
    for member in members:
        said = statuses.get(member.pk, {})
        cells = tuple(
            Cell(code, status, words[status], asked, first)
            for pk, code, asked, first in columns[member.kind]
            for status in (said.get(pk, NOTHING),)
        )
        answered = Share(sum(c.counts for c in cells), sum(c.is_asked for c in cells))
        rows.append(Row(member, member.pk in reported, cells, answered))
    days = [reported[m.pk] for m in members if m.pk in reported]
    return Matrix(
        cycle=cycle,
        columns=_columns(rows, recommendations, opens),
        rows=rows,
        reported=Share(len(days), len(members)),
        as_of=max(days, default=None),
    )


def _statuses(actor: Actor, cycle: ReportingCycle | None) -> dict[int, dict[int, str]]:
    """Member → recommendation → status, by their keys."""
    said: dict[int, dict[int, str]] = defaultdict(dict)
    if cycle is not None:
        rows = published_to(ProgressEntry, actor).filter(report__cycle=cycle).order_by()
        names = "member_id", "recommendation_id", "status"
        for member, recommendation, status in rows.values_list(*names):
            said[member][recommendation] = status
    return said


def _columns(
    rows: Sequence[Row], recommendations: Sequence[Recommendation], opens: Sequence[bool]
) -> list[Column]:
    columns = []
    for i, recommendation in enumerate(recommendations):
        asked = (row.cells[i] for row in rows if row.cells[i].is_asked)
        spread = Distribution.of(cell.status for cell in asked)
        columns.append(Column(recommendation, opens[i], spread))
    return columns
