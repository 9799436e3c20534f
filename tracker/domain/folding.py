"""What can wait goes along in other mails, and seldom has one of its own: who reports in time gets
at most eight mails a year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.db.models import Exists, OuterRef, Q

from accounts.models import User
from tracker.enums import MailKind, MailState, ReminderState
from tracker.models import OutgoingMail, Reminder
from tracker.mornings import at_or_after, morning_of, reminder_days
from tracker.queries.due import FOLDED, SeatFacts

from . import inbox

YEAR = dt.timedelta(days=365)
MOST_MAILS = 8
# When what stays in the inbox is looked at again; any mail that leaves before takes it along.
AGAIN = dt.timedelta(days=28)
_COUNTED = (MailKind.DIGEST, MailKind.RECEIPT)
_NEVER_LEFT = (MailState.CANCELLED, MailState.FAILED)


def may_have_a_mail(reminders: Collection[Reminder], recipient: User, today: dt.date) -> bool:
    """True where something among these is worth a mail, or where what can wait may have one of its
    own: the first in a year, to somebody who had fewer than eight mails in it."""
    if any(reminder.rule not in FOLDED for reminder in reminders):
        return True
    mails = OutgoingMail.objects.filter(
        recipient=recipient, kind__in=_COUNTED, local_date__gt=today - YEAR
    ).exclude(state__in=_NEVER_LEFT)
    held = Reminder.objects.filter(mail=OuterRef("pk"))
    alone = mails.filter(
        Exists(held.filter(rule__in=FOLDED)), ~Exists(held.exclude(rule__in=FOLDED))
    )
    return not alone.exists() and mails.count() < MOST_MAILS


def keep_in_inbox(
    reminders: Collection[Reminder], seat: SeatFacts, today: dt.date, moment: dt.datetime
) -> None:
    """Shows at once, in the inbox, what has no mail yet; the next mail that leaves tells it too."""
    inbox.tell(reminders, moment)
    day = at_or_after(today + AGAIN, reminder_days(seat.weekend))
    Reminder.objects.filter(pk__in=[reminder.pk for reminder in reminders]).update(
        due_at=morning_of(day, seat.time_zone)
    )


def going_along(recipient: User, today: dt.date) -> Q:
    """What has waited for a mail of this person's."""
    return Q(
        recipient=recipient,
        rule__in=FOLDED,
        state=ReminderState.PENDING,
        local_date__lte=today,
    )
