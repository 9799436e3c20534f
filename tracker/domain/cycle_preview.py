"""What opening a cycle, or moving its dates, would do. Nothing here writes."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.utils import timezone

from accounts.models import Member
from tracker.calendars import working_day
from tracker.models import Report, ReportingCycle
from tracker.queries.alphabet import by_name
from tracker.queries.calendar import Day, calendar_of
from tracker.queries.due import facts_of, seats_by_member
from tracker.queries.due import report as of_reports

from . import cycles, filling, reminders
from .planning import plan


@dataclass(frozen=True)
class Moved:
    """Members whose due date falls on their weekend, and the working day it moves to."""

    to: dt.date
    members: list[Member]


@dataclass(frozen=True)
class Told:
    """How many reminders and other mails are planned from now on, and for how many people."""

    occurrences: int
    people: int


@dataclass(frozen=True)
class Opening:
    """What opening a cycle would do."""

    cycle: ReportingCycle
    calendar: list[Day]
    members: int
    frozen: list[Member]
    recommendations: int
    moved: list[Moved]
    carried: int
    told: Told


@dataclass(frozen=True)
class Change:
    """One date of a cycle, as it is and as it would be."""

    name: str
    old: dt.date
    new: dt.date


@dataclass(frozen=True)
class Moving:
    """What moving the dates of a cycle would do."""

    cycle: ReportingCycle
    calendar: list[Day]
    changes: list[Change]
    due_moves: int
    due_stays: int
    moved: list[Moved]
    told: Told


def preview_opening(cycle: ReportingCycle) -> Opening:
    """For a cycle that is not saved. The number of queries does not grow with the members."""
    reports = cycles.reports_of(cycle)
    recommendations = set(filling.asked_in(cycle).values_list("pk", flat=True))
    asked = {report.member_id for report in reports}
    carried = sum(
        filling.is_carried(last) and member in asked and about in recommendations
        for (member, about), last in filling.last_answers(cycle).items()
    )
    return Opening(
        cycle,
        calendar_of(cycle),
        len(reports),
        by_name(Member.objects.filter(frozen_at__isnull=False)),
        len(recommendations),
        off_the_weekend(cycle.due_on, reports),
        carried,
        told_about(reports),
    )


def preview_moving(cycle: ReportingCycle, moved: ReportingCycle) -> Moving:
    """For a cycle and the same with other dates."""
    rows = Report.objects.unscoped().filter(cycle=cycle).select_related("member")
    reports = list(rows.order_by("pk"))
    unsubmitted = [report for report in reports if report.submitted_at is None]
    due_moves = 0
    for report in reports:
        report.cycle = moved
    for report in unsubmitted:
        due_on = working_day(moved.due_on, report.member.weekend)
        due_moves += due_on != report.due_on
        report.due_on = due_on
    changes = [Change(n, getattr(cycle, n), getattr(moved, n)) for n in cycles.DATES]
    return Moving(
        moved,
        calendar_of(moved),
        [change for change in changes if change.old != change.new],
        due_moves,
        len(reports) - len(unsubmitted),
        off_the_weekend(moved.due_on, unsubmitted),
        told_about(reports),
    )


def off_the_weekend(due_on: dt.date, reports: Collection[Report]) -> list[Moved]:
    """Members for whom the due date is no working day, by the day it moves to."""
    found: dict[dt.date, list[Member]] = defaultdict(list)
    for report in reports:
        day = working_day(due_on, report.member.weekend)
        if day != due_on:
            found[day].append(report.member)
    return [Moved(day, by_name(members)) for day, members in sorted(found.items())]


def told_about(reports: Collection[Report]) -> Told:
    """What planning wants for these reports as they stand, from now on. Four queries for all of
    them; four more where they are saved."""
    now = timezone.now()
    seats = seats_by_member({report.member_id for report in reports}, now.date())
    rules = reminders.current_rules()
    # A report that is not saved yet has no parts, views or words.
    saved = [report for report in reports if report.pk]
    facts = [
        *(of_reports.KIND.facts(saved, now.date()) if saved else ()),
        *(facts_of(_dated(report, now)) for report in reports if not report.pk),
    ]
    ahead = [
        occurrence
        for one in facts
        for occurrence in plan(one, seats[one.member_id or 0], rules)
        if occurrence.due_at > now
    ]
    return Told(len(ahead), len({occurrence.user_id for occurrence in ahead}))


def _dated(report: Report, now: dt.datetime) -> Report:
    if report.created_at is None:
        report.created_at = now
    return report
