"""What a script has to name and finds nowhere else: codes of themes and frameworks, which are rows
and no enumeration, and the seats that may be asked."""

from __future__ import annotations

from django.db.models import QuerySet

from accounts.models import Appointment
from recommendations.models import Theme
from tracker import rules
from tracker.api.serializers.codes import FrameworkSerializer, SeatSerializer, ThemeSerializer
from tracker.models import IndicatorFramework
from tracker.queries.assignments import contributor_seats

from .base import ListView


class ThemeList(ListView):
    """The themes that recommendations are tagged with."""

    serializer_class = ThemeSerializer

    def get_queryset(self) -> QuerySet[Theme]:
        return Theme.objects.all()


class FrameworkList(ListView):
    """The frameworks that indicators are taken from."""

    serializer_class = FrameworkSerializer

    def get_queryset(self) -> QuerySet[IndicatorFramework]:
        return IndicatorFramework.objects.all()


class SeatList(ListView):
    """The seats of contributors that you may ask with an assignment: those of your own member, for
    its focal point and deputy. For everybody else the list is empty."""

    serializer_class = SeatSerializer
    # Not by name: cursors stand in addresses.
    orderings = {"id": "public_id"}
    default_ordering = "id"
    tie = "public_id"

    def get_queryset(self) -> QuerySet[Appointment]:
        if not rules.may_assign_at_all(self.actor):
            return Appointment.objects.none()
        return contributor_seats(self.actor)
