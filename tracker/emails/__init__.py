"""The words of every mail, in the reader's language. No confidential text, only a link.

A mail row holds ids and dates; the words are made at the moment of sending, from how things stand
then. Links begin with PUBLIC_BASE_URL, never with what a request claimed its host to be.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language, get_language_bidi, override
from django.utils.translation import gettext as _

from accounts.models import Member
from tracker import ics
from tracker.dates import date_long
from tracker.enums import MailState
from tracker.models import OutgoingMail, Reminder
from tracker.queries.demo import is_demo

from . import people
from .digest import FEWEST, SHOWN, digest
from .letter import Letter, Writer, absolute
from .security import SECURITY

SUBJECT_LIMIT = 150
# Whatever is in it: who pays for every kilobyte reads it too.
MOST_BYTES = 15_000


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
        shown = SHOWN
        message = _message(mail, reminders, moment, shown)
        while shown > FEWEST and _size(message) > MOST_BYTES:
            shown = max(shown // 2, FEWEST)
            message = _message(mail, reminders, moment, shown)
    return message


def _message(
    mail: OutgoingMail, reminders: Sequence[Reminder], moment: dt.datetime, shown: int
) -> EmailMultiAlternatives:
    """The message with at most so many items of a list."""
    if mail.template == DIGEST:
        letter = digest(mail, reminders, moment, shown)
    else:
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
    headers = {"Message-ID": mail.message_id, "Auto-Submitted": "auto-generated"}
    if letter.stop:
        headers["List-Unsubscribe"] = f"<{letter.stop}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message = EmailMultiAlternatives(
        subject=subject,
        body=render_to_string("mail/letter.txt", context).strip() + "\n",
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[address_of(mail)],
        reply_to=[settings.REPLY_TO_EMAIL],
        headers=headers,
    )
    message.attach_alternative(render_to_string("mail/letter.html", context), "text/html")
    if letter.calendar:
        message.attach(ics.FILE_NAME, letter.calendar.decode(), "text/calendar")
    return message


def _size(message: EmailMultiAlternatives) -> int:
    """The bytes of the longer of the two texts."""
    html = message.alternatives[0][0]
    return max(len(str(text).encode()) for text in (message.body, html))


def address_of(mail: OutgoingMail) -> str:
    """Where the mail goes: the person's address as it is now, else the one it was written to."""
    return mail.recipient.email if mail.recipient else mail.to_address


def one_line(text: str) -> str:
    """The text without line breaks or control characters, which would end a header early."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


# --- the writers --------------------------------------------------------------------------------


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


DIGEST = "digest"
WRITERS: dict[str, Writer] = {
    "invitation": people.invitation,
    "invitation_accepted": people.accepted,
    "seat_ended": people.ended,
    "handed_over": people.handed_over,
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
