"""The money of one answer: its lines, this report's figures by currency and period, and those of
the cycle before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from accounts.actor import Actor
from tracker.models import BudgetFigure, BudgetLine, ProgressEntry


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
    return groups or [Group(None, entry.member.currency, *_year_before(entry), [])]


def _of_report(line: BudgetLine, figures: Sequence[BudgetFigure]) -> list[Group]:
    frames: dict[tuple[str, dt.date, dt.date], list[BudgetFigure]] = {}
    for figure in figures:
        frame = (figure.currency, figure.period_start, figure.period_end)
        frames.setdefault(frame, []).append(figure)
    return [Group(line, *frame, kept) for frame, kept in frames.items()]


def _next_after(line: BudgetLine, figures: Sequence[BudgetFigure], entry: ProgressEntry) -> Group:
    """The frame that most likely comes next: the last one, a year on."""
    earlier = [f for f in figures if f.report.cycle.meeting_on < entry.report.cycle.meeting_on]
    if not earlier:
        return Group(line, entry.member.currency, *_year_before(entry), [])
    last = earlier[-1]
    return Group(line, last.currency, _year_on(last.period_start), _year_on(last.period_end), [])


def _year_before(entry: ProgressEntry) -> tuple[dt.date, dt.date]:
    year = entry.report.cycle.meeting_on.year - 1
    return dt.date(year, 1, 1), dt.date(year, 12, 31)


def _year_on(day: dt.date) -> dt.date:
    if (day.month, day.day) in {(2, 28), (2, 29)}:
        return dt.date(day.year + 1, 3, 1) - dt.timedelta(days=1)
    return day.replace(year=day.year + 1)
