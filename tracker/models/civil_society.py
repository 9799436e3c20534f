from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import Q

from accounts.actor import Actor
from accounts.composite import MemberKey, SameMember
from accounts.enums import LEADING_ROLES, Role
from accounts.models import Appointment
from accounts.owned import MemberOwned, OwnedQuerySet
from recommendations.models import Recommendation
from tracker.enums import Audience, Concurrence

from .cycle import ReportingCycle

VIEW_LIMIT = 3000


class CivilSocietyViewQuerySet(OwnedQuerySet):
    def open_to(self, actor: Actor) -> Q:
        """What is open to everybody, and to the Network for whoever holds a seat in it."""
        classes = [Audience.PUBLIC, Audience.NETWORK] if actor.is_signed_in else [Audience.PUBLIC]
        return Q(audience__in=classes)

    def visibility(self, actor: Actor) -> Q:
        """The author always; beyond that whom the author chose. The secretariat reads all of its
        members. Officials of the member read what was shared with them while they held their
        seat: who takes a seat over, after an election or a coup, inherits none of it."""
        found = self.open_to(actor)
        if not actor.is_signed_in:
            return found
        found |= Q(author=actor.seat)
        if actor.has_role(Role.REVIEWER):
            return found | Q(member__in=actor.reviewed_member_ids)
        if actor.seat is not None and actor.has_role(*LEADING_ROLES):
            return found | Q(
                audience=Audience.MEMBER,
                member=actor.member_id,
                shared_at__gte=actor.seat.created_at,
            )
        return found


# Nobody can erase the history: what an author takes back must not be in it.
@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    exclude=["view", "text"],
)
class CivilSocietyView(MemberOwned):
    """What a civil-society monitor says of a member's doings on a recommendation: a voice of its
    own beside the member's, owned by its author, shown to whom the author chose, and never merged
    with the member's words. It begins with the author and the secretariat. `shared_at` is when the
    present audience was chosen."""

    cycle = models.ForeignKey(ReportingCycle, models.PROTECT, related_name="views")
    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="+")
    author = models.ForeignKey(Appointment, models.PROTECT, related_name="views")
    view = models.CharField(max_length=18, choices=Concurrence.choices)
    text = models.TextField(blank=True, max_length=VIEW_LIMIT)
    language = models.CharField(max_length=35, default="en", help_text="BCP 47 tag of the words.")
    audience = models.CharField(
        max_length=12, choices=Audience.choices, default=Audience.SECRETARIAT
    )
    shared_at = models.DateTimeField(auto_now_add=True)
    show_name = models.BooleanField(default=False)

    objects = CivilSocietyViewQuerySet.as_manager()

    class Meta(MemberOwned.Meta):
        ordering = ["recommendation__code", "id"]
        constraints = [
            MemberKey(name="civil_society_view_member_key"),
            SameMember("author", name="civil_society_view_author_of_member"),
            models.UniqueConstraint(fields=["public_id"], name="civil_society_view_public_id"),
            models.UniqueConstraint(
                fields=["member", "cycle", "recommendation", "author"],
                name="civil_society_view_once",
            ),
            models.CheckConstraint(
                condition=Q(view__in=Concurrence.values), name="civil_society_view_known"
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)
