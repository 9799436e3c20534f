"""Naming who reads what is restricted, and noting who did."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Appointment
from accounts.queries import reviewers_of
from tracker import rules
from tracker.enums import Confidentiality
from tracker.models import BudgetLine, Evidence, Indicator, Plan, ProgressEntry, RestrictedRead
from tracker.models.content import MemberContent

from .errors import require
from .saving import recorded

Named = ProgressEntry | Evidence | BudgetLine | Plan | Indicator


def may_be_named(row: Named) -> list[Appointment]:
    """Whom a restricted row can be opened to: the member's other officials, and the reviewers
    assigned to it. The leading seats read it anyway."""
    team = (
        Appointment.objects.in_office()
        .filter(member=row.member_id, role__in=("contributor", "clearing_officer", "viewer"))
        .select_related("user", "member")
        .order_by("role", "pk")
    )
    return [*team, *reviewers_of(row.member)]


def name_readers(actor: Actor, row: Named, seats: Iterable[Appointment]) -> None:
    """Says who, besides the focal point and the deputy, reads a row that is for named people.

    Raises NotAllowed, or ValidationError (named_readers) for a seat that cannot be named.
    """
    require(rules.may_share(actor, row))
    chosen = list(seats)
    unknown = {seat.pk for seat in chosen} - {seat.pk for seat in may_be_named(row)}
    if unknown:
        raise ValidationError(
            {"named_readers": [_("Choose people of your member, or your reviewers.")]}
        )
    with recorded(actor, "sharing.name_readers"):
        row.named_readers.set(chosen)


def note_reads(actor: Actor, *rows: MemberContent) -> None:
    """Writes down that somebody was shown rows which are for named people. Every door that shows
    the words of a row calls this; rows of other classes leave no trace."""
    reads = [
        RestrictedRead(
            member_id=row.member_id,
            seat=actor.seat,
            kind=type(row).__name__,
            row=row.public_id,
        )
        for row in rows
        if row.confidentiality == Confidentiality.RESTRICTED and actor.seat is not None
    ]
    # Of none, a list is told at once; anything else would open a transaction first.
    RestrictedRead.objects.bulk_create(reads)
