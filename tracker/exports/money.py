"""The funnels of money as a file, with the numbers of the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from tracker.currencies import minor_units
from tracker.enums import BudgetStage
from tracker.queries.funnel import MoneyFunnel, Ratio, Step

from .columns import Columns, amount, code, flag, number
from .rows import of_lines

# Names and order are public: add at the end only.
COLUMNS: Columns = {
    "currency": code(None, _("ISO 4217. Currencies are never added.")),
    "stage": code(None, _("Stage of money. Stages are never added."), BudgetStage),
    "amount": amount(None, _("Total, in units of the currency; empty where nobody knows it.")),
    "lines_known": number(None, _("Lines that give this stage.")),
    "lines": number(None, _("Lines in this currency.")),
    "members": number(None, _("Members that report in it.")),
    "total_hidden": flag(None, _("Is the total left out? Fewer than five members know it.")),
    "percent_of_pledged": number(None, _("Per cent of what the same lines pledged.")),
    "lines_of_pledged": number(None, _("Lines that give both.")),
    "percent_of_previous": number(None, _("Per cent of the stage before, of the same lines.")),
    "lines_of_previous": number(None, _("Lines that give both stages.")),
    "lost_since_previous": amount(None, _("What did not arrive from the stage before.")),
    "lines_complete": number(None, _("Lines that give all four stages.")),
}


def stream(funnels: Iterable[MoneyFunnel]) -> Iterator[bytes]:
    """The CSV file in parts."""
    return of_lines(lines(funnels), COLUMNS)


def lines(funnels: Iterable[MoneyFunnel]) -> Iterator[list[Any]]:
    """One line for each currency and stage; an amount that nobody knows is None, never 0."""
    for funnel in funnels:
        for step in (*funnel.steps, *funnel.beside):
            yield _line(funnel, step)


def _line(funnel: MoneyFunnel, step: Step) -> list[Any]:
    lost = step.of_previous.lost if step.of_previous else None
    return [
        funnel.currency,
        step.stage.value,
        _in_units(funnel, step.amount),
        step.known.n,
        step.known.of,
        funnel.members,
        step.is_hidden,
        *_ratio(step.of_pledged),
        *_ratio(step.of_previous),
        _in_units(funnel, lost),
        funnel.complete.n,
    ]


def _in_units(funnel: MoneyFunnel, money: Decimal | None) -> Decimal | None:
    """With the decimals of the currency."""
    return None if money is None else Decimal(f"{money:.{minor_units(funnel.currency)}f}")


def _ratio(ratio: Ratio | None) -> list[Any]:
    return [ratio.percent, ratio.lines] if ratio else [None, None]
