"""Mails about seats, written in the transaction of the verb that made them true."""

from __future__ import annotations

from accounts.enums import LEADING_ROLES, Role
from accounts.models import Appointment, HandOver, Invitation
from accounts.queries import holders
from tracker.enums import MailKind

from .outbox import enqueue


def ended(seat: Appointment) -> None:
    """To whose seat was taken away."""
    enqueue(MailKind.SECURITY, "seat_ended", seat.user, facts={"seat": str(seat.public_id)})


def handed_over(hand_over: HandOver) -> None:
    """To who hands a seat over: the dates, and how to take it back."""
    facts = {"hand_over": str(hand_over.public_id)}
    enqueue(MailKind.SECURITY, "handed_over", hand_over.seat.user, facts=facts)


def accepted(invitation: Invitation, seat: Appointment) -> None:
    """To who invited, and to the other leading seat of the member. Who monitors a member for civil
    society is told to the inviting seat alone."""
    inviting = invitation.invited_by
    if inviting is None:
        return
    told = [inviting] if inviting.is_current() else []
    is_own = inviting.member_id is not None and inviting.member_id == seat.member_id
    if is_own and seat.member is not None and seat.role != Role.CIVIL_SOCIETY_MONITOR:
        told += holders(seat.member, *LEADING_ROLES)
    people = {one.user_id: one.user for one in told if one.user_id != seat.user_id}
    for person in people.values():
        facts = {"seat": str(seat.public_id)}
        enqueue(MailKind.SECURITY, "invitation_accepted", person, facts=facts)
