"""The closed cycles of the demonstration."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable

from django.db import connection

from accounts.actor import SYSTEM
from accounts.enums import Role
from tracker.calendars import cycle_dates, working_day
from tracker.domain import snapshots
from tracker.domain.publication import publish_edition
from tracker.enums import ReportState
from tracker.models import (
    BudgetFigure,
    BudgetLine,
    Evidence,
    Indicator,
    Measurement,
    ProgressEntry,
    Report,
    ReportingCycle,
    ReviewComment,
)

from .indicators import write_indicators
from .script import CLOSED, SILENT
from .settling import comments_on, standing, write_receipt
from .world import World
from .writing import BATCH, Shelf, write_money, write_papers

Advance = Callable[[], None]
CONTENT = (ProgressEntry, Evidence, BudgetLine, BudgetFigure)


def write_closed(world: World, shelf: Shelf, code: str, advance: Advance) -> None:
    """One closed cycle, whole: reports, answers, documents, money, review and publication."""
    meeting = world.meetings[code]
    cycle = ReportingCycle.objects.create(
        code=code, meeting_on=meeting, **vars(cycle_dates(meeting))
    )
    reports = [_report(world, cycle, position) for position in range(len(world.members))]
    Report.internal.bulk_create(reports, batch_size=BATCH)
    entries = _answers(world, cycle, reports)
    talking = [r for r in reports if world.outcome(code, r.member) != SILENT]
    write_papers(world, shelf, code, talking, entries)
    write_money(world, shelf, code, talking)
    write_indicators(code, talking)
    take_stock()
    finish(world, talking, entries, advance)
    _date_back(reports)
    if code == max(CLOSED):
        snapshots.seal(SYSTEM, cycle)


def finish(
    world: World,
    reports: list[Report],
    entries: dict[tuple[str, str], ProgressEntry],
    advance: Advance,
) -> None:
    """What follows a submission: receipts, comments, and the published editions."""
    said: dict[str, list[ProgressEntry]] = defaultdict(list)
    for (member, code), entry in entries.items():
        cycle = entry.report.cycle.code
        if (cycle, code) in world.answers[member]:
            said[member].append(entry)
    reviewer = world.cast.seat(None, Role.REVIEWER)
    comments = [c for r in reports for c in comments_on(r, said[r.member.code], reviewer)]
    ReviewComment.internal.bulk_create(comments, batch_size=BATCH)
    returned = [r for r in reports if r.state == ReportState.RETURNED]
    open_ones = [c.entry_id for c in comments if c.resolved_at is None]
    ProgressEntry.internal.filter(report__in=returned).exclude(pk__in=open_ones).update(
        is_open=False
    )
    for report in reports:
        if report.submitted_at is not None:
            write_receipt(report)
        if report.state == ReportState.PUBLISHED:
            publish_edition(report)
        advance()


def _report(world: World, cycle: ReportingCycle, position: int) -> Report:
    member = world.members[position]
    report = Report(member=member, cycle=cycle, due_on=working_day(cycle.due_on, member.weekend))
    begins = dt.datetime.combine(cycle.opens_on, dt.time(8), dt.UTC) + dt.timedelta(days=35)
    ends = dt.datetime.combine(cycle.publishes_on, dt.time(16), dt.UTC)
    seat = world.cast.focal_point_then(member.code)
    outcome = world.outcome(cycle.code, member)
    for name, value in standing(report, outcome, seat, begins, ends).items():
        setattr(report, name, value)
    return report


def _answers(
    world: World, cycle: ReportingCycle, reports: list[Report]
) -> dict[tuple[str, str], ProgressEntry]:
    entries = {}
    for report in reports:
        answers = world.answers[report.member.code]
        for recommendation in world.asked[cycle.code]:
            answer = answers.get((cycle.code, recommendation.code))
            entries[report.member.code, recommendation.code] = ProgressEntry(
                member=report.member,
                report=report,
                recommendation=recommendation,
                **(answer.facts if answer else {}),
            )
    ProgressEntry.internal.bulk_create(entries.values(), batch_size=BATCH)
    return entries


def _date_back(reports: list[Report]) -> None:
    """Rows of a closed cycle are as old as their report, not as this demonstration."""
    for report in reports:
        began = dt.datetime.combine(report.cycle.opens_on, dt.time(8), dt.UTC)
        last = report.submitted_at or began
        Report.internal.filter(pk=report.pk).update(created_at=began, updated_at=report.state_since)
        for model in (ProgressEntry, BudgetFigure, Indicator, Measurement):
            model.internal.filter(report=report).update(created_at=began, updated_at=last)


def take_stock() -> None:
    """Tells PostgreSQL how much was written: within one transaction nobody else does, and its
    plans for empty tables take minutes on full ones."""
    tables = [model._meta.db_table for model in (Report, *CONTENT, Evidence.entries.through)]
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE " + ", ".join(connection.ops.quote_name(t) for t in tables))
