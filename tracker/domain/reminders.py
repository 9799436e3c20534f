"""Reminder rows: what planning wants, written once per occurrence, and dropped when it is done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import Appointment, Member, User
from tracker.enums import ReminderState
from tracker.models import Reminder, ReminderRule, Report, ReportingCycle
from tracker.queries.clock import database_now
from tracker.queries.due import KINDS, Kind, figures, vacancy
from tracker.queries.due import cycle as cycles
from tracker.queries.due import plan as plans
from tracker.queries.due import report as reports

from . import inbox
from .planning import TOPICS, Occurrence, plan
from .rule_table import RULES, Rule, Setting, set_by

# Things of one kind, by their kind.
Things = Mapping[Kind, Collection[Any]]
HORIZON = dt.timedelta(days=60)
# A verb that ran into the morning, or a sweep just after it, still begins what was due then.
GRACE = dt.timedelta(hours=1)
_PLACE = ("due_at", "local_date", "time_zone", "seat_id", "others_on", "others")
_COLUMNS = ("seat", *(n for n in _PLACE if n != "seat_id"), "state", "updated_at")


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
    """Plans everything that somebody may still have to be told about, up to 60 days ahead.

    Harmless at any time and any number of times; a thing that somebody is just changing is left
    to that change. `at` is UTC, the database's now unless told.
    """
    moment = at or database_now()
    with transaction.atomic():
        return replan_things(
            {
                kind: list(
                    kind.to_plan(moment.date()).select_for_update(
                        of=("self",), skip_locked=True, no_key=True
                    )
                )
                for kind in KINDS
            },
            moment,
        )


def replan_all(rows: Collection[Report], moment: dt.datetime) -> Planned:
    """Plans reports whose member and cycle are loaded."""
    return replan_things({reports.KIND: rows}, moment)


def replan_cycle(cycle: ReportingCycle, reports_of: Collection[Report]) -> Planned:
    """Plans a cycle, and its reports, whose member and cycle are loaded."""
    return replan_things({reports.KIND: reports_of, cycles.KIND: [cycle]}, timezone.now())


def replan_member(member: Member) -> Planned:
    """Plans all that its member's seats are told, for who holds them now, and for its reviewers."""
    return _replan_members([member])


def replan_person(user: User) -> Planned:
    """Plans anew what one person is told of at all their seats, who chose another day for it. What
    concerns the whole Network follows with the next sweep."""
    seats = Appointment.objects.current().filter(user=user)
    theirs = Q(pk__in=seats.values("member")) | Q(pk__in=seats.values("assigned_members"))
    return _replan_members(list(Member.objects.filter(theirs)))


def _replan_members(members: Collection[Member]) -> Planned:
    running = reports.reports().filter(
        member__in=members, cycle__closes_on__gte=timezone.now().date(), cycle__closed_at=None
    )
    return replan_things(
        {
            reports.KIND: list(running),
            plans.KIND: list(plans.of_members([member.pk for member in members])),
            figures.KIND: members,
            vacancy.KIND: members,
        },
        timezone.now(),
    )


def replan_views(member_id: int, cycle_id: int) -> Planned:
    """Plans the report beside which civil society files its views."""
    rows = reports.reports().filter(member=member_id, cycle=cycle_id)
    return replan_things({reports.KIND: list(rows)}, timezone.now())


def replan_plans(member_id: int) -> Planned:
    """Plans the plans of a member, those too that nobody has to be told about any more."""
    return replan_things({plans.KIND: list(plans.of_members([member_id]))}, timezone.now())


def replan_figures(member: Member) -> Planned:
    """Plans what a member is told of its figures."""
    return replan_things({figures.KIND: [member]}, timezone.now())


def forget(subject: str) -> None:
    """Nobody is told of something that is gone, nor reads of it in the inbox."""
    inbox.clear_resolved([subject], ())
    Reminder.objects.filter(subject=subject, state=ReminderState.PENDING).update(
        state=ReminderState.CANCELLED, updated_at=timezone.now()
    )


def replan_things(things: Things, moment: dt.datetime) -> Planned:
    """Plans what is loaded, in a number of queries that does not grow with it. What is in a mail
    already stays as it is; what lies in the past is not begun. Lines of the inbox that nobody has
    to be told of any more are cleared."""
    subjects, wanted = _wanted(things, moment)
    ahead = {
        key: occurrence
        for key, occurrence in wanted.items()
        if moment - GRACE < occurrence.due_at <= moment + HORIZON
    }
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
        moved = _move([(free[key], then) for key, then in ahead.items() if key in free])
        new = [_row(then) for key, then in ahead.items() if key not in free.keys() | taken]
        Reminder.objects.bulk_create(new, batch_size=500, ignore_conflicts=True)
        inbox.clear_resolved(subjects, wanted.keys())
    return Planned(added=len(new), moved=moved, cancelled=cancelled)


def still_wanted(reminders: Iterable[Reminder], moment: dt.datetime) -> set[str]:
    """The keys among these reminders that the things, as they stand now, still ask for."""
    by_kind: dict[Kind, set[str]] = {}
    for reminder in reminders:
        for kind in KINDS:
            if reminder.subject.startswith(kind.prefix):
                by_kind.setdefault(kind, set()).add(reminder.subject)
    things = {kind: list(kind.named(subjects)) for kind, subjects in by_kind.items()}
    return set(_wanted(things, moment)[1])


def current_rules() -> tuple[Rule, ...]:
    """The rules as the secretariat set them. One query."""
    rows = ReminderRule.objects.all()
    return set_by({row.code: setting_of(row) for row in rows}, RULES)


def setting_of(row: ReminderRule) -> Setting:
    """What a row chooses."""
    return Setting(tuple(row.offsets), frozenset(row.audience), row.is_active)


def _wanted(things: Things, moment: dt.datetime) -> tuple[set[str], dict[str, Occurrence]]:
    """The subjects of these things, and everything there is to tell about them, by key."""
    subjects: set[str] = set()
    wanted: dict[str, Occurrence] = {}
    rules = current_rules() if any(things.values()) else ()
    for kind, rows in things.items():
        if not rows:
            continue
        facts = kind.facts(rows, moment.date())
        seats = kind.seats(facts, moment.date())
        for one in facts:
            subjects.add(one.subject)
            for occurrence in plan(one, seats.get(one.subject, ()), rules):
                wanted[occurrence.key] = occurrence
    return subjects, wanted


def _move(pairs: list[tuple[Reminder, Occurrence]]) -> int:
    """Reminders whose morning is another one now, or that are wanted again after all."""
    changed = []
    for reminder, occurrence in pairs:
        place = [_stored(getattr(occurrence, name)) for name in _PLACE]
        stands = reminder.state == ReminderState.PENDING
        if stands and place == [getattr(reminder, name) for name in _PLACE]:
            continue
        for name, value in zip(_PLACE, place, strict=True):
            setattr(reminder, name, value)
        reminder.state, reminder.updated_at = ReminderState.PENDING, timezone.now()
        changed.append(reminder)
    Reminder.objects.bulk_update(changed, _COLUMNS, batch_size=500)
    return len(changed)


def _stored(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def _row(occurrence: Occurrence) -> Reminder:
    return Reminder(
        dedup_key=occurrence.key,
        member_id=occurrence.member_id,
        subject=occurrence.subject,
        rule=occurrence.rule,
        topic=TOPICS[occurrence.rule],
        due_on=occurrence.due_on,
        offset_days=occurrence.offset_days,
        recipient_id=occurrence.user_id,
        seat_id=occurrence.seat_id,
        due_at=occurrence.due_at,
        local_date=occurrence.local_date,
        time_zone=occurrence.time_zone,
        others_on=occurrence.others_on,
        others=list(occurrence.others),
    )
