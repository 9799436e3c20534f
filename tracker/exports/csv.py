"""A dataset as CSV: UTF-8 with a byte order mark, commas, quotes where needed, lines ended by a
line feed, no cell that a spreadsheet would take for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from django.db.models import QuerySet

from .columns import Columns, Kind
from .copying import CSV, copied, select, utc

BOM = b"\xef\xbb\xbf"
# What a spreadsheet would take for a formula, also behind quotes, spaces and separators; an
# apostrophe is in the list so that taking one away again always gives back what was written.
FORMULA = "^['\"; \u00a0]*[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]"
# The signs with which such a text can begin. One sign is looked up much faster than a pattern.
BEGINNINGS = [ord(sign) for sign in "'\"; \u00a0=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"]


def stream(rows: QuerySet, columns: Columns) -> Iterator[bytes]:
    """The file in parts, its header first."""
    return _with_header(columns, copied(*select(rows, columns, _written), CSV))


def _with_header(columns: Columns, body: Iterable[bytes]) -> Iterator[bytes]:
    yield BOM + written([columns])
    yield from body


def written(rows: Iterable[Iterable[str]]) -> bytes:
    """Rows of texts as they stand in the file."""
    part = io.StringIO()
    csv.writer(part, lineterminator="\n").writerows(rows)
    return part.getvalue().encode()


def _written(kind: Kind, value: str) -> str:
    match kind:
        case Kind.TEXT:
            return _guarded(value)
        case Kind.CODES:
            # `none` where it was said that there is none.
            return f"regexp_replace(array_to_string({value}, ' '), '^$', 'none')"
        case Kind.MOMENT:
            return utc(value)
        case Kind.FLAG:
            return f"{value}::text"
        case _:
            return value


def _guarded(value: str) -> str:
    """Words of people: a leading apostrophe is put where a formula would begin."""
    begins = f"ascii({value}) IN ({', '.join(map(str, BEGINNINGS))})"
    pattern = FORMULA.replace("'", "''")
    marked = f"'''' || {value}"
    return f"CASE WHEN {begins} AND {value} ~ '{pattern}' THEN {marked} ELSE {value} END"
