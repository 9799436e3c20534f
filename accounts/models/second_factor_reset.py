from __future__ import annotations

import datetime as dt
import uuid

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from .appointment import Appointment


class SecondFactorResetQuerySet(models.QuerySet["SecondFactorReset"]):
    def open(self) -> SecondFactorResetQuerySet:
        return self.filter(
            done_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=timezone.now()
        )


@pghistory.track(
    pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent(), exclude=["reason"]
)
class SecondFactorReset(models.Model):
    """A request to take a lost second factor off an account: one person of the secretariat asks,
    another confirms within seven days, and neither is the person concerned.

    Seats say from where the two acted; the persons behind them are kept too, so that the database
    itself can tell them apart.
    """

    OPEN_FOR = dt.timedelta(days=7)

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    reason = models.TextField(max_length=500)
    asked_by = models.ForeignKey(Appointment, models.PROTECT, related_name="+")
    asked_by_person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(
        Appointment, models.PROTECT, related_name="+", null=True, blank=True
    )
    confirmed_by_person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    done_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = SecondFactorResetQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(asked_by_person=F("user")),
                name="second_factor_reset_not_asked_for_oneself",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by_person__isnull=True)
                | (
                    ~Q(confirmed_by_person=F("user")) & ~Q(confirmed_by_person=F("asked_by_person"))
                ),
                name="second_factor_reset_by_two_others",
            ),
            models.CheckConstraint(
                condition=Q(
                    confirmed_by__isnull=True,
                    confirmed_by_person__isnull=True,
                    done_at__isnull=True,
                )
                | Q(
                    confirmed_by__isnull=False,
                    confirmed_by_person__isnull=False,
                    done_at__isnull=False,
                ),
                name="second_factor_reset_done_when_confirmed",
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True) | Q(withdrawn_at__isnull=True),
                name="second_factor_reset_done_or_withdrawn",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("asked_at")),
                name="second_factor_reset_expires_after_it_was_asked",
            ),
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(done_at__isnull=True, withdrawn_at__isnull=True),
                name="second_factor_reset_one_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)
