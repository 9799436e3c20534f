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
    """One published report: a status per recommendation, in their order.

    `statuses` holds "" where the member is not asked and says nothing. `distribution` counts
    what was asked.
    """

    report: Report
    statuses: list[str]
    distribution: Distribution

    @property
    def cycle(self) -> ReportingCycle:
        return self.report.cycle

    @property
    def shown(self) -> Distribution:
        """What the strip shows: optional answers too."""
        return Distribution.of(status for status in self.statuses if status)


def years_of(actor: Actor, member: Member, recommendations: Sequence[Recommendation]) -> list[Year]:
    """A member's published reports, earliest first. Two queries."""
    reports = published_reports().filter(member=member).select_related("cycle")
    rows = published_to(ProgressEntry, actor).filter(member=member)
    said: dict[int, dict[int, str]] = defaultdict(dict)
    for report_id, about, status in rows.values_list("report_id", "recommendation_id", "status"):
        said[report_id][about] = status
    asked = {r.pk for r in recommendations if is_asked(r, member)}
    years = []
    for report in sorted(reports, key=lambda r: r.cycle.meeting_on):
        found = said[report.pk]
        statuses = [
            found.get(r.pk, Status.NOT_REPORTED.value if r.pk in asked else "")
            for r in recommendations
        ]
        counted = Distribution.of(
            status for r, status in zip(recommendations, statuses, strict=True) if r.pk in asked
        )
        years.append(Year(report, statuses, counted))
    return years
