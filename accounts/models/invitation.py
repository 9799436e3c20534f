from __future__ import annotations

import uuid

import pghistory
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from accounts.actor import Actor
from accounts.composite import MemberKey, SameMember
from accounts.enums import LEADING_ROLES, NETWORK_ROLES, Role
from accounts.owned import OwnedQuerySet

from .appointment import Appointment
from .member import Member


class InvitationQuerySet(OwnedQuerySet):
    def open(self) -> InvitationQuerySet:
        """Neither accepted nor withdrawn nor out of date."""
        return self.filter(
            accepted_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=timezone.now()
        )

    def visibility(self, actor: Actor) -> Q:
        """The member's leading seats see their own, but of monitors only whom they invited
        themselves; reviewers those of their members; administrators all."""
        if actor.has_role(Role.ADMINISTRATOR):
            return Q()
        if actor.has_role(Role.REVIEWER):
            return Q(member__in=actor.reviewed_member_ids)
        if actor.has_role(*LEADING_ROLES):
            hidden = Q(role=Role.CIVIL_SOCIETY_MONITOR) & ~Q(invited_by=actor.seat)
            return Q(member=actor.member_id) & ~hidden
        return Q(pk__in=[])


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    exclude=["email", "name", "title", "nonce"],
)
class Invitation(models.Model):
    """A seat offered to an address: one member, one role, once, until it expires.

    The link is never stored: its key is made from the row and the secret of the installation, and
    `nonce` changes when the invitation is sent again, so that an older link is dead. Whoever
    accepts must own the address. `replaces` is the seat that is handed over or was taken away.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(max_length=254)
    name = models.CharField(max_length=120, blank=True)
    member = models.ForeignKey(
        Member, models.PROTECT, related_name="invitations", null=True, blank=True
    )
    role = models.CharField(max_length=24, choices=Role.choices)
    title = models.CharField(max_length=160, blank=True)
    language = models.CharField(max_length=10, default="en")
    assigned_members = models.ManyToManyField(Member, related_name="+", blank=True)
    invited_by = models.ForeignKey(
        Appointment, models.PROTECT, related_name="invitations_made", null=True, blank=True
    )
    replaces = models.ForeignKey(
        Appointment, models.PROTECT, related_name="succeeded_by", null=True, blank=True
    )
    nonce = models.UUIDField(default=uuid.uuid4)
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    seat = models.OneToOneField(
        Appointment, models.PROTECT, related_name="invitation", null=True, blank=True
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()
    internal = models.Manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        base_manager_name = "internal"
        constraints = [
            MemberKey(name="invitation_member_key"),
            SameMember("seat", name="invitation_seat_of_member"),
            SameMember("replaces", name="invitation_replaces_of_member"),
            models.CheckConstraint(
                condition=(Q(role__in=sorted(NETWORK_ROLES)) & Q(member__isnull=True))
                | (~Q(role__in=sorted(NETWORK_ROLES)) & Q(member__isnull=False)),
                name="invitation_member_unless_network_role",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True, seat__isnull=True)
                | Q(accepted_at__isnull=False, seat__isnull=False, withdrawn_at__isnull=True),
                name="invitation_accepted_makes_a_seat",
            ),
            models.UniqueConstraint(
                "member",
                "role",
                Lower("email"),
                condition=Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                nulls_distinct=False,
                name="invitation_open_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.member_id or 'Network'}"

    @property
    def is_open(self) -> bool:
        return (
            self.accepted_at is None
            and self.withdrawn_at is None
            and self.expires_at > timezone.now()
        )

    @property
    def key(self) -> str:
        """What the link carries: the id, and a proof that this installation made it."""
        said = f"{self.public_id}{self.nonce}{self.email.lower()}"
        proof = salted_hmac("accounts.invitation", said, algorithm="sha256").hexdigest()
        return f"{self.public_id.hex}{proof}"

    def opens_with(self, key: str) -> bool:
        return constant_time_compare(self.key, key)
