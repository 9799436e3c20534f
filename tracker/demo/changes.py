"""What changes among the people of the demonstration: somebody is invited, somebody followed
somebody last year, and one member is frozen."""

from __future__ import annotations

import datetime as dt

from accounts.enums import Role
from accounts.models import HandOver, Invitation
from tracker.domain import invitations, seats

from .people import ACCEPTED_ON, LAST_DAY
from .script import HANDED_OVER, OPEN, SILENT
from .words import FREEZE_REASON, HAND_OVER_NOTE
from .world import World

INVITED = "contributor@interior.kenya.example"


def write_changes(world: World) -> None:
    """In the open cycle, in which the frozen member is silent."""
    focal_point = world.cast.actor("KEN", Role.FOCAL_POINT)
    invitations.invite(
        focal_point,
        INVITED,
        Role.CONTRIBUTOR,
        focal_point.seat.member,
        title="Ministry of the Interior",
    )
    _handed_over(world)
    frozen = next(m for m in world.members if world.outcome(OPEN, m) == SILENT)
    seats.freeze(world.cast.actor(None, Role.ADMINISTRATOR), frozen, FREEZE_REASON)


def _handed_over(world: World) -> None:
    """A hand-over as the verbs would have left it a year ago."""
    former, successor = world.cast.former, world.cast.focal_point(HANDED_OVER)
    asked = dt.datetime.combine(ACCEPTED_ON, dt.time(8), dt.UTC) - dt.timedelta(days=5)
    invitation = Invitation.internal.create(
        email=successor.user.email,
        name=successor.user.name,
        member=successor.member,
        role=successor.role,
        title=successor.title,
        language=successor.user.language,
        invited_by=former,
        replaces=former,
        sent_at=asked,
        expires_at=asked + invitations.VALID_FOR,
        accepted_at=asked + dt.timedelta(days=5),
        seat=successor,
    )
    HandOver.internal.create(
        member=successor.member,
        seat=former,
        invitation=invitation,
        last_day=LAST_DAY,
        note=HAND_OVER_NOTE,
    )
