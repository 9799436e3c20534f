"""One round of sending: what is due is gathered, claimed, and handed over mail by mail.

Any number of rounds may run at once, from any number of machines, or none for a day.
"""

from __future__ import annotations

import datetime as dt
import logging
import smtplib
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from tracker import emails
from tracker.enums import MailKind, MailState, ReminderState
from tracker.models import OutgoingMail, Reminder
from tracker.mornings import (
    DAY,
    at_or_after,
    may_leave,
    monday,
    morning_of,
    next_morning,
    reminder_days,
    working_days,
)
from tracker.queries.clock import database_now
from tracker.queries.due import seat_facts

from . import folding, outbox, quiet
from .heartbeat import beat
from .planning import REMINDERS
from .reminders import still_wanted, sweep
from .transport import Transport, words

logger = logging.getLogger(__name__)

# Any number that nobody else in this database locks.
GATHERING = 7_325_001
PEOPLE_AT_ONCE = 200
# Below the task's soft limit, with room for one slow mail.
SECONDS = 80.0


@dataclass(frozen=True)
class Round:
    """What a round did: how many mails ended in which state."""

    outcomes: Counter[str]
    is_held: bool = False

    @property
    def sent(self) -> int:
        return self.outcomes[MailState.SENT]


def dispatch(at: dt.datetime | None = None) -> Round:
    """Sends what is due, for at most 80 seconds; the rest waits for the next round.

    Nothing leaves while a hold stands. `at` (UTC) plays another moment for what is due; leases go
    by the database's clock in any case. Must not run inside a transaction: that a mail is about
    to be handed over is committed before it is.
    """
    beat()
    outcomes: Counter[str] = Counter()
    if outbox.is_on_hold():
        return Round(outcomes, is_held=True)
    transport = Transport()
    deadline = time.monotonic() + SECONDS
    try:
        while time.monotonic() < deadline and not outbox.is_on_hold():
            mails = take(at)
            if not mails or not _send_all(transport, mails, at, deadline, outcomes):
                break
    finally:
        transport.close()
    return Round(outcomes)


@dataclass(frozen=True, order=True)
class Rehearsed:
    """A mail that would leave: the recipient's day, the kind, to whom and its subject."""

    local_date: dt.date
    kind: str
    address: str
    subject: str


def rehearse(at: dt.datetime | None = None) -> list[Rehearsed]:
    """The mails that would leave at a moment (UTC, now unless told), in order."""
    return rehearsal(at, float("inf"))[0]


def rehearsal(at: dt.datetime | None, seconds: float) -> tuple[list[Rehearsed], bool]:
    """The mails that rounds would send at a moment, in order, and whether these are all that were
    found in so many seconds. Plans and gathers as rounds would, and takes all of it back."""
    deadline = time.monotonic() + seconds
    found: list[Rehearsed] = []
    with transaction.atomic():
        moment = at or database_now()
        sweep(moment)
        waiting = Reminder.objects.filter(state=ReminderState.PENDING, due_at__lte=moment)
        left, before = waiting.count(), -1
        # Who cannot be gathered at all stays behind.
        while left not in (0, before) and time.monotonic() < deadline:
            gather(moment)
            left, before = waiting.count(), left
        due = OutgoingMail.objects.filter(state=MailState.PENDING, next_attempt_at__lte=moment)
        mails = due.select_related("recipient").order_by("pk")
        is_whole = left in (0, before)
        for mail in mails:
            if time.monotonic() >= deadline:
                is_whole = False
                break
            reminders = _held(mail, moment)
            if _is_needed(mail, reminders):
                subject = str(emails.compose(mail, reminders, moment).subject)
                address = emails.address_of(mail)
                found.append(Rehearsed(mail.local_date, mail.kind, address, subject))
        transaction.set_rollback(True)
    return sorted(found), is_whole


def take(at: dt.datetime | None = None) -> list[OutgoingMail]:
    """Settles expired leases, gathers what is due and claims some of it, in one transaction.
    Empty where nothing is due or another round is at it."""
    with transaction.atomic(durable=True):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [GATHERING])
            if not cursor.fetchone()[0]:
                return []
        moment = at or database_now()
        outbox.settle_expired(moment)
        gather(moment)
        return outbox.claim(moment)


# --- gathering ----------------------------------------------------------------------------------


def gather(moment: dt.datetime) -> list[OutgoingMail]:
    """Puts everything that is due for a person into one mail for their day.

    Every due reminder leaves this function in a mail, cancelled (nobody needs it any more), told
    in the inbox alone (its reader switched the topic off), or due on a later morning: after a
    pause, outside 09:00 to 18:00 of the person's working days, with a digest written that day
    already, or, for reminders, one written in the same week. But for a pause `local_date` stays
    the day it was meant for. Runs in the caller's transaction.
    """
    people = (
        Reminder.objects.filter(state=ReminderState.PENDING, due_at__lte=moment)
        .order_by("recipient")
        .values_list("recipient", flat=True)
        .distinct()[:PEOPLE_AT_ONCE]
    )
    # All that waits for them is locked in the order in which planning locks, due or not: what is
    # due within the week may go along.
    waiting = (
        Reminder.objects.select_for_update(of=("self",))
        .filter(state=ReminderState.PENDING, recipient__in=list(people))
        .select_related("recipient", "seat__member", "seat__user")
        .order_by("pk")
    )
    due = sorted((r for r in waiting if r.due_at <= moment), key=lambda r: (r.due_at, r.pk))
    wanted = still_wanted(due, moment)
    _cancel(r for r in due if r.dedup_key not in wanted)
    by_person: dict[int, list[Reminder]] = defaultdict(list)
    for reminder in due:
        if reminder.dedup_key in wanted:
            by_person[reminder.recipient_id].append(reminder)
    choices = quiet.choices_of(by_person.keys())
    mails = []
    for theirs in by_person.values():
        try:
            with transaction.atomic():
                if mailable := quiet.mailable(choices, theirs, moment):
                    mails.append(_bundle(mailable, choices, moment))
        except Exception:
            # Nobody waits behind somebody else's trouble.
            logger.exception("Reminders of person %s cannot be gathered.", theirs[0].recipient_id)
    return [mail for mail in mails if mail is not None]


def _bundle(
    reminders: list[Reminder], choices: quiet.Choices, moment: dt.datetime
) -> OutgoingMail | None:
    """One person's due reminders: into a mail, or on to another morning."""
    seat = seat_facts(reminders[0].seat)
    recipient = reminders[0].recipient
    zone, weekend = seat.time_zone, seat.weekend
    if not may_leave(moment, zone, weekend):
        _postpone(reminders, next_morning(moment, zone, weekend))
        return None
    today = moment.astimezone(ZoneInfo(zone)).date()
    digests = OutgoingMail.objects.filter(recipient=recipient, kind=MailKind.DIGEST)
    if digests.filter(local_date=today).exists():
        tomorrow = at_or_after(today + DAY, working_days(weekend))
        _postpone(reminders, morning_of(tomorrow, zone))
        return None
    weekly = [r for r in reminders if r.rule in REMINDERS]
    next_week = monday(today) + 7 * DAY
    if (
        weekly
        and digests.filter(
            local_date__range=(monday(today), today), reminders__rule__in=REMINDERS
        ).exists()
    ):
        _postpone(weekly, morning_of(at_or_after(next_week, reminder_days(weekend)), zone))
        reminders, weekly = [r for r in reminders if r.rule not in REMINDERS], []
    if not reminders:
        return None
    if not folding.may_have_a_mail(reminders, recipient, today):
        folding.keep_in_inbox(reminders, seat, today, moment)
        return None
    member = reminders[0].seat.member_id
    mail = outbox.new_mail(MailKind.DIGEST, "digest", recipient, today, moment, member_id=member)
    along = folding.going_along(recipient, today)
    if weekly:
        # What else would remind this person within the week goes along.
        along |= Q(recipient=recipient, rule__in=REMINDERS, local_date__lt=next_week)
    wanted = ~Q(topic__in=choices.off.get(recipient.pk, frozenset()))
    held = Q(pk__in=[r.pk for r in reminders]) | (along & wanted)
    Reminder.objects.filter(held, state=ReminderState.PENDING).update(
        state=ReminderState.MAILED, mail=mail, updated_at=timezone.now()
    )
    return mail


def bundle_early(reminders: list[Reminder], moment: dt.datetime) -> OutgoingMail | None:
    """One person's reminders of coming days in a mail that leaves now; None, and nothing changed,
    where the hours, the caps or the person's own choices forbid it. Runs in the caller's
    transaction."""
    choices = quiet.choices_of([reminders[0].recipient_id])
    reminders = [r for r in reminders if choices.wants(r, moment)]
    with transaction.atomic():
        mail = _bundle(reminders, choices, moment) if reminders else None
        if mail is None:
            transaction.set_rollback(True)
    return mail


def _postpone(reminders: Iterable[Reminder], due_at: dt.datetime) -> None:
    Reminder.objects.filter(pk__in=[r.pk for r in reminders]).update(
        due_at=due_at, updated_at=timezone.now()
    )


def _cancel(reminders: Iterable[Reminder]) -> None:
    """Nobody needs these any more. Without their mail, they can be wanted again one day."""
    Reminder.objects.filter(pk__in=[r.pk for r in reminders]).update(
        state=ReminderState.CANCELLED, mail=None, updated_at=timezone.now()
    )


# --- sending ------------------------------------------------------------------------------------


def _send_all(
    transport: Transport,
    mails: list[OutgoingMail],
    at: dt.datetime | None,
    deadline: float,
    outcomes: Counter[str],
) -> bool:
    """Sends claimed mails one by one. False where the server is out of reach: then all of them
    are put off, since waiting for each would keep everybody waiting."""
    for position, mail in enumerate(mails):
        if time.monotonic() >= deadline:
            outbox.give_back(mail)
            continue
        try:
            transport.open()
        except Exception as error:
            transport.drop()
            for waiting in mails[position:]:
                outbox.put_off(waiting, _moment(at), _why(error), reached=False)
            outcomes[MailState.PENDING] += len(mails) - position
            logger.warning("The mail server cannot be reached: %s", _why(error))
            return False
        outcomes[_send(transport, mail, _moment(at))] += 1
    return True


def _send(transport: Transport, mail: OutgoingMail, moment: dt.datetime) -> str:
    """Sends one mail over an open transport; returns the state it is in afterwards."""
    reminders = _held(mail, moment)
    if not _is_needed(mail, reminders):
        outbox.cancel(mail)
        return MailState.CANCELLED
    try:
        message = emails.compose(mail, reminders, moment)
    except Exception as error:
        logger.exception("Mail %s cannot be written.", mail.public_id)
        return outbox.put_off(mail, moment, _why(error))
    try:
        transport.offer(message)
    except smtplib.SMTPResponseException as error:
        transport.drop()
        return _answered(mail, moment, error)
    except Exception as error:
        transport.drop()
        return outbox.put_off(mail, moment, _why(error))
    if not _hand_over(mail, reminders, moment, str(message.subject)):
        transport.drop()
        return MailState.PENDING
    try:
        reply = transport.deliver(message)
    except smtplib.SMTPResponseException as error:
        transport.drop()
        refusal = error
        return outbox.written_down(lambda: _answered(mail, moment, refusal))
    except Exception as error:
        transport.drop()
        why = _why(error)
        return outbox.written_down(lambda: outbox.unknown(mail, moment, why))
    if not outbox.written_down(lambda: outbox.sent(mail, moment, reply)):
        logger.warning("Mail %s was sent after its lease had ended.", mail.public_id)
    return MailState.SENT


def _answered(mail: OutgoingMail, moment: dt.datetime, error: smtplib.SMTPResponseException) -> str:
    """The server said no: for now (4xx) or for good (5xx)."""
    reply = f"{error.smtp_code} {words(error.smtp_error)}"
    if 400 <= error.smtp_code < 500:
        return outbox.put_off(mail, moment, reply, reply=reply)
    return outbox.refused(mail, moment, reply, reply=reply)


def _held(mail: OutgoingMail, moment: dt.datetime) -> list[Reminder]:
    """The reminders of a mail that are wanted still, and by mail; the others are cancelled, or
    told in the inbox, where their reader has switched them off or paused meanwhile."""
    reminders = list(
        mail.reminders.filter(state=ReminderState.MAILED)
        .select_related("seat__member", "seat__user")
        .order_by("due_at", "pk")
    )
    if not reminders:
        return []
    wanted = still_wanted(reminders, moment)
    _cancel(r for r in reminders if r.dedup_key not in wanted)
    kept = [r for r in reminders if r.dedup_key in wanted]
    with transaction.atomic():
        return quiet.mailable(quiet.choices_of({r.recipient_id for r in kept}), kept, moment)


def _is_needed(mail: OutgoingMail, reminders: list[Reminder]) -> bool:
    """No news, no mail; and nothing to who may no longer sign in."""
    if mail.recipient is not None and not mail.recipient.is_active:
        return False
    if not emails.is_needed(mail):
        return False
    return mail.kind != MailKind.DIGEST or bool(reminders)


def _hand_over(
    mail: OutgoingMail, reminders: list[Reminder], moment: dt.datetime, subject: str
) -> bool:
    """The last look before the text goes, committed before it goes. False where it must not: a
    hold, too little lease, or a report that has moved since the mail was written."""
    with transaction.atomic(durable=True):
        current = {reminder.pk for reminder in _held(mail, moment)}
        is_current = current == {reminder.pk for reminder in reminders}
        if outbox.is_on_hold() or not is_current or not outbox.may_begin(mail):
            outbox.give_back(mail)
            return False
        return outbox.hand_over(mail, subject)


def _moment(at: dt.datetime | None) -> dt.datetime:
    return at or database_now()


def _why(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:1000]
