from __future__ import annotations

import datetime as dt

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from tracker.enums import CycleState


class ReportingCycleManager(models.Manager["ReportingCycle"]):
    def current(self, on: dt.date | None = None) -> ReportingCycle | None:
        """The open cycle with the latest meeting, if any is open on that day (UTC today)."""
        day = on or timezone.now().date()
        return self.filter(opens_on__lte=day, closes_on__gte=day).order_by("-meeting_on").first()


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class ReportingCycle(models.Model):
    """A window in which members report, anchored on a capital-level meeting.

    A record with dates, never a year: meetings do not fall every year. The state follows from the
    dates; closing early means moving `closes_on`.
    """

    code = models.CharField(max_length=20, unique=True)
    meeting_on = models.DateField()
    opens_on = models.DateField()
    ministry_due_on = models.DateField()
    due_on = models.DateField()
    publishes_on = models.DateField()
    closes_on = models.DateField()
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ReportingCycleManager()

    class Meta:
        ordering = ["-meeting_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    opens_on__lte=F("ministry_due_on"),
                    ministry_due_on__lte=F("due_on"),
                    due_on__lte=F("publishes_on"),
                    publishes_on__lte=F("closes_on"),
                ),
                name="cycle_dates_in_order",
            )
        ]

    def __str__(self) -> str:
        return self.code

    def state_on(self, day: dt.date) -> CycleState:
        if day < self.opens_on:
            return CycleState.PLANNED
        return CycleState.OPEN if day <= self.closes_on else CycleState.CLOSED

    @property
    def state(self) -> CycleState:
        return self.state_on(timezone.now().date())
