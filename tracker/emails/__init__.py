"""The words of every mail, in the reader's language. No confidential text, only a link.

A mail row holds ids and dates; the words are made at the moment of sending, from how things stand
then. Links begin with PUBLIC_BASE_URL, never with what a request claimed its host to be.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, get_language_bidi, ngettext, override
from django.utils.translation import gettext as _

from accounts.models import Appointment, Member
from tracker import notices
from tracker.dates import date_long
from tracker.enums import MailState
from tracker.models import OutgoingMail, Reminder
from tracker.queries.demo import is_demo
from tracker.queries.due import FOLDED
from tracker.wording import listed

from . import people
from .letter import Item, Letter, Writer, absolute
from .security import SECURITY

# A mail is a list to begin with, not a report: the page has all of it.
CODES_SHOWN = 6
SUBJECT_LIMIT = 150
# After every date, where there is none to order by.
_LAST = "9999"


def language_of(mail: OutgoingMail) -> str:
    """The recipient's language if we offer it, else the mail's, else English."""
    offered = dict(settings.LANGUAGES)
    wanted = [mail.recipient.language if mail.recipient else "", mail.language]
    return next((code for code in wanted if code in offered), "en")


def compose(
    mail: OutgoingMail, reminders: Sequence[Reminder], moment: dt.datetime
) -> EmailMultiAlternatives:
    """The message to send for a mail, with the reminders that it is to hold, as of a moment.

    Raises LookupError for a template that does not exist.
    """
    with override(language_of(mail)):
        letter = WRITERS[mail.template](mail, reminders, moment)
        subject = one_line(letter.subject)[:SUBJECT_LIMIT]
        context = {
            "letter": letter,
            "subject": subject,
            "language": get_language(),
            "direction": "rtl" if get_language_bidi() else "ltr",
            "may_repeat": mail.tries.filter(outcome=MailState.AMBIGUOUS).exists(),
            "is_demo": is_demo(),
        }
        message = EmailMultiAlternatives(
            subject=subject,
            body=render_to_string("mail/letter.txt", context).strip() + "\n",
            from_email=settings.DEFAULT_FROM_EMAIL,
            to=[address_of(mail)],
            headers={"Message-ID": mail.message_id, "Auto-Submitted": "auto-generated"},
        )
        message.attach_alternative(render_to_string("mail/letter.html", context), "text/html")
    return message


def address_of(mail: OutgoingMail) -> str:
    """Where the mail goes: the person's address as it is now, else the one it was written to."""
    return mail.recipient.email if mail.recipient else mail.to_address


def one_line(text: str) -> str:
    """The text without line breaks or control characters, which would end a header early."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


# --- the writers --------------------------------------------------------------------------------


def _digest(mail: OutgoingMail, reminders: Sequence[Reminder], moment: dt.datetime) -> Letter:
    """Everything a person is told on a day, most urgent first, one line per report."""
    told = notices.tell(reminders, moment)
    members = notices.members_in(one.facts for one in told.values())
    found: dict[str, tuple[bool, str, Item]] = {}
    # What only goes along comes last, and says nothing where its subject has a line.
    for reminder in sorted(reminders, key=lambda one: one.rule in FOLDED):
        if reminder.pk not in told:
            continue
        one = told[reminder.pk]
        member = members.get(one.facts.get("member", ""))
        text = notices.sentence(one.code, one.facts, member)
        aside = listed(one.open_codes) if one.code in notices.PARTS else _still_open(one.open_codes)
        item = Item(text, absolute(notices.url(one.code, one.facts)), aside)
        # What stands for several subjects, or is about another day than the report, has a line.
        place = (reminder.rule in FOLDED, one.facts.get("due", _LAST), item)
        found.setdefault(f"{reminder.subject}|{one.line}", place)
    items = tuple(item for *_place, item in sorted(found.values(), key=lambda told: told[:2]))
    others = len(items) - 1
    first = items[0].text
    subject = (
        ngettext("%(first)s (and %(n)d more)", "%(first)s (and %(n)d more)", others)
        % {"first": first, "n": others}
        if others
        else first
    )
    return Letter(
        subject=subject,
        action=(_("Continue"), items[0].url),
        items=items,
        paragraphs=(
            *_each_once(one.others for one in told.values()),
            *_each_once(one.next for one in told.values()),
            *_lateness(reminders, moment),
        ),
        footer=tuple(_because_of(reminder.seat) for reminder in _one_per_seat(reminders)),
    )


def _each_once(said: Iterable[str | Promise]) -> list[str]:
    """What happens after the reader has acted, or has not: each sentence once."""
    return list(dict.fromkeys(str(one) for one in said if one))


def _still_open(codes: tuple[str, ...]) -> str:
    if not codes:
        return ""
    shown, more = listed(codes[:CODES_SHOWN]), len(codes) - CODES_SHOWN
    if more <= 0:
        return _("Still open: %(codes)s") % {"codes": shown}
    return ngettext(
        "Still open: %(codes)s and %(n)d more", "Still open: %(codes)s and %(n)d more", more
    ) % {"codes": shown, "n": more}


def _lateness(reminders: Sequence[Reminder], moment: dt.datetime) -> tuple[str, ...]:
    """Says so where a mail comes after the day it was due; what goes along when it can is never
    late."""
    day = min((one.local_date for one in reminders if one.rule not in FOLDED), default=dt.date.max)
    today = moment.astimezone(ZoneInfo(reminders[0].time_zone)).date()
    if today <= day:
        return ()
    written = date_long(day, get_language() or "en")
    return (_("This mail comes late: it was due on %(day)s.") % {"day": written},)


def _one_per_seat(reminders: Sequence[Reminder]) -> list[Reminder]:
    return list({reminder.seat_id: reminder for reminder in reminders}.values())


def _because_of(seat: Appointment) -> str:
    if seat.member is None:
        return _("You get this because you hold the seat “%(role)s” of the Network.") % {
            "role": seat.get_role_display()
        }
    return _("You get this because you hold the seat “%(role)s, %(member)s”.") % {
        "role": seat.get_role_display(),
        "member": seat.member.display_name,
    }


def _receipt(mail: OutgoingMail, reminders: Sequence[Reminder], moment: dt.datetime) -> Letter:
    facts = mail.facts
    member = Member.objects.get(code=facts["member"])
    day = date_long(dt.date.fromisoformat(facts["submitted_on"]), get_language() or "en")
    names = {"member": member.display_name, "cycle": facts["cycle"], "day": day}
    page = absolute(reverse("tracker:submitted", args=[facts["cycle"]]))
    return Letter(
        subject=_("%(member)s: the %(cycle)s report was submitted on %(day)s") % names,
        action=(_("See the receipt"), page),
        paragraphs=(
            _("Receipt %(number)s") % facts,
            _("Fingerprint (SHA-256): %(sha256)s") % facts,
        ),
        footer=(_("You get this because you submitted this report."),),
    )


WRITERS: dict[str, Writer] = {
    "invitation": people.invitation,
    "invitation_accepted": people.accepted,
    "seat_ended": people.ended,
    "handed_over": people.handed_over,
    "digest": _digest,
    "receipt": _receipt,
    **SECURITY,
}


# Mails that may have become pointless between their writing and their sending.
_NEEDED: dict[str, Callable[[OutgoingMail], bool]] = {
    "invitation": people.invitation_is_open,
    "handed_over": people.hand_over_stands,
}


def is_needed(mail: OutgoingMail) -> bool:
    """False for a mail whose reason is gone, such as an invitation that was withdrawn."""
    return _NEEDED.get(mail.template, lambda mail: True)(mail)
