"""Reads about people and seats."""

from __future__ import annotations

import uuid

from accounts.actor import PUBLIC, Actor, actor_for
from accounts.models import Appointment, Invitation, Member, User
from accounts.second_factor import withheld_from


def seats_of(user: User) -> list[Appointment]:
    """The seats a person holds today, members' seats first, then by beginning."""
    seats = list(
        Appointment.objects.current()
        .filter(user=user)
        .select_related("member")
        .order_by("member__code", "starts_on", "id")
    )
    for seat in seats:
        # Known already: every page asks this, and a person has many columns.
        seat.user = user
    return seats


def actor_of(user: User, active: str | None = None, *, is_weak: bool = False) -> Actor:
    """The actor a signed-in person is now; a person without a seat is the public. `is_weak` says
    that the password is too short to stand alone: then every seat needs a second factor."""
    if not user.is_active:
        return PUBLIC
    seats = seats_of(user)
    return actor_for(user, seats, active, withheld_from(user, seats, is_weak=is_weak))


def holders(member: Member, *roles: str) -> list[Appointment]:
    """Who is in office at these seats of a member today."""
    return list(
        Appointment.objects.in_office()
        .filter(member=member, role__in=roles)
        .select_related("user", "member")
    )


def reviewers_of(member: Member) -> list[Appointment]:
    """Reviewers in force who are assigned to a member."""
    return list(
        Appointment.objects.in_office()
        .filter(role="reviewer", assigned_members=member)
        .select_related("user")
    )


def invitation_by_key(key: str) -> Invitation | None:
    """The invitation whose link carries this key, open or not; None for a key nobody made."""
    try:
        public_id = uuid.UUID(key[:32])
    except ValueError:
        return None
    found = (
        Invitation.internal.select_related("member", "replaces", "invited_by")
        .filter(public_id=public_id)
        .first()
    )
    return found if found is not None and found.opens_with(key) else None


def actor_at(seat: Appointment) -> Actor | None:
    """Who holds this seat, as it is now; None where it ended, its account is closed, or it cannot
    be used before a second factor is set up."""
    actor = actor_of(seat.user, str(seat.public_id))
    return actor if actor.seat == seat else None
