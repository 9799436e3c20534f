"""Passing a seat from one official to the next."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Appointment, HandOver
from accounts.models.handover import NOTE_LIMIT
from tracker import rules
from tracker.validators import no_null_characters

from . import telling
from .errors import Duplicate, IllegalMove, require
from .invitations import check as check_offer
from .invitations import close, offer, replan_member
from .saving import recorded, save_version

# How long who leaves may still look things up.
READS_FOR = dt.timedelta(days=30)
FARTHEST = dt.timedelta(days=366)


def hand_over(
    actor: Actor, *, email: str, name: str = "", last_day: dt.date, note: str = "", language: str
) -> HandOver:
    """Invites a successor to the actor's own seat. The actor writes to the end of `last_day`,
    reads for 30 days more, and is out then. `note` is read by the successor and the deputy.

    Raises NotAllowed; ValidationError (email, name, language, last_day, note); Duplicate with the
    hand-over that is under way, or the invitation or seat that the address has.
    """
    check(actor, email=email, name=name, last_day=last_day, note=note, language=language)
    assert actor.seat is not None
    with recorded(actor, "handing_over.hand_over"):
        seat = _locked(actor.seat)
        _require_none(seat)
        invitation = offer(
            actor, email, seat.role, seat.member, name=name, language=language, replaces=seat
        )
        seat.read_only_from = last_day + dt.timedelta(days=1)
        seat.ends_on = last_day + READS_FOR
        seat.save(update_fields=["read_only_from", "ends_on"])
        made = HandOver(
            member=invitation.member,
            seat=seat,
            invitation=invitation,
            last_day=last_day,
            note=note.strip(),
        )
        made.save(force_insert=True)
        replan_member(invitation.member)
        telling.handed_over(made)
    return made


def check(
    actor: Actor, *, email: str, name: str = "", last_day: dt.date, note: str = "", language: str
) -> None:
    """Raises what `hand_over` would, and writes nothing."""
    require(rules.may_hand_over(actor))
    assert actor.seat is not None
    _check(last_day, note)
    _require_none(actor.seat)
    seat = actor.seat
    check_offer(email.strip().lower(), seat.role, seat.member, name=name, language=language)


def take_back(actor: Actor, hand_over: HandOver) -> None:
    """Undoes a hand-over that nobody has accepted: the invitation is withdrawn, the seat stays.

    Raises NotAllowed, or IllegalMove where the successor is there already.
    """
    require(rules.may_take_back(actor, hand_over))
    with recorded(actor, "handing_over.take_back"):
        close(hand_over.invitation)
        seat = _locked(hand_over.seat)
        if seat.ended_at is not None:
            raise IllegalMove(_("This seat has ended. It cannot be taken back."))
        seat.read_only_from = seat.ends_on = None
        seat.save(update_fields=["read_only_from", "ends_on"])
        mark_taken_back(hand_over)
        replan_member(seat.member)


def mark_taken_back(hand_over: HandOver) -> None:
    """Inside the caller's transaction, which holds the invitation's lock."""
    hand_over.taken_back_at = timezone.now()
    save_version(hand_over, hand_over.version, {"taken_back_at"})


def _check(last_day: dt.date, note: str) -> None:
    today = timezone.now().date()
    problems: dict[str, list[str]] = {}
    if not today <= last_day <= today + FARTHEST:
        problems["last_day"] = [_("Write a day from today to a year from now.")]
    try:
        no_null_characters(note)
    except ValidationError as error:
        problems["note"] = error.messages
    if len(note.strip()) > NOTE_LIMIT:
        problems["note"] = [_("Write at most %(most)d characters.") % {"most": NOTE_LIMIT}]
    if problems:
        raise ValidationError(problems)


def _require_none(seat: Appointment) -> None:
    standing = HandOver.objects.unscoped().filter(seat=seat, taken_back_at__isnull=True).first()
    if standing is not None:
        raise Duplicate(standing)


def _locked(seat: Appointment) -> Appointment:
    return (
        Appointment.objects.select_related("member", "user")
        .select_for_update(of=("self",))
        .get(pk=seat.pk)
    )
