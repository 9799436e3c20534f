"""Figures as readers see them: by stage, in the currency they were reported in, unknown kept
apart from nothing."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from tracker.enums import BudgetStage, DataState
from tracker.models import BudgetFigure, BudgetLine

from .coverage import Share


class Purse(NamedTuple):
    """What figures must have in common to stand in one picture."""

    currency: str
    period_start: dt.date
    period_end: dt.date


@dataclass(frozen=True)
class MoneyLine:
    """One line in one purse: its figures in the order of the stages."""

    line: BudgetLine
    purse: Purse
    figures: list[BudgetFigure]

    @property
    def largest(self) -> Decimal:
        return max((f.amount for f in self.figures if f.amount is not None), default=Decimal(0))


@dataclass(frozen=True)
class StageSum:
    """What the lines of a purse reported at one stage: stages are never added to each other.

    `amount` is None where no line knows it. `known` says how many of the purse's lines do.
    `of_first` is its share of the first known stage, only where the same lines know both.
    """

    stage: BudgetStage
    amount: Decimal | None
    known: Share
    of_first: int | None


@dataclass(frozen=True)
class Funnel:
    """One purse over all its lines, from the first stage that anybody reported."""

    purse: Purse
    stages: list[StageSum]

    @property
    def largest(self) -> Decimal:
        return max((s.amount for s in self.stages if s.amount is not None), default=Decimal(0))


def purse_of(figure: BudgetFigure) -> Purse:
    return Purse(figure.currency, figure.period_start, figure.period_end)


def lines_of(figures: Iterable[BudgetFigure]) -> list[MoneyLine]:
    """The figures line by line, latest period first. Each needs its `line` loaded."""
    found: dict[tuple[int, Purse], list[BudgetFigure]] = defaultdict(list)
    for figure in figures:
        found[figure.line_id, purse_of(figure)].append(figure)
    lines = [
        MoneyLine(group[0].line, purse, sorted(group, key=_stage_order))
        for (_line, purse), group in found.items()
    ]
    return sorted(lines, key=lambda m: (m.line.title, m.line.pk, -m.purse.period_end.toordinal()))


def funnels(figures: Iterable[BudgetFigure]) -> list[Funnel]:
    """The figures summed by currency, period and stage; latest period first."""
    purses: dict[Purse, list[BudgetFigure]] = defaultdict(list)
    for figure in figures:
        purses[purse_of(figure)].append(figure)
    return [
        Funnel(purse, _sums(group))
        for purse, group in sorted(
            purses.items(), key=lambda p: (-p[0].period_end.toordinal(), p[0].currency)
        )
    ]


def _stage_order(figure: BudgetFigure) -> int:
    return BudgetStage.values.index(figure.stage)


def _sums(figures: list[BudgetFigure]) -> list[StageSum]:
    lines = {figure.line_id for figure in figures}
    amounts: dict[str, dict[int, Decimal]] = {stage: {} for stage in BudgetStage.values}
    for figure in figures:
        if figure.data_state == DataState.REPORTED and figure.amount is not None:
            amounts[figure.stage][figure.line_id] = figure.amount
    named = {figure.stage for figure in figures}
    base: dict[int, Decimal] = {}
    sums = []
    for stage in BudgetStage:
        if stage.value not in named:
            continue
        known = amounts[stage]
        base = base or known
        total = sum(known.values(), Decimal(0)) if known else None
        first = sum(base.values(), Decimal(0))
        comparable = bool(first) and known.keys() == base.keys()
        share = _percent(total, first) if total is not None and comparable else None
        sums.append(StageSum(stage, total, Share(len(known), len(lines)), share))
    return sums


def _percent(part: Decimal, whole: Decimal) -> int:
    return int((100 * part / whole).quantize(Decimal(1), ROUND_HALF_UP))
