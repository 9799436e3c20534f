"""How readers narrow reports. A filter looks at what is shown to this reader, so that none of
them betrays where a report stands inside."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tracker.enums import ReportState
from tracker.models import Report
from tracker.models.report import WITH_MEMBER
from tracker.queries.reports import of_insiders

from .about import AboutFilter, cycles, updated_since
from .values import ChoicesFilter, FlagFilter


class ReportFilter(AboutFilter):
    """For rows of `tracker.queries.reports.reports_as_shown`."""

    cycle = cycles(field_name="cycle__code")
    state = ChoicesFilter(ReportState.values, field_name="shown_state", label=_("State"))
    overdue = FlagFilter(method="past_due", label=_("Overdue"))
    updated_since = updated_since("shown_at")

    class Meta:
        model = Report
        fields: list[str] = []

    def past_due(self, rows: QuerySet, name: str, wanted: bool) -> QuerySet:
        """Overdue where the member is: the day there decides, not the day here."""
        inside = rows.filter(of_insiders(self.request.actor))
        due = inside.filter(state__in=WITH_MEMBER, due_on__lte=timezone.now().date())
        late = [report.pk for report in due if report.is_overdue]
        return inside.filter(pk__in=late) if wanted else inside.exclude(pk__in=late)
