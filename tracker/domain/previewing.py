"""What a return would do and which mail it would send: it is done, looked at, and taken back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import get_language_info

from accounts.actor import Actor
from accounts.models import Appointment
from tracker import emails
from tracker.enums import MailKind, ReminderState
from tracker.models import ProgressEntry, Reminder, Report, ReviewComment
from tracker.queries.due import subject_of

from . import outbox, workflow

# No day has so many mails to one person; the row is taken back in any case.
_SEQUENCE = 30_000


@dataclass(frozen=True)
class Letter:
    """A mail that would leave: to which seat, in which language, when (UTC) and in which zone."""

    seat: Appointment
    language: str
    leaves_at: dt.datetime
    time_zone: str
    subject: str
    body: str

    @property
    def language_name(self) -> str:
        return str(get_language_info(self.language)["name_local"])

    @property
    def direction(self) -> str:
        return "rtl" if get_language_info(self.language)["bidi"] else "ltr"


@dataclass(frozen=True)
class Preview:
    """What a return would open again, how many answers stay closed, and who would be written to."""

    comments: Sequence[ReviewComment]
    reopened: Sequence[str]
    closed: int
    letters: Sequence[Letter]

    @property
    def count(self) -> int:
        return len(self.reopened)


def preview_return(
    actor: Actor, report: Report, action: str, version: int | None = None, **said: Any
) -> Preview:
    """Takes the action and takes it back. Raises what the action itself would raise."""
    with transaction.atomic():
        moved = workflow.perform(actor, report, action, version, **said)
        entries = ProgressEntry.objects.visible_to(actor).filter(report=moved, edition="working")
        open_ones = entries.filter(is_open=True).values_list("recommendation__code", flat=True)
        comments = ReviewComment.objects.visible_to(actor).filter(report=moved, resolved_at=None)
        found = Preview(
            comments=list(comments.select_related("entry__recommendation")),
            reopened=sorted(open_ones),
            closed=entries.filter(is_open=False).count(),
            letters=_letters(moved),
        )
        transaction.set_rollback(True)
    return found


def _letters(report: Report) -> list[Letter]:
    """The mails that tell of the return, with what they say of this report. What else waits for
    the same person goes along on that morning; it may be about a draft, or about another member,
    and is not the reviewer's to read."""
    told = Reminder.objects.filter(
        subject=subject_of(report), rule="report_returned", state=ReminderState.PENDING
    )
    rows = told.select_related("seat__member", "seat__user", "recipient").order_by("pk")
    return [_letter(one, _SEQUENCE + n) for n, one in enumerate(rows)]


def _letter(told: Reminder, sequence: int) -> Letter:
    due = Reminder.objects.filter(
        recipient=told.recipient_id,
        subject=told.subject,
        state=ReminderState.PENDING,
        due_at__lte=told.due_at,
    )
    mail = outbox.new_mail(
        MailKind.DIGEST,
        "digest",
        told.recipient,
        told.local_date,
        told.due_at,
        sequence=sequence,
    )
    held = list(due.select_related("seat__member").order_by("due_at", "pk"))
    message = emails.compose(mail, held, told.due_at)
    return Letter(
        seat=told.seat,
        language=emails.language_of(mail),
        leaves_at=told.due_at,
        time_zone=told.time_zone,
        subject=str(message.subject),
        body=str(message.body),
    )
