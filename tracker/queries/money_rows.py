"""The money of one answer to read: now, in the cycle before, and what changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from tracker.enums import BudgetStage
from tracker.models import BudgetFigure

from .last_year import LastAnswer
from .lines import Group

# A change beyond this share, up or down, is worth a second look.
LARGE_PERCENT = 50


@dataclass(frozen=True)
class StageRead:
    """One stage: the figure now, the amount in the cycle before, the figure of the round before,
    and the change as a reader sees it ("+275%"); empty where there is nothing to compare."""

    stage: BudgetStage
    figure: BudgetFigure
    last: Decimal | None
    percent: int | None
    then: Any | None = None

    @property
    def is_new(self) -> bool:
        """True where the round before said something else, or nothing."""
        return self.then is None or (self.then.amount, self.then.data_state) != (
            self.figure.amount,
            self.figure.data_state,
        )

    @property
    def change(self) -> str:
        if not self.percent:
            return ""
        return f"{'+' if self.percent > 0 else chr(0x2212)}{abs(self.percent)}%"

    @property
    def is_large(self) -> bool:
        return self.percent is not None and abs(self.percent) >= LARGE_PERCENT


@dataclass(frozen=True)
class MoneyRead:
    """One line in one currency and period. `title` is empty where there is only one line."""

    title: str
    currency: str
    start: dt.date
    end: dt.date
    rows: Sequence[StageRead]


def money_rows(
    groups: Iterable[Group], last: LastAnswer | None, then: Mapping[str, Any] | None = None
) -> list[MoneyRead]:
    """The groups that hold a figure, each stage in the order of the money. `then` are the figures
    of the round before by their ids: a change is counted from them where there are any."""
    told = [group for group in groups if group.line is not None and group.figures]
    one = len({group.line.pk for group in told if group.line}) == 1
    return [
        MoneyRead(
            "" if one else group.line.title,
            group.currency,
            group.start,
            group.end,
            [_row(figure, last, then or {}) for figure in sorted(group.figures, key=_order)],
        )
        for group in told
        if group.line is not None
    ]


def _order(figure: BudgetFigure) -> int:
    return BudgetStage.values.index(figure.stage)


def _row(figure: BudgetFigure, last: LastAnswer | None, then: Mapping[str, Any]) -> StageRead:
    before = last.amount(figure.line_id, figure.currency, figure.stage) if last else None
    sent = then.get(str(figure.public_id))
    base = sent.amount if sent is not None and sent.amount else before
    percent = None
    if base and figure.amount is not None:
        percent = int(((figure.amount - base) * 100 / base).to_integral_value())
    return StageRead(BudgetStage(figure.stage), figure, before, percent, sent)
