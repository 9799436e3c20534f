"""Rows that were worked out in Python, as CSV: the same byte order mark, line ends and guard
against formulas as the files that PostgreSQL writes."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

from .csv import BOM, FORMULA

_FORMULA = re.compile(FORMULA)


def guarded(words: str) -> str:
    """Never a formula in a spreadsheet."""
    return f"'{words}" if _FORMULA.match(words) else words


def written(rows: Iterable[Sequence[str]]) -> bytes:
    part = io.StringIO()
    csv.writer(part, lineterminator="\n").writerows(rows)
    return part.getvalue().encode()


__all__ = ["BOM", "guarded", "written"]
