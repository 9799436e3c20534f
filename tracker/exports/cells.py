"""How a value stands in a cell of a workbook: what follows the reference with which it begins, such
as ` t="inlineStr"><is><t>Kenya</t></is></c>`. Nothing is a formula or a link. PostgreSQL writes
cells in the same words (sql_cells.py); these are for lines that were worked out in Python."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

# What the format itself bears.
MOST_SIGNS = 32_767
# A cell is a double: more digits than this would be changed by it.
MOST_DIGITS = 15
CUT = " […]"
# The styles of the container, by their numbers.
HEAD, WRAPPED, DAY, MOMENT = STYLES = (1, 2, 3, 4)

# Nobody said: a cell with nothing in it.
NOTHING = "/>"
TEXT, END_OF_TEXT = ' t="inlineStr"><is><t>', "</t></is></c>"
# A reader of XML may take blanks at an edge away unless it is told.
KEPT_TEXT = TEXT.replace("<t>", '<t xml:space="preserve">')
NUMBER, END_OF_NUMBER = "><v>", "</v></c>"
TRUE, FALSE = ' t="b"><v>1</v></c>', ' t="b"><v>0</v></c>'

# Patterns for Python and PostgreSQL alike.
AT_AN_EDGE = r"^[ \t\n]|[ \t\n]$"
# XML has no way to write these; spreadsheets read _x0001_ instead.
CONTROL = r"[\u0001-\u0008\u000b-\u001f]"
# An underscore that a spreadsheet would take for the beginning of such an escape, also where what
# ends it is the beginning of the next one.
LIKE_AN_ESCAPE = rf"_(?=x[0-9a-fA-F]{{4}}(?:_|{CONTROL}))"
# No signs of XML at all.
NO_SIGNS, INSTEAD = "\ufffe\uffff", "\ufffd\ufffd"
# Most texts are written as they are: one look finds the others.
UNUSUAL = rf"[&<>{NO_SIGNS}]|{CONTROL}|{AT_AN_EDGE}|_x[0-9a-fA-F]{{4}}"

# Day 0 of spreadsheets. They believe that 1900 had a 29th of February, and know no day before it:
# until then a day is a text.
DAY_0, FIRST_DAY = dt.date(1899, 12, 30), dt.date(1900, 3, 1)
DAY_0_TO_1970 = (dt.date(1970, 1, 1) - DAY_0).days
DAY_SECONDS = 86_400

_UNUSUAL, _CONTROL, _LIKE_AN_ESCAPE, _AT_AN_EDGE = map(
    re.compile, (UNUSUAL, CONTROL, LIKE_AN_ESCAPE, AT_AN_EDGE)
)
_NO_SIGNS = str.maketrans(NO_SIGNS, INSTEAD)
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


def of_lines(lines: Iterable[Iterable[Any]]) -> Iterator[list[str]]:
    """The cells of each line."""
    for line in lines:
        yield [of(value) for value in line]


def of(value: Any) -> str:
    """A value by what it is; None and the empty text are nothing."""
    match value:
        case None | "":
            return NOTHING
        case bool():
            return TRUE if value else FALSE
        case str():
            return text(value)
        case int() | Decimal():
            return _number(format(Decimal(value), "f"))
        case dt.datetime():
            return _moment(value.astimezone(dt.UTC).replace(microsecond=0))
        case dt.date():
            return _day(value)
        case list():
            return text(" ".join(map(str, value)) or "none")
        case _:
            return text(str(value))


def text(words: str, style: int = 0) -> str:
    """Words in a style of the container. They are cut where no cell holds them, and lose signs that
    no cell has; the whole is in CSV and NDJSON."""
    begin = TEXT
    if len(words) > MOST_SIGNS or _UNUSUAL.search(words):
        words = words.translate(_NO_SIGNS)
        if len(words) > MOST_SIGNS:
            words = words[: MOST_SIGNS - len(CUT)] + CUT
        begin = KEPT_TEXT if _AT_AN_EDGE.search(words) else TEXT
        words = _CONTROL.sub(_escaped, _LIKE_AN_ESCAPE.sub("_x005F_", words))
        words = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    dress = f' s="{style}"' if style else ""
    return f"{dress}{begin}{words}{END_OF_TEXT}"


def _escaped(sign: re.Match[str]) -> str:
    return f"_x{ord(sign[0]):04X}_"


def _number(digits: str) -> str:
    if len(digits.replace("-", "").replace(".", "").strip("0")) > MOST_DIGITS:
        return text(digits)
    return f"{NUMBER}{digits}{END_OF_NUMBER}"


def _day(day: dt.date) -> str:
    if day < FIRST_DAY:
        return text(day.isoformat())
    return f' s="{DAY}"{NUMBER}{(day - DAY_0).days}{END_OF_NUMBER}'


def _moment(moment: dt.datetime) -> str:
    """A whole second of UTC, as a day with its fraction."""
    if moment.date() < FIRST_DAY:
        return text(f"{moment.replace(tzinfo=None).isoformat()}Z")
    days = (moment - _EPOCH).total_seconds() / DAY_SECONDS + DAY_0_TO_1970
    return f' s="{MOMENT}"{NUMBER}{repr(days).removesuffix(".0")}{END_OF_NUMBER}'
