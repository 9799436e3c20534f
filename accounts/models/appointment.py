from __future__ import annotations

import datetime as dt
import uuid

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.composite import MemberKey
from accounts.enums import NETWORK_ROLES, Role

from .member import Member


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    def current(self, on: dt.date | None = None) -> AppointmentQuerySet:
        """Seats in force on a day (today, UTC, unless told), of people who may sign in."""
        day = on or timezone.now().date()
        return self.filter(
            Q(ends_on__isnull=True) | Q(ends_on__gte=day), starts_on__lte=day, user__is_active=True
        )

    def holding(self, role: str, member: Member | None = None) -> AppointmentQuerySet:
        return self.filter(role=role, member=member)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Appointment(models.Model):
    """A seat: a person, a member and a role, from a day to a day.

    Roles of the Network itself (reviewer, co-chair, administrator) have no member; a reviewer's
    `assigned_members` says whose reports they read. `title` is free text, since focal points are
    titled differently everywhere. A deputy submits only inside the dates of the delegation.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="appointments")
    member = models.ForeignKey(
        Member, models.PROTECT, related_name="appointments", null=True, blank=True
    )
    role = models.CharField(max_length=24, choices=Role.choices)
    title = models.CharField(max_length=160, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    delegated_from = models.DateField(null=True, blank=True)
    delegated_until = models.DateField(null=True, blank=True)
    assigned_members = models.ManyToManyField(Member, related_name="reviewed_by", blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(role__in=sorted(NETWORK_ROLES)) & Q(member__isnull=True))
                | (~Q(role__in=sorted(NETWORK_ROLES)) & Q(member__isnull=False)),
                name="appointment_member_unless_network_role",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="appointment_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(delegated_from__isnull=True, delegated_until__isnull=True)
                | (
                    Q(role=Role.DEPUTY)
                    & Q(delegated_from__isnull=False, delegated_until__gte=F("delegated_from"))
                ),
                name="appointment_delegation_is_a_deputys_and_dated",
            ),
            MemberKey(name="appointment_member_key"),
            models.UniqueConstraint(
                fields=["member", "user", "role", "starts_on"],
                name="appointment_once",
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.member_id or 'Network'}"

    def is_current(self, on: dt.date | None = None) -> bool:
        day = on or timezone.now().date()
        return self.starts_on <= day and (self.ends_on is None or self.ends_on >= day)

    def is_delegated(self, on: dt.date | None = None) -> bool:
        """True where this deputy may submit in the focal point's place on that day."""
        day = on or timezone.now().date()
        if self.delegated_from is None or self.delegated_until is None:
            return False
        return self.delegated_from <= day <= self.delegated_until
