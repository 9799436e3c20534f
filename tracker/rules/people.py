"""Who may invite, hand over, replace and end seats, and freeze a member."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.answers import Allowed, Answer, Denied
from accounts.enums import LEADING_ROLES, NETWORK_ROLES, Role
from accounts.models import Appointment, HandOver, Invitation, Member
from tracker.models import CivilSocietyView

from .accounts import is_last_administrator
from .seats import holds, looks_after, may_write, not_frozen

# Whom a focal point and a deputy invite by themselves. A focal point follows by hand-over.
TEAM_INVITES = (
    Role.DEPUTY,
    Role.CONTRIBUTOR,
    Role.CLEARING_OFFICER,
    Role.VIEWER,
    Role.CIVIL_SOCIETY_MONITOR,
)


def may_invite(actor: Actor, member: Member | None, role: str) -> Answer:
    """Offer a seat: a member's leading seats to its own people, the secretariat to anybody of the
    members it looks after, administrators also to seats of the Network. Nobody, where the member
    is frozen."""
    if not (answer := may_write(actor)):
        return answer
    if member is not None and not (answer := not_frozen(member)):
        return answer
    if actor.is_system or actor.has_role(Role.ADMINISTRATOR):
        return Allowed()
    if role in NETWORK_ROLES or member is None:
        return Denied(_("Only administrators invite to seats of the Network."))
    if looks_after(actor, member.pk):
        return Allowed()
    if not holds(actor, member.pk, *LEADING_ROLES):
        return Denied(_("Only the focal point, the deputy and the secretariat invite people."))
    if role not in TEAM_INVITES:
        return Denied(_("A focal point follows by hand-over, or is named by the secretariat."))
    return Allowed()


def may_change_invitation(actor: Actor, invitation: Invitation) -> Answer:
    """Send again or withdraw: who may make one like it, and who holds the seat that it hands
    over."""
    if invitation.replaces is not None and _is_own(actor, invitation.replaces):
        return may_hand_over(actor)
    return may_invite(actor, invitation.member, invitation.role)


def may_hand_over(actor: Actor) -> Answer:
    """Pass one's own seat on: focal point and deputy."""
    if not (answer := may_write(actor)):
        return answer
    if actor.seat is None or actor.seat.member is None or not actor.has_role(*LEADING_ROLES):
        return Denied(_("Only the focal point and the deputy hand their seat over."))
    return not_frozen(actor.seat.member)


def may_take_back(actor: Actor, hand_over: HandOver) -> Answer:
    """Undo a hand-over that nobody has accepted: who made it, while in office, and the
    secretariat."""
    if not (answer := may_write(actor)):
        return answer
    if _is_own(actor, hand_over.seat) or looks_after(actor, hand_over.member_id):
        return Allowed()
    return Denied(_("Only who handed the seat over, and the secretariat, take it back."))


def may_end_seat(actor: Actor, seat: Appointment) -> Answer:
    """Take a seat away at once: the secretariat any of its members', the leading seats those of
    their own people; never the focal point's by the deputy, never one's own."""
    if not (answer := may_write(actor)):
        return answer
    if actor.seat is not None and actor.seat.user_id == seat.user_id:
        return Denied(_("Nobody ends a seat of their own. Hand it over, or ask the secretariat."))
    if actor.is_system or looks_after(actor, seat.member_id):
        return _not_the_last_administrator(seat)
    if holds(actor, seat.member_id, Role.FOCAL_POINT) and seat.role in TEAM_INVITES:
        return Allowed()
    if holds(actor, seat.member_id, Role.DEPUTY) and seat.role in TEAM_INVITES:
        if seat.role == Role.DEPUTY:
            return Denied(_("Only the focal point and the secretariat end a deputy’s seat."))
        return Allowed()
    return Denied(_("Only the focal point, the deputy and the secretariat end seats."))


def may_replace(actor: Actor, seat: Appointment) -> Answer:
    """Put somebody else in the seat of a focal point or deputy who vanished: the secretariat."""
    if not (answer := may_end_seat(actor, seat)):
        return answer
    if seat.role not in LEADING_ROLES or not looks_after(actor, seat.member_id):
        return Denied(_("Only the secretariat replaces a focal point or a deputy."))
    return may_invite(actor, seat.member, seat.role)


def may_delegate(actor: Actor, seat: Appointment) -> Answer:
    """Let the deputy submit for a time: the focal point."""
    if not (answer := may_write(actor)):
        return answer
    if not holds(actor, seat.member_id, Role.FOCAL_POINT) or seat.member is None:
        return Denied(_("Only the focal point delegates the submission."))
    if seat.role != Role.DEPUTY:
        return Denied(_("The submission is delegated to a deputy only."))
    return not_frozen(seat.member)


def may_freeze(actor: Actor, member: Member) -> Answer:
    """Stop all edits and invitations of a member, or let them go on: the secretariat."""
    if not (answer := may_write(actor)):
        return answer
    if actor.is_system or looks_after(actor, member.pk):
        return Allowed()
    return Denied(_("Only the secretariat freezes a member."))


def may_set_reviewed(actor: Actor) -> Answer:
    """Say which members a reviewer looks after: administrators."""
    if not (answer := may_write(actor)):
        return answer
    if actor.is_system or actor.has_role(Role.ADMINISTRATOR):
        return Allowed()
    return Denied(_("Only administrators say which members a reviewer looks after."))


def may_see_team(actor: Actor) -> Answer:
    """Look at who holds the member's seats: its focal point and deputy."""
    if actor.seat is not None and actor.seat.member is not None and actor.has_role(*LEADING_ROLES):
        return Allowed()
    return Denied(_("Only the focal point and the deputy see the team."))


def may_file_view(actor: Actor, member: Member) -> Answer:
    """Speak for civil society beside a member: its monitors, even while it is frozen."""
    if not (answer := may_write(actor)):
        return answer
    if holds(actor, member.pk, Role.CIVIL_SOCIETY_MONITOR):
        return Allowed()
    return Denied(_("Only a civil-society monitor of this member files a view."))


def may_change_view(actor: Actor, view: CivilSocietyView) -> Answer:
    """Write a view anew, choose who reads it, take it back: its author, at the seat it came from,
    even while the member is frozen. Nobody else, the secretariat neither."""
    if not (answer := may_file_view(actor, view.member)):
        return answer
    if actor.seat is not None and view.author_id == actor.seat.pk:
        return Allowed()
    return Denied(_("Only who wrote a view changes it, shows it, or takes it back."))


def _is_own(actor: Actor, seat: Appointment) -> bool:
    return actor.seat is not None and actor.seat.pk == seat.pk


def _not_the_last_administrator(seat: Appointment) -> Answer:
    if seat.role == Role.ADMINISTRATOR and is_last_administrator(seat.user):
        return Denied(_("This is the last administrator. Give somebody else the seat first."))
    return Allowed()
