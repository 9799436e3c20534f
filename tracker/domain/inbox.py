"""The inbox: what people are told in the tracker itself, with a mail or in its place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from functools import reduce
from operator import or_

from django.db.models import Q
from django.utils import timezone

from accounts.models import Appointment
from tracker import notices
from tracker.models import Notice, Reminder


def tell(reminders: Iterable[Reminder], moment: dt.datetime) -> None:
    """Puts what reminders say into the inboxes of their readers, each once; a line that an earlier
    reminder of the same rule left about the same thing goes. Runs in the caller's transaction."""
    reminders = sorted(reminders, key=lambda reminder: (reminder.due_at, reminder.pk))
    told = notices.tell(reminders, moment)
    rows = [
        Notice(
            dedup_key=reminder.dedup_key,
            recipient_id=reminder.recipient_id,
            seat_id=reminder.seat_id,
            subject=reminder.subject,
            rule=reminder.rule,
            text_code=told[reminder.pk].code,
            facts=told[reminder.pk].facts,
        )
        for reminder in reminders
        if reminder.pk in told
    ]
    Notice.objects.bulk_create(rows, ignore_conflicts=True)
    newest = {(row.recipient_id, row.subject, row.rule): row.dedup_key for row in rows}
    if newest:
        earlier = (
            Q(recipient=recipient, subject=subject, rule=rule) & ~Q(dedup_key=key)
            for (recipient, subject, rule), key in newest.items()
        )
        _clear(reduce(or_, earlier))


def say(seat: Appointment, subject: str, rule: str, key: str, told: notices.Told) -> None:
    """Puts a line that no reminder stands behind into the inbox of a seat, in the place of an
    earlier one about the same thing. Runs in the caller's transaction."""
    row = Notice(
        dedup_key=key,
        recipient_id=seat.user_id,
        seat=seat,
        subject=subject,
        rule=rule,
        text_code=told.code,
        facts=told.facts,
    )
    Notice.objects.bulk_create([row], ignore_conflicts=True)
    _clear(Q(recipient=seat.user_id, subject=subject, rule=rule) & ~Q(dedup_key=key))


def clear_resolved(subjects: Collection[str], wanted: Collection[str]) -> None:
    """Clears the lines about these things whose keys nobody has to be told of any more. Planning
    calls it, which every verb that moves a report calls: so no verb can forget it."""
    if not subjects:
        return
    standing = Notice.objects.filter(subject__in=subjects, cleared_at__isnull=True)
    done = [pk for pk, key in standing.values_list("pk", "dedup_key") if key not in wanted]
    if done:
        _clear(Q(pk__in=done))


def _clear(which: Q) -> None:
    Notice.objects.filter(which, cleared_at__isnull=True).update(cleared_at=timezone.now())
