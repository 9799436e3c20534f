"""The open cycle of the demonstration. Its four named members go through the real verbs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts.actor import SYSTEM
from accounts.enums import Role
from tracker.domain import (
    assignments,
    budgets,
    cycles,
    evidence,
    progress,
    reminders,
    review,
    workflow,
)
from tracker.domain.files import ALLOWED
from tracker.domain.saving import recorded
from tracker.enums import EvidenceForm, ReminderState, ReportState
from tracker.models import (
    BudgetLine,
    OutgoingMail,
    ProgressEntry,
    Reminder,
    Report,
    ReportingCycle,
    ReviewComment,
    Submission,
)

from . import words
from .changes import write_changes
from .indicators import write_indicators
from .papers import FILE_NAME, sample_pdf
from .past import finish, take_stock
from .script import OPEN, SILENT
from .settling import standing
from .voices import write_voices
from .world import World
from .writing import Entries, Shelf, link_papers, write_money, write_papers

BY_VERBS = ("KEN", "NOR", "MDA", "org-ecowas")
# The second one is called ready by the treasury.
ASKED_OF_TREASURY = ("2022-08", "2023-08")
# Kenya's loose ends, so that its check page has something to say.
NOT_READY, UNCONFIRMED = ("2022-08", "2023-07"), "2022-04"


def write_open(world: World, shelf: Shelf, advance: Callable[[], None]) -> None:
    """Opens the cycle, lets everybody write what the plot says, and plans the reminders."""
    reviewer = world.cast.actor(None, Role.REVIEWER)
    cycle = cycles.open_cycle(reviewer, OPEN, world.meetings[OPEN])
    reports = {r.member.code: r for r in _reports(cycle)}
    entries = {
        (e.report.member.code, e.recommendation.code): e
        for e in ProgressEntry.objects.working()
        .filter(report__cycle=cycle)
        .select_related("recommendation", "report__member", "report__cycle")
    }
    began = dt.datetime.combine(cycle.opens_on, dt.time(8), dt.UTC)
    with recorded(SYSTEM, "demo.load"):
        Report.internal.filter(cycle=cycle).update(created_at=began, state_since=began)
        write_indicators(OPEN, reports.values())
        _write_others(world, shelf, list(reports.values()), entries, began, advance)
    for code in BY_VERBS:
        _fill(world, shelf, reports[code], entries)
        advance()
    _kenya(world, reports["KEN"], entries, cycle)
    write_voices(world, cycle)
    _norway(world, reports["NOR"])
    _moldova(world, reports["MDA"], entries)
    _second_round(world, list(reports.values()), entries)
    focal_point = world.cast.actor("org-ecowas", Role.FOCAL_POINT)
    workflow.perform(focal_point, reports["org-ecowas"], "send_for_clearance")
    write_changes(world)
    reminders.replan_all(_reports(cycle), timezone.now())
    # What was planned while this year was made up in a minute was never news to anybody.
    Reminder.objects.filter(state=ReminderState.CANCELLED).delete()


def _reports(cycle: ReportingCycle) -> list[Report]:
    rows = Report.internal.filter(cycle=cycle).select_related("member", "cycle")
    return list(rows.order_by("member__code"))


def _write_others(
    world: World,
    shelf: Shelf,
    reports: list[Report],
    entries: dict[tuple[str, str], ProgressEntry],
    began: dt.datetime,
    advance: Callable[[], None],
) -> None:
    others = [
        report
        for report in reports
        if report.member.code not in BY_VERBS and world.outcome(OPEN, report.member) != SILENT
    ]
    for report in others:
        _write_answers(world, report, entries)
        outcome = world.outcome(OPEN, report.member)
        seat = world.cast.focal_point(report.member.code)
        begins = began + dt.timedelta(days=14)
        columns = standing(report, outcome, seat, begins, timezone.now())
        Report.internal.filter(pk=report.pk).update(**columns)
        for name, value in columns.items():
            setattr(report, name, value)
    write_papers(world, shelf, OPEN, others, entries)
    write_money(world, shelf, OPEN, others)
    take_stock()
    finish(world, others, entries, advance)


def _write_answers(world: World, report: Report, entries: Entries) -> None:
    for (cycle, code), answer in world.answers[report.member.code].items():
        if cycle == OPEN:
            entry = entries[report.member.code, code]
            facts = {**answer.facts, "confirmed": True}
            ProgressEntry.internal.filter(pk=entry.pk).update(**facts, version=2)


def _fill(world: World, shelf: Shelf, report: Report, entries: Entries) -> None:
    """A focal point's work, as the verbs do it: documents first, since the statuses need them."""
    member = report.member.code
    actor = world.cast.actor(member, Role.FOCAL_POINT)
    with recorded(SYSTEM, "demo.load"):
        link_papers(world, shelf, OPEN, [report], entries)
    for paper in world.papers[member]:
        if paper.cycle == OPEN:
            is_file = paper.facts["form"] == EvidenceForm.FILE
            served = [entries[member, code] for code in paper.codes]
            row = evidence.add(actor, served, dict(paper.facts), _upload() if is_file else None)
            shelf.evidence[paper] = row
            if is_file:
                shelf.keep_file(row)
    for (cycle, code), answer in world.answers[member].items():
        if cycle == OPEN and (member, code) != ("KEN", UNCONFIRMED):
            entry = entries[member, code]
            progress.record(actor, entry, entry.version, dict(answer.facts))
    for line in world.lines[member]:
        figures = [figure for figure in line.figures if figure.cycle == OPEN]
        if figures and line not in shelf.lines:
            recommendation = shelf.recommendations[line.code]
            shelf.lines[line] = budgets.add_line(actor, report, recommendation, dict(line.facts))
        shown = _shown_in(entries[member, line.code])
        for figure in figures:
            facts = {**figure.facts, **shown}
            budgets.record_figure(actor, report, shelf.lines[line], facts)


def _shown_in(entry: ProgressEntry) -> dict[str, Any]:
    """The first document of an answer and a page of it, where there is one."""
    document = entry.evidence.working().order_by("pk").first()
    return {"evidence": document.pk, "page_pin": "page 41"} if document else {}


def _upload() -> SimpleUploadedFile:
    return SimpleUploadedFile(FILE_NAME, sample_pdf(), ALLOWED["pdf"])


def _kenya(world: World, report: Report, entries: Entries, cycle: ReportingCycle) -> None:
    """A draft that is nearly done: two answers are not ready, one still waits to be confirmed,
    and the treasury was asked for two and for the figures of a line."""
    actor = world.cast.actor("KEN", Role.FOCAL_POINT)
    for code in NOT_READY:
        entry = entries["KEN", code]
        progress.record(actor, entry, entry.version, {"is_ready": False})
    treasury = world.cast.seat("KEN", Role.CONTRIBUTOR)
    asked = [entries["KEN", code] for code in ASKED_OF_TREASURY]
    due_on = max(cycle.ministry_due_on, report.today())
    line = (
        BudgetLine.objects.working()
        .filter(member=report.member)
        .exclude(recommendation__code__in=ASKED_OF_TREASURY)
        .select_related("recommendation", "member")
        .first()
    )
    lines = [line] if line is not None else []
    _waiting, ready, *_line = assignments.assign(actor, report, [*asked, *lines], due_on, treasury)
    assignments.call_ready(world.cast.actor("KEN", Role.CONTRIBUTOR), ready, ready.version)


def _norway(world: World, report: Report) -> None:
    actor = world.cast.actor("NOR", Role.FOCAL_POINT)
    workflow.perform(actor, report, "submit", agreed=True)
    _back(report, days=2)


def _moldova(world: World, report: Report, entries: Entries) -> None:
    """Submitted, and returned with three questions and its own due date."""
    focal_point = world.cast.actor("MDA", Role.FOCAL_POINT)
    reviewer = world.cast.actor(None, Role.REVIEWER)
    workflow.perform(focal_point, report, "submit", agreed=True)
    report.refresh_from_db()
    answered = sorted(code for cycle, code in world.answers["MDA"] if cycle == OPEN)
    for (field, text), code in zip(words.QUESTIONS, answered, strict=False):
        review.comment(reviewer, report, entries["MDA", code], field, text)
    due_on = report.today() + dt.timedelta(days=12)
    workflow.perform(reviewer, report, "return", message=words.RETURN_MESSAGE, due_on=due_on)
    _back(report, days=1)


def _second_round(world: World, reports: list[Report], entries: Entries) -> None:
    """Somebody's report was returned and sent again: its reviewer sees what changed."""
    report = next(
        r for r in reports if r.member.code not in BY_VERBS and r.state == ReportState.SUBMITTED
    )
    member = report.member.code
    focal_point = world.cast.actor(member, Role.FOCAL_POINT)
    reviewer = world.cast.actor(None, Role.REVIEWER)
    code = min(code for cycle, code in world.answers[member] if cycle == OPEN)
    field, text = words.QUESTIONS[2]
    asked = review.comment(reviewer, report, entries[member, code], field, text)
    due_on = report.today() + dt.timedelta(days=12)
    workflow.perform(reviewer, report, "return", message=words.RETURN_MESSAGE, due_on=due_on)
    entry = ProgressEntry.internal.select_related("report__member", "recommendation").get(
        pk=entries[member, code].pk
    )
    told = f"{entry.narrative} {words.ADDED}".strip()
    progress.record(focal_point, entry, entry.version, {"narrative": told})
    asked = ReviewComment.internal.select_related("report__member").get(pk=asked.pk)
    review.answer(focal_point, asked, asked.version, words.ANSWERED)
    workflow.perform(focal_point, report, "submit", agreed=True)
    OutgoingMail.objects.filter(recipient=focal_point.user, template="receipt").delete()
    _back(report, days=1)


def _back(report: Report, days: int) -> None:
    """Moves what just happened some days back: nobody submits four years in one minute."""
    report.refresh_from_db()
    report.submitted_at -= dt.timedelta(days=days * 4)
    report.state_since -= dt.timedelta(days=days)
    if report.state == ReportState.SUBMITTED:
        report.state_since = report.submitted_at
    with recorded(SYSTEM, "demo.load"):
        Report.internal.filter(pk=report.pk).update(
            submitted_at=report.submitted_at, state_since=report.state_since
        )
        Submission.internal.filter(report=report, round=report.round).update(
            submitted_at=report.submitted_at
        )
