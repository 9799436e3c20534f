from __future__ import annotations

import datetime as dt

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from tracker.enums import CycleState


class ReportingCycleManager(models.Manager["ReportingCycle"]):
    def open_on(self, day: dt.date) -> models.QuerySet[ReportingCycle]:
        return self.filter(opens_on__lte=day, closes_on__gte=day, closed_at__isnull=True)

    def current(self, on: dt.date | None = None) -> ReportingCycle | None:
        """The open cycle with the latest meeting, if any is open on that day (UTC today)."""
        return self.open_on(on or timezone.now().date()).order_by("-meeting_on").first()


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class ReportingCycle(models.Model):
    """A window in which members report, anchored on a capital-level meeting.

    A record with dates, never a year: meetings do not fall every year. Where there is none,
    `meeting_on` is set by hand and `no_meeting_reason` says why. The state follows from the dates,
    unless the secretariat closed the window early: `closed_at`, with its reason.
    """

    code = models.CharField(max_length=20, unique=True)
    meeting_on = models.DateField()
    no_meeting_reason = models.TextField(blank=True)
    opens_on = models.DateField()
    ministry_due_on = models.DateField()
    due_on = models.DateField()
    publishes_on = models.DateField()
    closes_on = models.DateField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_reason = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
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
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | ~Q(closed_reason=""),
                name="cycle_closed_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def state_on(self, day: dt.date) -> CycleState:
        if self.is_over(day):
            return CycleState.CLOSED
        return CycleState.PLANNED if day < self.opens_on else CycleState.OPEN

    def is_over(self, day: dt.date) -> bool:
        return self.closed_at is not None or day > self.closes_on

    @property
    def last_day(self) -> dt.date:
        """The last day on which a first submission is expected."""
        if self.closed_at is None:
            return self.closes_on
        return min(self.closes_on, self.closed_at.date() - dt.timedelta(days=1))

    @property
    def state(self) -> CycleState:
        return self.state_on(timezone.now().date())
