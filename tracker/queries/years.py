"""A member's published years, side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from accounts.actor import Actor
from accounts.models import Member
from recommendations.models import Recommendation
from tracker.enums import Status
from tracker.models import ProgressEntry, Report, ReportingCycle

from .asked import is_asked
from .coverage import Distribution
from .published import published_reports, published_to


@dataclass(frozen=True)
class Year:
    """One published report: a status per recommendation, in their order, and for each whether the
    member is asked.

    `statuses` holds "" where the member is not asked and says nothing. What pictures and tables
    count is what was asked: `asked` and `distribution`. `optional` is how many answers stand
    beside it.
    """

    report: Report
    statuses: Sequence[str]
    is_asked: Sequence[bool]

    @property
    def cycle(self) -> ReportingCycle:
        return self.report.cycle

    @property
    def asked(self) -> list[str]:
        """The statuses with "" where nobody asked, whatever was answered all the same."""
        pairs = zip(self.statuses, self.is_asked, strict=True)
        return [status if is_asked else "" for status, is_asked in pairs]

    @property
    def distribution(self) -> Distribution:
        return Distribution.of(status for status in self.asked if status)

    @property
    def optional(self) -> int:
        return sum(map(bool, self.statuses)) - sum(self.is_asked)


def years_of(actor: Actor, member: Member, recommendations: Sequence[Recommendation]) -> list[Year]:
    """A member's published reports, earliest first. Two queries."""
    reports = published_reports().filter(member=member).select_related("cycle")
    rows = published_to(ProgressEntry, actor).filter(member=member)
    said: dict[int, dict[int, str]] = defaultdict(dict)
    for report_id, about, status in rows.values_list("report_id", "recommendation_id", "status"):
        said[report_id][about] = status
    asked = [is_asked(r, member) for r in recommendations]
    years = []
    for report in sorted(reports, key=lambda r: r.cycle.meeting_on):
        found = said[report.pk]
        statuses = [
            found.get(r.pk, Status.NOT_REPORTED.value if expected else "")
            for r, expected in zip(recommendations, asked, strict=True)
        ]
        years.append(Year(report, statuses, asked))
    return years
