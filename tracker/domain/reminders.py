"""Reminder rows: what planning wants, written once per occurrence, and dropped when it is done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import Appointment, User
from tracker.enums import ReminderState
from tracker.models import Reminder, Report
from tracker.queries.clock import database_now
from tracker.queries.due import (
    facts_of,
    parts_of,
    reports_about,
    reports_to_plan,
    seats_by_member,
    subject_of,
)

from . import inbox
from .planning import TOPICS, Occurrence, plan

HORIZON = dt.timedelta(days=60)
# A verb that ran into the morning, or a sweep just after it, still begins what was due then.
GRACE = dt.timedelta(hours=1)
_PLACE = ("due_at", "local_date", "time_zone", "seat_id")
_COLUMNS = ("due_at", "local_date", "time_zone", "seat", "state", "updated_at")


@dataclass(frozen=True)
class Planned:
    """What a round of planning changed."""

    added: int = 0
    moved: int = 0
    cancelled: int = 0


def replan(report: Report) -> None:
    """Brings a report's reminders in line with how it stands: verbs call it inside their own
    transaction, so that a reminder and its reason are saved together or not at all."""
    replan_all([report], timezone.now())


def sweep(at: dt.datetime | None = None) -> Planned:
    """Plans every report that somebody may still have to be told about, up to 60 days ahead.

    Harmless at any time and any number of times; a report that somebody is just changing is left
    to that change. `at` is UTC, the database's now unless told.
    """
    moment = at or database_now()
    with transaction.atomic():
        reports = reports_to_plan(moment.date()).select_for_update(of=("self",), skip_locked=True)
        return replan_all(list(reports), moment)


def replan_person(user: User) -> None:
    """Plans anew what one person is told of, who chose another day for it. Runs in the caller's
    transaction; a report that somebody is just changing is left to that change."""
    seats = Appointment.objects.current().filter(user=user)
    members = {m for seat in seats for m in seat.assigned_members.values_list("pk", flat=True)}
    members |= {seat.member_id for seat in seats if seat.member_id is not None}
    moment = timezone.now()
    reports = reports_to_plan(moment.date()).filter(member__in=members)
    replan_all(list(reports.select_for_update(of=("self",), skip_locked=True)), moment)


def replan_all(reports: Collection[Report], moment: dt.datetime) -> Planned:
    """Plans reports whose member and cycle are loaded, in a number of queries that does not grow
    with theirs. What is in a mail already stays as it is; what lies in the past is not begun.
    Lines of the inbox that nobody has to be told of any more are cleared."""
    wanted = _wanted(reports, moment)
    ahead = {
        key: (report, occurrence)
        for key, (report, occurrence) in wanted.items()
        if moment - GRACE < occurrence.due_at <= moment + HORIZON
    }
    subjects = {subject_of(report) for report in reports}
    with transaction.atomic():
        # Locked, since dispatch may be putting the same rows into a mail at this moment; always
        # in the same order, so that nobody waits in a circle.
        rows = Reminder.objects.filter(subject__in=subjects)
        told = Q(mail__isnull=False) | Q(state=ReminderState.TOLD)
        locked = rows.select_for_update().exclude(told).order_by("pk")
        free = {reminder.dedup_key: reminder for reminder in locked}
        taken = set(rows.filter(told).values_list("dedup_key", flat=True))
        cancelled = Reminder.objects.filter(
            pk__in=[reminder.pk for key, reminder in free.items() if key not in wanted],
            state=ReminderState.PENDING,
        ).update(state=ReminderState.CANCELLED, updated_at=timezone.now())
        moved = _move([(free[key], then) for key, (_report, then) in ahead.items() if key in free])
        new = [_row(*told) for key, told in ahead.items() if key not in free.keys() | taken]
        Reminder.objects.bulk_create(new, batch_size=500, ignore_conflicts=True)
        inbox.clear_resolved(subjects, wanted.keys())
    return Planned(added=len(new), moved=moved, cancelled=cancelled)


def still_wanted(reminders: Iterable[Reminder], moment: dt.datetime) -> set[str]:
    """The keys among these reminders that the reports, as they stand now, still ask for."""
    reports = reports_about({reminder.subject for reminder in reminders})
    return set(_wanted(reports.values(), moment))


def _wanted(
    reports: Collection[Report], moment: dt.datetime
) -> dict[str, tuple[Report, Occurrence]]:
    seats = seats_by_member({report.member_id for report in reports}, moment.date())
    parts = parts_of(reports)
    return {
        occurrence.key: (report, occurrence)
        for report in reports
        for occurrence in plan(facts_of(report, parts[report.pk]), seats[report.member_id])
    }


def _move(pairs: list[tuple[Reminder, Occurrence]]) -> int:
    """Reminders whose morning is another one now, or that are wanted again after all."""
    changed = []
    for reminder, occurrence in pairs:
        place = [getattr(occurrence, name) for name in _PLACE]
        stands = reminder.state == ReminderState.PENDING
        if stands and place == [getattr(reminder, name) for name in _PLACE]:
            continue
        for name, value in zip(_PLACE, place, strict=True):
            setattr(reminder, name, value)
        reminder.state, reminder.updated_at = ReminderState.PENDING, timezone.now()
        changed.append(reminder)
    Reminder.objects.bulk_update(changed, _COLUMNS, batch_size=500)
    return len(changed)


def _row(report: Report, occurrence: Occurrence) -> Reminder:
    return Reminder(
        dedup_key=occurrence.key,
        member=report.member,
        subject=subject_of(report),
        rule=occurrence.rule,
        topic=TOPICS[occurrence.rule],
        due_on=occurrence.due_on,
        offset_days=occurrence.offset_days,
        recipient_id=occurrence.user_id,
        seat_id=occurrence.seat_id,
        due_at=occurrence.due_at,
        local_date=occurrence.local_date,
        time_zone=occurrence.time_zone,
    )
