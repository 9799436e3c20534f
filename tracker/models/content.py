"""What rows that travel from a working page to publication have in common."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from accounts.actor import Actor
from accounts.enums import Role
from accounts.owned import MemberOwned, OwnedQuerySet
from tracker.enums import Confidentiality, Edition

# Seats that read all working rows of their own member, restricted ones apart.
OWN_READERS = (Role.FOCAL_POINT, Role.DEPUTY, Role.CLEARING_OFFICER, Role.VIEWER)
# Until named readers exist, restricted rows open to these seats of the member alone.
RESTRICTED_READERS = (Role.FOCAL_POINT, Role.DEPUTY)


class ContentQuerySet(OwnedQuerySet):
    """Rows in two editions: the member's working row and, once published, its frozen copy.

    Both share `public_id`. For one reader exactly one of them exists: members and their reviewers
    read the working row, everybody else the published copy, and only where its class allows.
    """

    # How a model finds what a contributor was asked for, and the report a row stands in.
    assigned: str = "assignments"
    report: str = "report"

    def working(self) -> Self:
        """The member's own rows, for verbs that asked a rule and for the system."""
        return self.filter(edition=Edition.WORKING).unscoped()

    def published(self) -> Self:
        """Frozen copies of what was published, of every class."""
        return self.filter(edition=Edition.PUBLISHED).unscoped()

    def open_to(self, actor: Actor) -> Q:
        """Published copies whose class admits this reader."""
        classes = [Confidentiality.PUBLIC]
        if actor.is_signed_in:
            classes.append(Confidentiality.NETWORK)
        return Q(edition=Edition.PUBLISHED, confidentiality__in=classes)

    def _assigned_to(self, actor: Actor) -> Q:
        """Working rows a contributor was asked to fill."""
        return Q(pk__in=[])

    def visibility(self, actor: Actor) -> Q:
        working = Q(edition=Edition.WORKING)
        unrestricted = ~Q(confidentiality=Confidentiality.RESTRICTED)
        published = self.open_to(actor)
        if actor.has_role(*RESTRICTED_READERS):
            return (working & Q(member=actor.member_id)) | (published & ~Q(member=actor.member_id))
        if actor.has_role(*OWN_READERS):
            own = Q(member=actor.member_id)
            return (working & own & unrestricted) | (published & ~own)
        if actor.has_role(Role.CONTRIBUTOR):
            mine = self._assigned_to(actor)
            return (working & mine) | (published & ~self._shadowed(mine))
        if actor.has_role(Role.REVIEWER):
            reviewed = Q(member__in=actor.reviewed_member_ids)
            seen = Q(**{f"{self.report}__submitted_at__isnull": False})
            return (working & reviewed & unrestricted & seen) | (published & ~reviewed)
        return published

    def _shadowed(self, mine: Q) -> Q:
        """Published copies whose working row this reader already sees."""
        rows = self.model._base_manager.filter(edition=Edition.WORKING).filter(mine)
        return Q(Exists(rows.filter(public_id=OuterRef("public_id"))))


class MemberContent(MemberOwned):
    """A member-owned row with a confidentiality class and two editions."""

    edition = models.CharField(
        max_length=10, choices=Edition.choices, default=Edition.WORKING, editable=False
    )
    confidentiality = models.CharField(
        max_length=12, choices=Confidentiality.choices, default=Confidentiality.MEMBER
    )

    class Meta(MemberOwned.Meta):
        abstract = True

    def __str__(self) -> str:
        return str(self.public_id)
