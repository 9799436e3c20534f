"""How a member narrows what it asked of its contributors."""

from __future__ import annotations

import django_filters
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import Member
from tracker.models import Assignment, ReportingCycle

from .about import cycles, updated_since
from .values import CodesFilter, FlagFilter


class AssignmentFilter(django_filters.FilterSet):
    """A budget line is asked for in the cycle that had opened last by its day."""

    member = CodesFilter(Member, field_name="member__code", label=_("Member"))
    cycle = cycles(field_name="entry__report__cycle__code", method="asked_in")
    ready = FlagFilter(method="called_ready", label=_("Called ready"))
    updated_since = updated_since()

    class Meta:
        model = Assignment
        fields: list[str] = []

    def asked_in(self, rows: QuerySet, name: str, codes: list[str]) -> QuerySet:
        if not codes:
            return rows
        later = ReportingCycle.objects.filter(
            opens_on__gt=OuterRef("opens_on"), opens_on__lte=OuterRef(OuterRef("due_on"))
        )
        cycle = ReportingCycle.objects.filter(code__in=codes, opens_on__lte=OuterRef("due_on"))
        cycle = cycle.exclude(Exists(later))
        return rows.filter(
            Q(entry__report__cycle__code__in=codes) | Q(Exists(cycle), entry__isnull=True)
        )

    def called_ready(self, rows: QuerySet, name: str, wanted: bool) -> QuerySet:
        return rows.filter(ready_at__isnull=not wanted)
