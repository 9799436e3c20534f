"""What is odd about a report's figures: a stage larger than the one before it, an amount far from
the one of the last report or a thousand times another stage, a period unlike the others, a day to
come. Warnings, never a bar: supplementary budgets and commitments of earlier years are real."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tracker.dates import date_long
from tracker.enums import BudgetStage, DataState
from tracker.models import BudgetFigure, Report
from tracker.money import format_money
from tracker.wording import apart

from .money_rows import LARGE_PERCENT

# Later stages come out of earlier ones, mostly: supplementary budgets do not.
_CHAIN = (
    BudgetStage.ALLOCATED,
    BudgetStage.COMMITTED,
    BudgetStage.DISBURSED,
    BudgetStage.SPENT,
)
_USED = (BudgetStage.DISBURSED, BudgetStage.SPENT)
# Two amounts that lie so many times apart were hardly written in the same units.
_THOUSANDS = 500

# A fiscal year, give or take a change of the calendar.
_YEAR = (360, 371)

Figures = list[BudgetFigure]


@dataclass(frozen=True)
class Odd:
    """One odd thing about the figures of a line, with the facts that it rests on."""

    recommendation: str
    line: int
    message: str
    facts: tuple[object, ...]


def about_money(report: Report, earlier: Mapping[int, str], code: str = "") -> list[Odd]:
    """What is odd about the figures of a report, or of its answer with this code. `earlier` maps
    the member's earlier reports to the codes of their cycles. Three queries."""
    found = BudgetFigure.objects.working().filter(report=report, data_state=DataState.REPORTED)
    if code:
        found = found.filter(line__recommendation__code=code)
    rows = list(found.select_related("line__recommendation").order_by("line", "period_end", "id"))
    if not rows:
        return []
    groups: dict[tuple, Figures] = defaultdict(list)
    for row in rows:
        groups[row.line_id, row.period_start, row.period_end, row.currency].append(row)
    return [
        *(odd for group in groups.values() for odd in _in_one_period(group)),
        *_jumps(rows, _last_amounts(rows, earlier)),
        *_unlike_the_others(report, groups.values()),
        *_to_come(report, rows),
    ]


def earlier_reports(report: Report) -> dict[int, str]:
    """The member's reports before this one, with the codes of their cycles."""
    rows = Report.objects.unscoped().filter(
        member=report.member_id, cycle__meeting_on__lt=report.cycle.meeting_on
    )
    return dict(rows.order_by("cycle__meeting_on").values_list("pk", "cycle__code"))


def _in_one_period(group: Figures) -> list[Odd]:
    """Stages that are larger than the last one known before them, or lie far apart."""
    by_stage = {row.stage: row for row in group}
    known = [by_stage[stage] for stage in _CHAIN if stage in by_stage]
    found = []
    for first, then in pairwise(known):
        earlier, later = BudgetStage(first.stage), BudgetStage(then.stage)
        facts = (then.line_id, earlier.value, _amount(first), later.value, _amount(then))
        said = {"later": later.label, "earlier": earlier.label}
        if _lie_apart(_amount(first), _amount(then)):
            message = _(
                "%(later)s and %(earlier)s are a thousand times apart. Was one written in "
                "thousands?"
            )
            found.append(_odd(then, message % said, facts))
        elif _amount(then) > _amount(first):
            message = _("%(later)s is more than %(earlier)s. Is it right?")
            found.append(_odd(then, message % said, facts))
    return found


def _lie_apart(one: Decimal, other: Decimal) -> bool:
    small, large = sorted((one, other))
    return small > 0 and large >= small * _THOUSANDS


def _unlike_the_others(report: Report, groups: Iterable[Figures]) -> list[Odd]:
    """Periods that begin on another day than most of the member's, or are not a year long."""
    rows = BudgetFigure.objects.working().filter(member=report.member_id).order_by()
    starts = Counter(
        (start.month, start.day)
        for _line, start in rows.values_list("line", "period_start").distinct()
    )
    usual, times = starts.most_common(1)[0]
    found = []
    for group in groups:
        row = group[0]
        begins, days = row.period_start, (row.period_end - row.period_start).days + 1
        facts = (row.line_id, row.currency, begins, row.period_end)
        if (begins.month, begins.day) != usual and times > starts[begins.month, begins.day]:
            message = _("The fiscal period begins on %(day)s, unlike your others. Is it right?")
            day = date_long(begins, get_language() or "en")
            found.append(_odd(row, message % apart({"day": day}), facts))
        elif not _YEAR[0] <= days <= _YEAR[1]:
            message = _("The fiscal period has %(days)d days, not a year. Is it right?")
            found.append(_odd(row, message % {"days": days}, facts))
    return found


def _to_come(report: Report, rows: Figures) -> list[Odd]:
    """Figures as of a day that has not come, and money used in a period that has not begun."""
    today, found = report.today(), []
    for row in rows:
        said = {"stage": BudgetStage(row.stage).label}
        if row.as_of is not None and row.as_of > today:
            message = _("%(stage)s is as of a day that has not come. Is it right?")
            found.append(_odd(row, message % said, (row.line_id, row.stage, row.as_of)))
        if row.stage in _USED and row.period_start > today:
            message = _("%(stage)s is reported for a period that has not begun. Is it right?")
            found.append(_odd(row, message % said, (row.line_id, row.stage, row.period_start)))
    return found


def _last_amounts(
    rows: list[BudgetFigure], earlier: Mapping[int, str]
) -> dict[tuple[int, str, str], tuple[Decimal, str]]:
    """The amount of each line, currency and stage in the latest earlier report, and its cycle."""
    before = (
        BudgetFigure.objects.working()
        .filter(
            report__in=earlier, line__in={r.line_id for r in rows}, data_state=DataState.REPORTED
        )
        .order_by("report__cycle__meeting_on", "period_end")
    )
    return {
        (row.line_id, row.currency, row.stage): (_amount(row), earlier[row.report_id])
        for row in before
    }


def _jumps(
    rows: list[BudgetFigure], last: Mapping[tuple[int, str, str], tuple[Decimal, str]]
) -> list[Odd]:
    found = []
    for row in rows:
        before, cycle = last.get((row.line_id, row.currency, row.stage), (Decimal(0), ""))
        if not before:
            continue
        percent = int(((_amount(row) - before) * 100 / before).to_integral_value())
        if abs(percent) < LARGE_PERCENT:
            continue
        if _lie_apart(_amount(row), before):
            message = _(
                "%(stage)s is %(now)s, and was %(before)s in %(cycle)s. Was one written in "
                "thousands?"
            )
        elif percent > 0:
            message = _("%(stage)s is %(now)s, %(percent)d%% more than in %(cycle)s (%(before)s).")
        else:
            message = _("%(stage)s is %(now)s, %(percent)d%% less than in %(cycle)s (%(before)s).")
        language = get_language() or "en"
        said = {
            "stage": BudgetStage(row.stage).label,
            "now": format_money(_amount(row), row.currency, language),
            "percent": abs(percent),
            "cycle": cycle,
            "before": format_money(before, row.currency, language),
        }
        facts = (row.line_id, row.stage, row.currency, before, _amount(row))
        found.append(_odd(row, message % apart(said), facts))
    return found


def _odd(row: BudgetFigure, message: str, facts: tuple[object, ...]) -> Odd:
    return Odd(row.line.recommendation.code, row.line_id, message, facts)


def _amount(row: BudgetFigure) -> Decimal:
    assert row.amount is not None, "a reported figure has an amount"
    return row.amount
