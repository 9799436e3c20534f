"""Rows that were worked out in Python, as CSV: the same byte order mark, line ends and guard
against formulas as the files that PostgreSQL writes."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from typing import Any

from .columns import Column, Columns, Kind
from .csv import BOM, FORMULA, written

_FORMULA = re.compile(FORMULA)


def guarded(words: str) -> str:
    """Never a formula in a spreadsheet."""
    return f"'{words}" if _FORMULA.match(words) else words


def of_lines(lines: Iterable[Iterable[Any]], columns: Columns) -> Iterator[bytes]:
    """A dataset whose lines are typed values, its header first."""
    yield BOM + written([columns])
    for line in lines:
        pairs = zip(columns.values(), line, strict=True)
        yield written([[_text(column, value) for column, value in pairs]])


def _text(column: Column, value: Any) -> str:
    if value is None:
        return ""
    if column.kind is Kind.TEXT:
        return guarded(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, dt.date) else str(value)


__all__ = ["BOM", "guarded", "of_lines", "written"]
