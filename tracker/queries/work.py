"""What "My work" shows: where a member's report stands, and what to do next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.enums import Role
from recommendations.models import Section
from tracker.enums import ReportState, Status
from tracker.models import ProgressEntry, Report, ReportingCycle, ReviewComment

from .asked import is_asked

EDITORS = (Role.FOCAL_POINT, Role.DEPUTY)


@dataclass(frozen=True)
class Row:
    """One answer in a list: what it is about, how far it is, and whether it can be written now."""

    entry: ProgressEntry
    is_asked: bool
    open_comments: int = 0

    @property
    def code(self) -> str:
        return self.entry.recommendation.code

    @property
    def is_carried(self) -> bool:
        return not self.entry.confirmed

    @property
    def is_begun(self) -> bool:
        return self.entry.version > 1 or self.entry.status != Status.NOT_REPORTED

    @property
    def is_ready(self) -> bool:
        return self.entry.is_ready and self.entry.confirmed

    @property
    def is_draft(self) -> bool:
        return self.is_begun and not self.is_ready


@dataclass(frozen=True)
class Group:
    """The answers of one section of a communiqué."""

    section: Section
    rows: Sequence[Row]

    @property
    def ready(self) -> int:
        return sum(row.is_ready for row in self.rows)

    @property
    def drafts(self) -> int:
        return sum(row.is_draft for row in self.rows)

    @property
    def comments(self) -> int:
        return sum(row.open_comments for row in self.rows)

    @property
    def total(self) -> int:
        return len(self.rows)

    @property
    def is_open(self) -> bool:
        """True where one of them can still be written."""
        return any(row.entry.is_open for row in self.rows)


@dataclass(frozen=True)
class Answers:
    """A report's answers as lists: the asked ones by section, the optional ones apart."""

    asked: Sequence[Group]
    optional: Sequence[Group]
    rows: Sequence[Row] = field(default=())

    @property
    def asked_rows(self) -> list[Row]:
        return [row for row in self.rows if row.is_asked]

    @property
    def total(self) -> int:
        return len(self.asked_rows)

    @property
    def ready(self) -> int:
        return sum(row.is_ready for row in self.asked_rows)

    @property
    def drafts(self) -> int:
        return sum(row.is_draft for row in self.asked_rows)

    @property
    def to_begin(self) -> int:
        return self.total - self.ready - self.drafts

    @property
    def answered(self) -> int:
        return sum(
            row.entry.status != Status.NOT_REPORTED and row.entry.confirmed
            for row in self.asked_rows
        )

    @property
    def returned(self) -> list[Row]:
        return [row for row in self.rows if row.open_comments]

    @property
    def resume(self) -> Row | None:
        """Where to go on: the first answer that came back with comments; else the answer edited
        last that is not ready; else the first that waits for somebody to begin."""
        if self.returned:
            return self.returned[0]
        unready = [row for row in self.rows if row.is_draft and row.entry.is_open]
        edited = [row for row in unready if row.entry.version > 1]
        if edited:
            return max(edited, key=lambda row: row.entry.updated_at)
        waiting = [row for row in self.asked_rows if not row.is_ready and row.entry.is_open]
        return waiting[0] if waiting else None


def answers(actor: Actor, report: Report, entries: Iterable[ProgressEntry]) -> Answers:
    """The answers an actor may read, in the order of the texts, with their open comments."""
    comments = _open_comments(actor, report)
    rows = [
        Row(entry, is_asked(entry.recommendation, report.member), comments.get(entry.pk, 0))
        for entry in entries
    ]
    return Answers(
        asked=_grouped(row for row in rows if row.is_asked),
        optional=_grouped(row for row in rows if not row.is_asked),
        rows=rows,
    )


def _open_comments(actor: Actor, report: Report) -> dict[int, int]:
    if report.state not in (ReportState.DRAFT, ReportState.RETURNED):
        return {}
    rows = ReviewComment.objects.visible_to(actor).filter(
        report=report, sent_at__isnull=False, resolved_at__isnull=True, answer=""
    )
    counts: dict[int, int] = {}
    for entry in rows.values_list("entry", flat=True):
        counts[entry] = counts.get(entry, 0) + 1
    return counts


def _grouped(rows: Iterable[Row]) -> list[Group]:
    groups: dict[int, tuple[Section, list[Row]]] = {}
    for row in rows:
        section = row.entry.recommendation.section
        groups.setdefault(section.pk, (section, []))[1].append(row)
    return [Group(section, kept) for section, kept in groups.values()]


@dataclass(frozen=True)
class Day:
    """A date of the cycle, in order, with the word for what happens."""

    on: dt.date
    what: Promise
    is_today: bool = False
    is_deadline: bool = False


def calendar(report: Report) -> list[Day]:
    """The dates that are still ahead for a report, beginning with today."""
    cycle, today = report.cycle, report.today()
    days = [
        Day(cycle.ministry_due_on, _("Ministries’ drafts due")),
        Day(
            report.due_on,
            _("Answers to the reviewer due")
            if report.state == ReportState.RETURNED
            else _("Report due"),
            is_deadline=True,
        ),
        Day(cycle.publishes_on, _("Agreed set published")),
        Day(cycle.meeting_on, _("Capital-level meeting")),
    ]
    ahead = sorted((day for day in days if day.on > today), key=lambda day: day.on)
    return [Day(today, _("Today"), is_today=True), *ahead]


def days_left(report: Report) -> int:
    """Days from today, where the member is, to the report's own date; negative when past."""
    return (report.due_on - report.today()).days


def report_at_hand(reports: Sequence[Report]) -> Report | None:
    """The report to work on: that of the open cycle, else the latest there is. `reports` come
    newest meeting first."""
    current = ReportingCycle.objects.current()
    for report in reports:
        if current is not None and report.cycle_id == current.pk:
            return report
    return reports[0] if reports else None
