"""Who wants which reminder by mail, and when: the last question before a mail is written or goes.

What a person switched off, or paused, the inbox tells them all the same, at its time.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from django.utils import timezone

from tracker.enums import MailFrequency, ReminderState
from tracker.models import MailPause, Reminder
from tracker.mornings import at_or_after, morning_of, reminder_days
from tracker.queries.due import seat_facts, topics_by_person

from . import inbox


@dataclass(frozen=True)
class Choices:
    """What people chose: topics without mail, and the day from which a pause lets mails go, each
    by the person's id."""

    off: dict[int, frozenset[str]] = field(default_factory=dict)
    paused: dict[int, dt.date] = field(default_factory=dict)

    def wants(self, reminder: Reminder, moment: dt.datetime) -> bool:
        """True where its reader wants this by mail, and now."""
        return not self.is_off(reminder) and not self.is_paused(reminder, moment)

    def is_off(self, reminder: Reminder) -> bool:
        return reminder.topic in self.off.get(reminder.recipient_id, frozenset())

    def is_paused(self, reminder: Reminder, moment: dt.datetime) -> bool:
        today = moment.astimezone(ZoneInfo(reminder.time_zone)).date()
        return today < self.paused.get(reminder.recipient_id, dt.date.min)


def choices_of(people: Collection[int]) -> Choices:
    """What these people chose. Two queries."""
    pauses = MailPause.objects.filter(user__in=people).values_list("user", "until")
    return Choices(topics_by_person(MailFrequency.OFF, people), dict(pauses))


def mailable(choices: Choices, due: Sequence[Reminder], moment: dt.datetime) -> list[Reminder]:
    """Those of due reminders that their readers want by mail now. The inbox tells the others: what
    was switched off ends there, what a pause holds back waits for its end besides.

    The reminders come with seat, member and person. Runs in the caller's transaction.
    """
    off = [r for r in due if choices.is_off(r)]
    held = [r for r in due if not choices.is_off(r) and choices.is_paused(r, moment)]
    if off or held:
        inbox.tell([*off, *held], moment)
        _end(off)
        _hold_back(choices, held)
    silent = {r.pk for r in (*off, *held)}
    return [r for r in due if r.pk not in silent]


def _end(reminders: Sequence[Reminder]) -> None:
    Reminder.objects.filter(pk__in=[r.pk for r in reminders]).update(
        state=ReminderState.TOLD, mail=None, updated_at=timezone.now()
    )


def _hold_back(choices: Choices, reminders: Sequence[Reminder]) -> None:
    by_morning: dict[tuple[dt.date, str], list[int]] = defaultdict(list)
    for reminder in reminders:
        weekend = seat_facts(reminder.seat).weekend
        day = at_or_after(choices.paused[reminder.recipient_id], reminder_days(weekend))
        by_morning[day, reminder.time_zone].append(reminder.pk)
    for (day, zone), ids in by_morning.items():
        Reminder.objects.filter(pk__in=ids).update(
            state=ReminderState.PENDING,
            mail=None,
            due_at=morning_of(day, zone),
            local_date=day,
            updated_at=timezone.now(),
        )
