"""Mails about seats. The link of an invitation is made at the moment of sending. People are named
by their seats: a mailbox is not always read by its owner alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.enums import LEADING_ROLES
from accounts.models import Appointment, HandOver, Invitation
from tracker.dates import date_long
from tracker.models import OutgoingMail, Reminder

from .letter import Letter, absolute


def invitation(mail: OutgoingMail, reminders: Sequence[Reminder], moment: dt.datetime) -> Letter:
    """A seat is offered: which, until when, and the link that takes it."""
    offered = _invitation(mail)
    facts = {**_seat_of(offered), "day": _day(offered.expires_at.date())}
    subject = (
        _("%(member)s: take over the seat “%(role)s” by %(day)s")
        if offered.replaces_id
        else _("%(member)s: the seat “%(role)s” is offered to you, until %(day)s")
    )
    return Letter(
        subject=subject % facts,
        action=(_("Accept the seat"), absolute(reverse("tracker:invitation", args=[offered.key]))),
        paragraphs=(
            _(
                "In the NAP Tracker the members of the Women, Peace and Security Focal Points "
                "Network follow up what their meetings agreed."
            ),
            _offered_by(offered),
            _("The link works once, for this address only. Do not pass it on."),
        ),
        footer=(
            _(
                "You get this because somebody entitled to it named this address. If you do not "
                "expect it, do nothing: no account exists until you accept."
            ),
        ),
    )


def _offered_by(offered: Invitation) -> str:
    inviting = offered.invited_by
    if inviting is None or inviting.member is None:
        return _("The seat is offered by the secretariat of the Network.")
    named = {"role": inviting.get_role_display(), "member": inviting.member.display_name}
    return _("The seat is offered by: %(role)s, %(member)s.") % named


def accepted(mail: OutgoingMail, reminders: Sequence[Reminder], moment: dt.datetime) -> Letter:
    """Somebody who was invited holds the seat now."""
    seat = _seat(mail)
    return Letter(
        subject=_("%(member)s: the seat “%(role)s” was taken up") % _seat_of(seat),
        action=(_("See who holds the seats"), absolute(_people_page(mail, seat))),
        paragraphs=(
            _("The invitation was accepted on %(day)s.") % {"day": _day(seat.created_at.date())},
            _("If you do not know who this is, end the seat on that page at once."),
        ),
        footer=(_("You get this because you invited, or look after, the people of this member."),),
    )


def ended(mail: OutgoingMail, reminders: Sequence[Reminder], moment: dt.datetime) -> Letter:
    """A seat was taken away."""
    seat = _seat(mail)
    assert seat.ended_at is not None
    return Letter(
        subject=_("Your seat “%(role)s, %(member)s” was ended") % _seat_of(seat),
        paragraphs=(
            _("It was ended on %(day)s. Its keys for the API are gone with it.")
            % {"day": _day(seat.ended_at.date())},
            _("Your account stays. If you did not expect this, write to the secretariat."),
        ),
        footer=(_("You get this because it concerns the security of your account."),),
    )


def handed_over(mail: OutgoingMail, reminders: Sequence[Reminder], moment: dt.datetime) -> Letter:
    """The dates of a hand-over, to who leaves, as they were set."""
    made = _hand_over(mail)
    facts = {**_seat_of(made.seat), "day": _day(made.last_day)}
    paragraphs = [_("You write until the end of %(day)s.") % facts]
    if made.seat.ends_on is not None:
        until = {"day": _day(made.seat.ends_on)}
        paragraphs.append(_("After that you read until %(day)s. Then the seat closes.") % until)
    paragraphs.append(
        _(
            "Until your successor accepts, you can take it back: open the team and choose “Take "
            "back”."
        )
    )
    return Letter(
        subject=_("%(member)s: you hand over the seat “%(role)s” on %(day)s") % facts,
        action=(_("See the team"), absolute(reverse("tracker:team"))),
        paragraphs=tuple(paragraphs),
        footer=(_("You get this because it concerns the security of your account."),),
    )


def hand_over_stands(mail: OutgoingMail) -> bool:
    return _hand_over(mail).taken_back_at is None


def invitation_is_open(mail: OutgoingMail) -> bool:
    """True while the invitation waits for its answer and this is its latest link."""
    offered = _invitation(mail)
    return offered.is_open and str(offered.nonce) == mail.facts["nonce"]


def _invitation(mail: OutgoingMail) -> Invitation:
    rows = Invitation.internal.select_related("member", "invited_by__member")
    return rows.get(public_id=mail.facts["invitation"])


def _seat(mail: OutgoingMail) -> Appointment:
    return Appointment.objects.select_related("member").get(public_id=mail.facts["seat"])


def _hand_over(mail: OutgoingMail) -> HandOver:
    rows = HandOver.internal.select_related("seat__member")
    return rows.get(public_id=mail.facts["hand_over"])


def _seat_of(row: Appointment | Invitation) -> dict[str, str]:
    member = row.member.display_name if row.member else _("The Network")
    return {"role": row.get_role_display(), "member": member}


def _day(day: dt.date) -> str:
    return date_long(day, get_language() or "en")


def _people_page(mail: OutgoingMail, seat: Appointment) -> str:
    """Where the reader sees this seat: the team, or the secretariat's page of the member."""
    if seat.member is None:
        return reverse("tracker:manage-people")
    leads = Appointment.objects.current().filter(
        user=mail.recipient, member=seat.member, role__in=LEADING_ROLES
    )
    if leads.exists():
        return reverse("tracker:team")
    return reverse("tracker:manage-member", args=[seat.member.code])
