"""What is odd about a report's figures: a stage larger than the one before it, and an amount far
from the one of the last report. Warnings, never a bar."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tracker.enums import BudgetStage, DataState
from tracker.models import BudgetFigure, Report
from tracker.money import format_money

from .money_rows import LARGE_PERCENT

# Later stages come out of earlier ones, mostly: supplementary budgets do not.
_FOLLOWS = (
    (BudgetStage.ALLOCATED, BudgetStage.COMMITTED),
    (BudgetStage.COMMITTED, BudgetStage.DISBURSED),
    (BudgetStage.DISBURSED, BudgetStage.SPENT),
)


@dataclass(frozen=True)
class Odd:
    """One odd thing about the figures of a line, with the facts that it rests on."""

    recommendation: str
    line: int
    message: str
    facts: tuple[object, ...]


def about_money(report: Report, earlier: Mapping[int, str]) -> list[Odd]:
    """What is odd about the figures of a report. `earlier` maps the member's earlier reports to
    the codes of their cycles. Two queries."""
    rows = list(
        BudgetFigure.objects.working()
        .filter(report=report, data_state=DataState.REPORTED)
        .select_related("line__recommendation")
    )
    return [*_out_of_order(rows), *_jumps(rows, _last_amounts(rows, earlier))]


def _out_of_order(rows: list[BudgetFigure]) -> list[Odd]:
    """Stages that are larger than the stage before them, line by line."""
    by_key: dict[tuple, dict[str, BudgetFigure]] = defaultdict(dict)
    for row in rows:
        by_key[row.line_id, row.period_start, row.period_end, row.currency][row.stage] = row
    found = []
    for by_stage in by_key.values():
        for earlier, later in _FOLLOWS:
            first, then = by_stage.get(earlier), by_stage.get(later)
            if first is None or then is None or _amount(then) <= _amount(first):
                continue
            message = _("%(later)s is more than %(earlier)s. Is it right?")
            said = {"later": later.label, "earlier": earlier.label}
            facts = (then.line_id, earlier.value, _amount(first), later.value, _amount(then))
            found.append(_odd(then, message % said, facts))
    return found


def _last_amounts(
    rows: list[BudgetFigure], earlier: Mapping[int, str]
) -> dict[tuple[int, str, str], tuple[Decimal, str]]:
    """The amount of each line, currency and stage in the latest earlier report, and its cycle."""
    if not rows:
        return {}
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
        if percent > 0:
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
        found.append(_odd(row, message % said, facts))
    return found


def _odd(row: BudgetFigure, message: str, facts: tuple[object, ...]) -> Odd:
    return Odd(row.line.recommendation.code, row.line_id, message, facts)


def _amount(row: BudgetFigure) -> Decimal:
    assert row.amount is not None, "a reported figure has an amount"
    return row.amount
