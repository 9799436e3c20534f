"""The money of one answer: its lines, this report's figures by currency and period, and those of
the cycle before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from accounts.actor import Actor
from tracker.enums import BudgetStage
from tracker.models import BudgetFigure, BudgetLine, ProgressEntry, Report


@dataclass(frozen=True)
class Group:
    """Figures of one line that share a currency and a fiscal period. A line that has no figure in
    this report yet stands with the frame it had last."""

    line: BudgetLine | None
    currency: str
    start: dt.date
    end: dt.date
    figures: Sequence[BudgetFigure]


def money_of(actor: Actor, entry: ProgressEntry) -> list[Group]:
    """The groups an actor may read, oldest line first; one empty group where there is no line."""
    lines = list(
        BudgetLine.objects.visible_to(actor)
        .filter(member=entry.member_id, edition="working", recommendation=entry.recommendation_id)
        .order_by("id")
    )
    figures = list(
        BudgetFigure.objects.visible_to(actor)
        .filter(edition="working", line__in=lines)
        .select_related("report__cycle")
        .order_by("period_end", "period_start", "currency")
    )
    groups: list[Group] = []
    for line in lines:
        of_line = [f for f in figures if f.line_id == line.pk]
        groups += _of_report(line, [f for f in of_line if f.report_id == entry.report_id]) or [
            _next_after(line, of_line, entry)
        ]
    return groups or [first_frame(entry)]


def first_frame(entry: ProgressEntry) -> Group:
    """Where a new line begins: the member's own currency, the year before the meeting."""
    return Group(None, entry.member.currency, *_year_before(entry), [])


def next_period(line: BudgetLine, groups: Sequence[Group]) -> Group | None:
    """The period that most likely comes next beside those of this report: a year on from the
    latest. None while the line has no figure: then its first period is open already."""
    told = [group for group in groups if group.line == line and group.figures]
    if not told:
        return None
    last = max(told, key=lambda group: group.end)
    return Group(line, last.currency, _year_on(last.start), _year_on(last.end), [])


def has_earlier(line: BudgetLine, report: Report) -> bool:
    """True where another report of the member tells of the line: then it cannot be removed."""
    return BudgetFigure.objects.working().filter(line=line).exclude(report=report).exists()


def _of_report(line: BudgetLine, figures: Sequence[BudgetFigure]) -> list[Group]:
    frames: dict[tuple[str, dt.date, dt.date], list[BudgetFigure]] = {}
    for figure in figures:
        frame = (figure.currency, figure.period_start, figure.period_end)
        frames.setdefault(frame, []).append(figure)
    order = BudgetStage.values.index
    return [
        Group(line, *frame, sorted(kept, key=lambda figure: order(figure.stage)))
        for frame, kept in frames.items()
    ]


def _next_after(line: BudgetLine, figures: Sequence[BudgetFigure], entry: ProgressEntry) -> Group:
    """The frame that most likely comes next: the last one, a year on."""
    earlier = [f for f in figures if f.report.cycle.meeting_on < entry.report.cycle.meeting_on]
    if not earlier:
        return replace(first_frame(entry), line=line)
    last = earlier[-1]
    return Group(line, last.currency, _year_on(last.period_start), _year_on(last.period_end), [])


def _year_before(entry: ProgressEntry) -> tuple[dt.date, dt.date]:
    year = entry.report.cycle.meeting_on.year - 1
    return dt.date(year, 1, 1), dt.date(year, 12, 31)


def _year_on(day: dt.date) -> dt.date:
    if (day.month, day.day) in {(2, 28), (2, 29)}:
        return dt.date(day.year + 1, 3, 1) - dt.timedelta(days=1)
    return day.replace(year=day.year + 1)
