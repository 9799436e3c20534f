"""Who holds a member's seats, who is invited, and which seats are passed on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.actor import Actor
from accounts.enums import LEADING_ROLES, Role
from accounts.models import Appointment, HandOver, Invitation, Member

# For so long My work leads whoever took a seat over to the hand-over note.
NEW_FOR = dt.timedelta(days=30)
# Seats and invitations are listed in this order.
_ORDER: dict[str, int] = {role: place for place, role in enumerate(Role.values)}


@dataclass(frozen=True)
class Team:
    """The people of a member as one of its leading seats sees them."""

    seats: Sequence[Appointment]
    invitations: Sequence[Invitation]
    hand_overs: Sequence[HandOver]

    @property
    def is_alone(self) -> bool:
        return len(self.seats) < 2 and not self.invitations


def team_of(actor: Actor) -> Team:
    """The team of the actor's member: seats in force, invitations that wait, hand-overs that are
    under way or not yet over."""
    return Team(
        seats_of_member(actor, actor.member_id),
        waiting_invitations(actor, actor.member_id),
        hand_overs(actor),
    )


def seats_of_member(actor: Actor, member_id: int | None) -> list[Appointment]:
    """The seats of a member in force today that the actor may see, leading ones first; with None
    those of the Network."""
    rows = Appointment.objects.visible_to(actor).current().filter(member=member_id)
    held = rows.select_related("user", "member")
    return sorted(held, key=lambda seat: (_ORDER[seat.role], seat.starts_on, seat.pk))


def waiting_invitations(actor: Actor, member_id: int | None) -> list[Invitation]:
    """Invitations to seats of a member that were neither accepted nor withdrawn, also those that
    ran out; not those of a hand-over, which is shown as one thing."""
    rows = Invitation.objects.visible_to(actor).filter(
        Q(hand_over__isnull=True) | Q(hand_over__taken_back_at__isnull=False),
        member=member_id,
        accepted_at=None,
        withdrawn_at=None,
    )
    return sorted(rows.select_related("member", "replaces"), key=lambda i: (_ORDER[i.role], i.pk))


def former_seats(actor: Actor, member: Member) -> QuerySet[Appointment]:
    """Seats of a member that are over, latest first."""
    today = timezone.now().date()
    over = Q(ended_at__isnull=False) | Q(ends_on__lt=today)
    rows = Appointment.objects.visible_to(actor).filter(over, member=member)
    return rows.order_by("-ended_at", "-ends_on", "-pk")


def hand_overs(actor: Actor) -> list[HandOver]:
    """Hand-overs of the member whose predecessor still has some days, and the one by which the
    active seat came."""
    under_way = Q(seat__ended_at=None, seat__ends_on__gte=timezone.now().date())
    rows = HandOver.objects.visible_to(actor).filter(
        under_way | Q(invitation__seat=actor.seat), taken_back_at=None
    )
    return list(rows.select_related("seat__user", "seat__member", "invitation__seat__user"))


def hand_over_to(actor: Actor) -> HandOver | None:
    """The hand-over by which the active seat came, while the seat is new."""
    seat = actor.seat
    if seat is None or seat.role not in LEADING_ROLES:
        return None
    if timezone.now().date() - seat.starts_on > NEW_FOR:
        return None
    return HandOver.objects.visible_to(actor).filter(invitation__seat=seat).first()
