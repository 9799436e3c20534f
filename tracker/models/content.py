"""What rows that travel from a working page to publication have in common."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from accounts.actor import Actor
from accounts.enums import LEADING_ROLES, Role
from accounts.owned import MemberOwned, OwnedQuerySet
from tracker.enums import Confidentiality, Edition

# Seats that read all working rows of their own member, restricted ones apart.
OWN_READERS = (*LEADING_ROLES, Role.CLEARING_OFFICER, Role.VIEWER)


class ContentQuerySet(OwnedQuerySet):
    """Rows in two editions: the member's working row and, once published, its frozen copy.

    Both share `public_id`. For one reader exactly one of them exists: who works on the row reads
    the working one, everybody else the published copy, and only where its class allows.
    `tracker.rules.reading` says the same for one row; a property test holds the two together.
    """

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

    def visibility(self, actor: Actor) -> Q:
        reach = self._reach(actor)
        published = self.open_to(actor)
        if reach is None:
            return published
        home, mine = reach
        seen = Q(edition=Edition.WORKING) & mine & self._admitted(actor)
        rows = self.model._base_manager.filter(seen, public_id=OuterRef("public_id"))
        return seen | (published & (~home | ~Q(Exists(rows))))

    def _reach(self, actor: Actor) -> tuple[Q, Q] | None:
        """The members at home with whom an actor may find working rows, and which of these rows
        the seat reaches before their class is asked."""
        if actor.has_role(*OWN_READERS):
            own = Q(member=actor.member_id)
            return own, own
        if actor.has_role(Role.CONTRIBUTOR):
            own = Q(member=actor.member_id)
            return own, own & self._assigned_to(actor)
        if actor.has_role(Role.REVIEWER):
            reviewed = Q(member__in=actor.reviewed_member_ids)
            return reviewed, reviewed & self._submitted()
        return None

    def _assigned_to(self, actor: Actor) -> Q:
        """Working rows a contributor was asked to fill."""
        return Q(pk__in=[])

    def _submitted(self) -> Q:
        """Working rows that have come to the secretariat."""
        return Q(report__submitted_at__isnull=False)

    def _admitted(self, actor: Actor) -> Q:
        """Rows whose class admits a seat that reaches them: restricted ones open to the leading
        seats of the member and to who is named."""
        if actor.has_role(*LEADING_ROLES):
            return Q()
        return ~Q(confidentiality=Confidentiality.RESTRICTED) | self._naming(actor)

    def _naming(self, actor: Actor) -> Q:
        """Rows for which this seat is named."""
        named = self.model._base_manager.filter(named_readers=actor.seat)
        return Q(pk__in=named.values("pk"))


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


class NamedReaders(models.Model):
    """Rows that can be restricted to named people. The leading seats of the member read them
    always, since data belongs to the seat; everybody else has to be named."""

    named_readers = models.ManyToManyField("accounts.Appointment", related_name="+", blank=True)

    class Meta:
        abstract = True
