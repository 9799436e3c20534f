"""The funnels of money as a file, with the numbers of the page. Names and order of columns are
public: add at the end only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tracker.currencies import minor_units
from tracker.queries.funnel import MoneyFunnel, Ratio, Step

from .rows import BOM, written

COLUMNS = (
    "currency stage amount lines_known lines members total_hidden percent_of_pledged "
    "lines_of_pledged percent_of_previous lines_of_previous lost_since_previous lines_complete"
).split()


def stream(funnels: Iterable[MoneyFunnel]) -> Iterator[bytes]:
    """One row for each currency and stage; an amount that nobody knows is empty, never 0."""
    yield BOM + written([COLUMNS])
    for funnel in funnels:
        for step in (*funnel.steps, *funnel.beside):
            yield written([_row(funnel, step)])


def _row(funnel: MoneyFunnel, step: Step) -> list[str]:
    places = minor_units(funnel.currency)
    amount = "" if step.amount is None else f"{step.amount:.{places}f}"
    return [
        funnel.currency,
        step.stage.value,
        amount,
        str(step.known.n),
        str(step.known.of),
        str(funnel.members),
        "true" if step.is_hidden else "false",
        *_ratio(step.of_pledged),
        *_ratio(step.of_previous),
        f"{step.of_previous.lost:.{places}f}" if step.of_previous else "",
        str(funnel.complete.n),
    ]


def _ratio(ratio: Ratio | None) -> list[str]:
    return [str(ratio.percent), str(ratio.lines)] if ratio else ["", ""]
