from __future__ import annotations

from django.db.models import QuerySet

from tracker.api.serializers.cycles import CycleSerializer
from tracker.filters.cycles import CycleFilter
from tracker.models import ReportingCycle

from .base import ListView, OneView


class Cycles:
    serializer_class = CycleSerializer

    def get_queryset(self) -> QuerySet[ReportingCycle]:
        return ReportingCycle.objects.all()


class CycleList(Cycles, ListView):
    """Reporting cycles, the latest meeting first."""

    filterset_class = CycleFilter
    orderings = {"meeting_on": "meeting_on", "code": "code"}
    default_ordering = "-meeting_on"


class CycleOne(Cycles, OneView):
    """A cycle by its code, such as 2026."""
