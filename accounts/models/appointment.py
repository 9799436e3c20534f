from __future__ import annotations

import datetime as dt
import uuid

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.actor import Actor
from accounts.composite import MemberKey
from accounts.enums import NETWORK_ROLES, TEAM_ROLES, Role

from .member import Member


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    def current(self, on: dt.date | None = None) -> AppointmentQuerySet:
        """Seats in force on a day (today, UTC, unless told), of people who may sign in."""
        day = on or timezone.now().date()
        return self.filter(
            Q(ends_on__isnull=True) | Q(ends_on__gte=day),
            starts_on__lte=day,
            ended_at__isnull=True,
            user__is_active=True,
        )

    def in_office(self, on: dt.date | None = None) -> AppointmentQuerySet:
        """Seats in force that also write: those that were handed over only read."""
        day = on or timezone.now().date()
        return self.current(day).filter(Q(read_only_from__isnull=True) | Q(read_only_from__gt=day))

    def visible_to(self, actor: Actor) -> AppointmentQuerySet:
        """Whose seats somebody may see: their own; a member's people those of their member; the
        secretariat those it looks after. Who monitors a member for civil society is known to the
        secretariat and to the seat that invited them, never to the member's next officials."""
        own = Q(user=actor.user) if actor.user else Q(pk__in=[])
        if actor.has_role(Role.ADMINISTRATOR):
            return self.all()
        if actor.has_role(Role.REVIEWER):
            return self.filter(own | Q(member__in=actor.reviewed_member_ids))
        if actor.has_role(*TEAM_ROLES):
            hidden = Q(role=Role.CIVIL_SOCIETY_MONITOR) & ~Q(invitation__invited_by=actor.seat)
            return self.filter(own | Q(member=actor.member_id) & ~hidden)
        return self.filter(own)

    def holding(self, role: str, member: Member | None = None) -> AppointmentQuerySet:
        return self.filter(role=role, member=member)


# A title gives no right and may hold a name: the history, which nobody can erase, does without it.
@pghistory.track(
    pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent(), exclude=["title"]
)
class Appointment(models.Model):
    """A seat: a person, a member and a role, from a day to a day.

    Roles of the Network itself (reviewer, co-chair, administrator) have no member; a reviewer's
    `assigned_members` says whose reports they read. `title` is free text, since focal points are
    titled differently everywhere. A deputy submits only inside the dates of the delegation.
    From `read_only_from` on a seat that was handed over reads and writes nothing; `ended_at` closes
    a seat at once, `ends_on` at the end of a day.
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
    read_only_from = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.CharField(max_length=300, blank=True)
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
                condition=Q(ended_at__isnull=True) | ~Q(end_reason=""),
                name="appointment_ended_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(read_only_from__isnull=True)
                | Q(ends_on__isnull=False, ends_on__gte=F("read_only_from")),
                name="appointment_read_only_before_it_ends",
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
        if self.ended_at is not None or self.starts_on > day:
            return False
        return self.ends_on is None or self.ends_on >= day

    def is_read_only(self, on: dt.date | None = None) -> bool:
        """True from the day after the last day of somebody who handed the seat over."""
        day = on or timezone.now().date()
        return self.read_only_from is not None and self.read_only_from <= day

    def is_delegated(self, on: dt.date | None = None) -> bool:
        """True where this deputy may submit in the focal point's place on that day."""
        day = on or timezone.now().date()
        if self.delegated_from is None or self.delegated_until is None:
            return False
        return self.delegated_from <= day <= self.delegated_until


# The library's migrations see the table of a many-to-many field through a proxy only.
@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.DeleteEvent(),
    obj_field=None,
    model_name="AppointmentAssignedMembersEvent",
)
class AssignedMember(Appointment.assigned_members.through):  # type: ignore[name-defined, misc]
    """A member whose reports the reviewer at a seat reads."""

    class Meta:
        proxy = True
