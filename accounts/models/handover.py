from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import Q

from accounts.actor import Actor
from accounts.composite import MemberKey, SameMember
from accounts.enums import LEADING_ROLES
from accounts.owned import MemberOwned, OwnedQuerySet

from .appointment import Appointment
from .invitation import Invitation

NOTE_LIMIT = 4000


class HandOverQuerySet(OwnedQuerySet):
    def visibility(self, actor: Actor) -> Q:
        """The leading seats of the member: who leaves, who follows, and their deputy."""
        if actor.has_role(*LEADING_ROLES):
            return Q(member=actor.member_id)
        return Q(pk__in=[])


@pghistory.track(
    pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent(), exclude=["note"]
)
class HandOver(MemberOwned):
    """A seat that passes from one official to the next: the last day of the one, the invitation of
    the other, and what the one wants the other to know."""

    seat = models.ForeignKey(Appointment, models.PROTECT, related_name="hand_overs")
    invitation = models.OneToOneField(Invitation, models.PROTECT, related_name="hand_over")
    last_day = models.DateField()
    note = models.TextField(blank=True, max_length=NOTE_LIMIT)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    objects = HandOverQuerySet.as_manager()

    class Meta(MemberOwned.Meta):
        ordering = ["-created_at", "-id"]
        constraints = [
            MemberKey(name="hand_over_member_key"),
            SameMember("seat", name="hand_over_seat_of_member"),
            SameMember("invitation", name="hand_over_invitation_of_member"),
            models.UniqueConstraint(fields=["public_id"], name="hand_over_public_id"),
            models.UniqueConstraint(
                fields=["member", "seat"],
                condition=Q(taken_back_at__isnull=True),
                name="hand_over_once_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)
