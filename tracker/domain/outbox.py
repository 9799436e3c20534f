"""The outbox: every mail of the product is a row here before it leaves.

A row is claimed with a lease and a token, and every later write names the token, so that a sender
that slept through its lease changes nothing. Leases go by the database's clock alone.
"""

from __future__ import annotations

import datetime as dt
import logging
import time
import uuid
from collections.abc import Callable
from itertools import groupby
from operator import attrgetter
from typing import Any, TypeVar
from urllib.parse import urlsplit

from django.conf import settings
from django.db import IntegrityError, InterfaceError, OperationalError, connection, transaction
from django.db.models import Case, F, Value, When
from django.db.models.functions import Now
from django.utils import timezone

from accounts.models import User
from tracker.enums import MailKind, MailState, ReminderState
from tracker.mailwords import AFTER_THE_TEXT, GONE_AFTER, GONE_BEFORE
from tracker.models import MailAttempt, MailHold, OutgoingMail, Report
from tracker.queries.clock import database_now
from tracker.wakeup import after_commit_wake

from . import inbox
from .planning import REMINDERS

logger = logging.getLogger(__name__)

T = TypeVar("T")
BATCH = 20
TRIES = 5
# With the first at a minute: five, a quarter of an hour, an hour, four hours.
WAITS = tuple(
    dt.timedelta(seconds=times * settings.MAIL_TRY_AGAIN_SECONDS) for times in (1, 5, 15, 60, 240)
)
# Longer than the mail server's 30 s, a database outage of a minute, and a margin.
LEASE = dt.timedelta(seconds=settings.MAIL_LEASE_SECONDS)
LEASE_TO_BEGIN_WITH = LEASE / 3
# People wait for these; a digest can let them pass.
_FIRST = Case(
    When(kind=MailKind.SECURITY, then=Value(0)),
    When(kind=MailKind.RECEIPT, then=Value(1)),
    default=Value(2),
)
_HANDED_OVER_FIRST = Case(When(state=MailState.HANDED_OVER, then=Value(0)), default=Value(1))
_ORDER = (_FIRST, "turn", "next_attempt_at", "id")
_MAILS = uuid.UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")
_SEQUENCES = 50
# Any number that nobody else in this database locks.
HOLDING = 7_325_002
WRITE_AGAIN_SECONDS = 0.5


def is_on_hold() -> bool:
    return MailHold.objects.filter(released_at__isnull=True).exists()


def put_on_hold(reason: str) -> MailHold:
    """Lets no mail leave; a hold that stands already stays the only one. Runs in the caller's
    transaction."""
    one_at_a_time()
    standing = MailHold.objects.filter(released_at__isnull=True).first()
    return standing or MailHold.objects.create(reason=reason)


def one_at_a_time() -> None:
    """Holding and releasing wait for each other, until the caller's transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [HOLDING])


def new_mail(
    kind: str,
    template: str,
    recipient: User | None,
    local_date: dt.date,
    next_attempt_at: dt.datetime,
    *,
    to_address: str = "",
    language: str = "en",
    facts: dict[str, Any] | None = None,
    sequence: int = 1,
    member_id: int | None = None,
) -> OutgoingMail:
    """Writes a row with the Message-ID that it keeps over all its tries. `member_id` is whose
    turn a digest waits for."""
    public_id = uuid.uuid4()
    host = urlsplit(settings.PUBLIC_BASE_URL).hostname
    return OutgoingMail.objects.create(
        public_id=public_id,
        recipient=recipient,
        to_address=to_address,
        kind=kind,
        template=template,
        facts=facts or {},
        language=recipient.language if recipient else language,
        local_date=local_date,
        sequence=sequence,
        member_id=member_id,
        turn=_next_turn(member_id) if kind == MailKind.DIGEST else 0,
        next_attempt_at=next_attempt_at,
        message_id=f"<{uuid.uuid5(_MAILS, str(public_id))}@{host}>",
    )


def _next_turn(member_id: int | None) -> int:
    """Digests leave member by member in turns, so that the many mails of one keep no other
    waiting: a member's next mail stands one turn behind its last, and who comes anew begins with
    those whose turn it is now."""
    waiting = OutgoingMail.objects.filter(state=MailState.PENDING, kind=MailKind.DIGEST)
    fresh = waiting.filter(attempts=0)
    own = waiting.filter(member_id=member_id) if member_id else waiting.filter(member=None)
    now = fresh.order_by("turn").values_list("turn", flat=True).first() or 1
    last = own.order_by("-turn").values_list("turn", flat=True).first() or 0
    return max(now, last + 1)


def enqueue(
    kind: str,
    template: str,
    recipient: User | None = None,
    *,
    to_address: str = "",
    language: str = "en",
    facts: dict[str, Any] | None = None,
) -> OutgoingMail:
    """Writes a mail that is to leave at once, to a person or to a bare address, as part of the
    caller's transaction; the worker is nudged after the commit.

    `facts` holds ids and dates only. Security mails and receipts go at any hour.
    """
    now = database_now()
    today = now.date()
    last = (
        OutgoingMail.objects.filter(
            recipient=recipient, to_address=to_address, kind=kind, local_date=today
        )
        .order_by("-sequence")
        .values_list("sequence", flat=True)
        .first()
    )
    for sequence in range((last or 0) + 1, (last or 0) + _SEQUENCES):
        try:
            with transaction.atomic():
                mail = new_mail(
                    kind,
                    template,
                    recipient,
                    today,
                    now,
                    to_address=to_address,
                    language=language,
                    facts=facts,
                    sequence=sequence,
                )
        except IntegrityError:
            # Somebody wrote to the same person at the same moment.
            continue
        after_commit_wake()
        return mail
    raise RuntimeError(f"{_SEQUENCES} mails of kind {kind} at once to one person.")


def enqueue_receipt(report: Report) -> OutgoingMail:
    """The receipt of a submission, to whoever submitted."""
    assert report.submitted_by is not None
    return enqueue(
        MailKind.RECEIPT,
        "receipt",
        report.submitted_by.user,
        facts={
            "member": report.member.code,
            "cycle": report.cycle.code,
            "number": report.receipt_number,
            "sha256": report.receipt_sha256,
            "submitted_on": report.today().isoformat(),
        },
    )


def claim(moment: dt.datetime) -> list[OutgoingMail]:
    """Takes up to 20 mails that are due, under one new token and a lease of five minutes: those
    that people wait for first, then digests by turns of the members. Rows that somebody else
    holds are passed over. Runs in the caller's transaction."""
    token = uuid.uuid4()
    due = (
        OutgoingMail.objects.select_for_update(skip_locked=True)
        .filter(state=MailState.PENDING, next_attempt_at__lte=moment)
        .order_by(*_ORDER)
        .values_list("pk", flat=True)[:BATCH]
    )
    OutgoingMail.objects.filter(pk__in=list(due)).update(
        state=MailState.SENDING,
        lease_token=token,
        lease_until=Now() + LEASE,
        attempts=F("attempts") + 1,
    )
    claimed = OutgoingMail.objects.filter(lease_token=token).select_related("recipient")
    return list(claimed.order_by(*_ORDER))


def settle_expired(moment: dt.datetime) -> int:
    """Decides about mails whose sender did not come back before its lease ended.

    `sending` never reached the server and goes back in the queue: the mail that its sender had in
    hand after a try (or fails, where it took down five senders), the others of the batch as if
    nobody had taken them. `handed_over` may have arrived. Runs in the caller's transaction.
    """
    expired = OutgoingMail.objects.select_for_update(skip_locked=True).filter(
        state__in=[MailState.SENDING, MailState.HANDED_OVER], lease_until__lt=Now()
    )
    settled = list(expired.order_by("lease_token", _HANDED_OVER_FIRST, *_ORDER))
    for _token, batch in groupby(settled, key=attrgetter("lease_token")):
        # One by one in this order: no other can have taken its sender along.
        in_hand, *behind = batch
        if in_hand.state == MailState.HANDED_OVER:
            unknown(in_hand, moment, GONE_AFTER)
        else:
            put_off(in_hand, moment, GONE_BEFORE)
        for mail in behind:
            give_back(mail)
    return len(settled)


def give_back(mail: OutgoingMail) -> bool:
    """Leaves a claimed mail to the next round; this was no try."""
    return _write(
        mail,
        [MailState.SENDING],
        state=MailState.PENDING,
        attempts=F("attempts") - 1,
        **_FREE,
    )


def cancel(mail: OutgoingMail) -> bool:
    """Nobody needs this mail any more."""
    return _write(mail, [MailState.SENDING], state=MailState.CANCELLED, **_FREE)


def hand_over(mail: OutgoingMail, subject: str) -> bool:
    """Notes that the server is about to get the text. False where the mail is ours no more."""
    return _write(
        mail,
        [MailState.SENDING],
        state=MailState.HANDED_OVER,
        handed_over_at=Now(),
        subject_line=subject,
    )


def may_begin(mail: OutgoingMail) -> bool:
    """True while enough of the lease is left to hand a mail over and write down the outcome."""
    row = OutgoingMail.objects.filter(
        pk=mail.pk, lease_token=mail.lease_token, state=MailState.SENDING
    ).first()
    if row is None or row.lease_until is None:
        return False
    return row.lease_until - database_now() >= LEASE_TO_BEGIN_WITH


def sent(mail: OutgoingMail, moment: dt.datetime, reply: str) -> bool:
    """The server took it: mail, reminders and the inbox in one transaction."""
    with transaction.atomic():
        written = _finish(
            mail, MailState.SENT, reply, moment, smtp_reply=reply, last_error="", sent_at=Now()
        )
        if written:
            mail.reminders.filter(state=ReminderState.MAILED).update(
                state=ReminderState.SENT, updated_at=timezone.now()
            )
    return written


def put_off(
    mail: OutgoingMail, moment: dt.datetime, why: str, *, reply: str = "", reached: bool = True
) -> str:
    """Tries again after 1, 5, 15 and 60 minutes; the fifth try is the last one.

    Where the server could not be `reached`, no mail is to blame: it is tried again for as long as
    it takes, every four hours at most. Returns the state.
    """
    if reached and mail.attempts >= TRIES:
        return refused(mail, moment, why, reply=reply)
    wait = WAITS[min(mail.attempts, len(WAITS)) - 1]
    with transaction.atomic():
        if _write(
            mail,
            _UNDER_WAY,
            state=MailState.PENDING,
            next_attempt_at=moment + wait,
            last_error=why,
            smtp_reply=reply,
            **_FREE,
        ):
            _note(mail, MailState.PENDING, why)
    return MailState.PENDING


def refused(mail: OutgoingMail, moment: dt.datetime, why: str, *, reply: str = "") -> str:
    """The mail will not go. The inbox tells what it would have told."""
    _finish(mail, MailState.FAILED, why, moment, last_error=why, smtp_reply=reply)
    return MailState.FAILED


def unknown(mail: OutgoingMail, moment: dt.datetime, why: str) -> str:
    """The text was handed over and nobody knows whether it arrived.

    A digest of news is not sent again, since the inbox tells the same; it is listed for the
    operators. One that reminds of a day ahead, a security mail or a receipt is sent once more a
    minute later, under the same Message-ID, saying so.
    """
    why = f"{AFTER_THE_TEXT} {why}"
    reminds = mail.reminders.filter(state=ReminderState.MAILED, rule__in=REMINDERS)
    matters = mail.kind != MailKind.DIGEST or reminds.exists()
    again = matters and not mail.tries.filter(outcome=MailState.AMBIGUOUS).exists()
    if not again:
        _finish(mail, MailState.AMBIGUOUS, why, moment, last_error=why)
        return MailState.AMBIGUOUS
    with transaction.atomic():
        if _write(
            mail,
            _UNDER_WAY,
            state=MailState.PENDING,
            next_attempt_at=moment + WAITS[0],
            last_error=why,
            **_FREE,
        ):
            _note(mail, MailState.AMBIGUOUS, why)
    return MailState.PENDING


def written_down(write: Callable[[], T]) -> T:
    """Writes down what came of a text that has left, and again while the database is away, for as
    long as nobody else can have taken the mail. Answers what the writing answers."""
    deadline = time.monotonic() + LEASE_TO_BEGIN_WITH.total_seconds() / 2
    while True:
        try:
            return write()
        except (InterfaceError, OperationalError):
            if time.monotonic() >= deadline:
                raise
            logger.warning("The database is away; what came of a mail is written down again.")
            connection.close()
            time.sleep(WRITE_AGAIN_SECONDS)


_UNDER_WAY = [MailState.SENDING, MailState.HANDED_OVER]
_FREE: dict[str, Any] = {"lease_token": None, "lease_until": None}


def _write(mail: OutgoingMail, states: list[MailState], **columns: Any) -> bool:
    """Changes the row if it is still held with the mail's token; else nothing."""
    return bool(
        OutgoingMail.objects.filter(
            pk=mail.pk, lease_token=mail.lease_token, state__in=states
        ).update(**columns)
    )


def _finish(
    mail: OutgoingMail, state: MailState, detail: str, moment: dt.datetime, **columns: Any
) -> bool:
    """The last word on a mail, with a notice for each of its reminders: once, however it ended."""
    with transaction.atomic():
        if not _write(mail, _UNDER_WAY, state=state, **columns, **_FREE):
            return False
        _note(mail, state, detail)
        inbox.tell(mail.reminders.filter(state=ReminderState.MAILED), moment)
    return True


def _note(mail: OutgoingMail, outcome: MailState, detail: str) -> None:
    assert mail.lease_token is not None
    MailAttempt.objects.create(
        mail=mail, lease_token=mail.lease_token, outcome=outcome, detail=detail
    )
