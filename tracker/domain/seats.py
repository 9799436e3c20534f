"""Ending, replacing and delegating seats; freezing a member."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.enums import Role
from accounts.models import Appointment, HandOver, Invitation, Member
from tracker import rules
from tracker.validators import no_null_characters

from . import telling, workflow
from .errors import IllegalMove, require
from .handing_over import mark_taken_back
from .invitations import close, offer, replan_member
from .saving import recorded

REASON_LIMIT = 300
LONGEST_DELEGATION = dt.timedelta(days=366)


def end(actor: Actor, seat: Appointment, reason: str) -> None:
    """Closes a seat at once, with its API tokens and a hand-over that nobody accepted.

    Raises NotAllowed, ValidationError (reason), or IllegalMove where it is over already.
    """
    require(rules.may_end_seat(actor, seat))
    said = _reason(reason)
    with recorded(actor, "seats.end", said):
        _end(seat, said)
        replan_member(seat.member)


def replace(
    actor: Actor,
    seat: Appointment,
    *,
    email: str,
    reason: str,
    document: str,
    name: str = "",
    language: str = "en",
) -> Invitation:
    """Takes the seat of a focal point or deputy who vanished, at once, and offers it to somebody
    else. `document` is the number of the paper that names them.

    Raises NotAllowed, ValidationError (email, name, reason, document), Duplicate, IllegalMove.
    """
    require(rules.may_replace(actor, seat))
    problems = {}
    try:
        said = _reason(reason)
    except ValidationError as error:
        problems = error.message_dict
    if not document.strip() or len(document) > 80:
        problems["document"] = [_("Write the number of the document that names the successor.")]
    if problems:
        raise ValidationError(problems)
    why = f"{said} ({document.strip()})"
    with recorded(actor, "seats.replace", why):
        _end(seat, why[:REASON_LIMIT])
        invitation = offer(
            actor, email, seat.role, seat.member, name=name, language=language, replaces=seat
        )
        replan_member(seat.member)
    return invitation


def delegate(
    actor: Actor, seat: Appointment, since: dt.date | None, until: dt.date | None
) -> Appointment:
    """Lets a deputy submit from one day to another, or, with neither, no more.

    Raises NotAllowed or ValidationError (since, until).
    """
    require(rules.may_delegate(actor, seat))
    if not seat.is_current() or seat.is_read_only():
        raise IllegalMove(_("This seat is over, or was handed over."))
    problems: dict[str, list[str]] = {}
    today = timezone.now().date()
    if (since is None) != (until is None):
        problems["until" if until is None else "since"] = [_("Write both days, or neither.")]
    elif since is not None and until is not None:
        if until < max(since, today):
            problems["until"] = [_("The last day comes after the first and is not past.")]
        elif until - since > LONGEST_DELEGATION:
            problems["until"] = [_("Delegate for at most a year.")]
    if problems:
        raise ValidationError(problems)
    with recorded(actor, "seats.delegate"):
        seat.delegated_from, seat.delegated_until = since, until
        seat.save(update_fields=["delegated_from", "delegated_until"])
    return seat


def set_reviewed(actor: Actor, seat: Appointment, members: Iterable[Member]) -> None:
    """Says which members a reviewer looks after from now on.

    Raises NotAllowed, ValidationError (members), or IllegalMove where the seat is over.
    """
    require(rules.may_set_reviewed(actor))
    if seat.role != Role.REVIEWER:
        raise ValidationError({"members": [_("Only reviewers are assigned to members.")]})
    if not seat.is_current():
        raise IllegalMove(_("This seat is over already."))
    with recorded(actor, "seats.set_reviewed"):
        before, after = set(seat.assigned_members.all()), set(members)
        seat.assigned_members.set(after)
        for member in before ^ after:
            replan_member(member)


def freeze(actor: Actor, member: Member, reason: str, *, unpublish: bool = False) -> None:
    """Stops every edit and invitation of a member, and withdraws what it published where asked.
    What civil society said stays with its authors. The reason is the secretariat's alone.

    Raises NotAllowed, ValidationError (reason), or IllegalMove where it is frozen already.
    """
    require(rules.may_freeze(actor, member))
    said = _reason(reason)
    with recorded(actor, "seats.freeze", said):
        locked = Member.objects.select_for_update().get(pk=member.pk)
        if locked.frozen_at is not None:
            raise IllegalMove(_("This member is frozen already."))
        locked.frozen_at, locked.frozen_reason = timezone.now(), said
        locked.save(update_fields=["frozen_at", "frozen_reason"])
        if unpublish:
            workflow.withdraw_all(actor, locked)
        replan_member(locked)
    member.refresh_from_db()


def unfreeze(actor: Actor, member: Member, reason: str) -> None:
    """Lets a member's people go on. Raises NotAllowed, ValidationError or IllegalMove."""
    require(rules.may_freeze(actor, member))
    said = _reason(reason)
    with recorded(actor, "seats.unfreeze", said):
        locked = Member.objects.select_for_update().get(pk=member.pk)
        if locked.frozen_at is None:
            raise IllegalMove(_("This member is not frozen."))
        locked.frozen_at, locked.frozen_reason = None, ""
        locked.save(update_fields=["frozen_at", "frozen_reason"])
        replan_member(locked)
    member.refresh_from_db()


def _end(seat: Appointment, reason: str) -> None:
    locked = Appointment.objects.select_for_update().get(pk=seat.pk)
    if not locked.is_current():
        raise IllegalMove(_("This seat is over already."))
    locked.ended_at, locked.end_reason = timezone.now(), reason
    locked.save(update_fields=["ended_at", "end_reason"])
    locked.tokens.all().delete()
    _close_hand_over(locked)
    telling.ended(locked)
    seat.refresh_from_db()


def _close_hand_over(seat: Appointment) -> None:
    """Whoever a seat that was taken away had named as a successor does not follow."""
    rows = HandOver.objects.unscoped().filter(seat=seat, taken_back_at=None)
    for hand_over in rows.filter(invitation__accepted_at=None).select_related("invitation"):
        if hand_over.invitation.withdrawn_at is None:
            close(hand_over.invitation)
        mark_taken_back(hand_over)


def _reason(reason: str) -> str:
    said = reason.strip()
    try:
        no_null_characters(said)
    except ValidationError as error:
        raise ValidationError({"reason": error.messages}) from error
    if not said:
        raise ValidationError({"reason": [_("Say why: it stands in the log.")]})
    if len(said) > REASON_LIMIT - 90:
        raise ValidationError(
            {"reason": [_("Write at most %(most)d characters.") % {"most": REASON_LIMIT - 90}]}
        )
    return said
