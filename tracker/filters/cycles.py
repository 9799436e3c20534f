"""How readers narrow reporting cycles."""

from __future__ import annotations

from collections.abc import Sequence

import django_filters
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tracker.enums import CycleState
from tracker.models import ReportingCycle

from .values import ChoicesFilter


class CycleFilter(django_filters.FilterSet):
    """By state, which follows from the dates and today (UTC)."""

    state = ChoicesFilter(CycleState.values, method="in_state", label=_("State"))

    class Meta:
        model = ReportingCycle
        fields: list[str] = []

    def in_state(self, rows: QuerySet, name: str, states: Sequence[str]) -> QuerySet:
        today = timezone.now().date()
        asked = {
            CycleState.PLANNED: Q(opens_on__gt=today, closed_at__isnull=True),
            CycleState.OPEN: Q(opens_on__lte=today, closes_on__gte=today, closed_at__isnull=True),
            CycleState.CLOSED: Q(closes_on__lt=today) | Q(closed_at__isnull=False),
        }
        wanted = Q()
        for state in states:
            wanted |= asked[CycleState(state)]
        return rows.filter(wanted)
