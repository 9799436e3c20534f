"""Workbooks: typed cells, no formulas and no links, from the right in languages that are written
so. Rows go to the disk one by one, so memory stays flat."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import IO, Any, Self

from django.utils.translation import get_language_bidi
from xlsxwriter import Workbook as Book
from xlsxwriter.worksheet import Worksheet

from .columns import Columns, Kind

# What the format itself bears.
MOST_ROWS = 1_048_576
MOST_SIGNS = 32_767
# A cell is a double: more digits than this would be changed by it.
MOST_DIGITS = 15
CUT = " […]"
# No signs of XML 1.0; control characters are escaped by the library.
NO_SIGNS = dict.fromkeys((0xFFFE, 0xFFFF), "\ufffd")
WIDTHS = {
    Kind.TEXT: 40,
    Kind.CODE: 16,
    Kind.CODES: 24,
    Kind.NUMBER: 12,
    Kind.AMOUNT: 18,
    Kind.DAY: 12,
    Kind.MOMENT: 18,
    Kind.FLAG: 10,
}
STEP = 1000


class Workbook:
    """A workbook on its way to a file, sheet after sheet. `said` is called with the number of rows
    of a sheet that stand, every thousand of them."""

    def __init__(self, out: IO[bytes], said: Callable[[int], None] = lambda rows: None) -> None:
        self.said = said
        self.book = Book(
            out,
            {
                "constant_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
                "nan_inf_to_errors": False,
                "remove_timezone": True,
            },
        )
        self.head = self.book.add_format({"bold": True, "bottom": 1})
        self.wrapped = self.book.add_format({"text_wrap": True, "valign": "top"})
        self.days = self.book.add_format({"num_format": "yyyy-mm-dd"})
        self.moments = self.book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})

    def add(self, name: str, columns: Columns, lines: Iterable[Iterable[Any]]) -> int:
        """A sheet of a dataset, and further ones where a sheet is full. Answers the rows."""
        sheet, at, total, part = self._sheet(name, columns), 0, 0, 1
        for line in lines:
            if at == MOST_ROWS - 1:
                part += 1
                sheet, at = self._sheet(f"{name} {part}", columns), 0
            at += 1
            total += 1
            for place, value in enumerate(line):
                self._write(sheet, at, place, value)
            if total % STEP == 0:
                self.said(total)
        return total

    def add_facts(self, name: str, facts: Iterable[tuple[str, ...]], *, head: bool = False) -> None:
        """A sheet of words in two or more columns: what the file is, or what its codes mean."""
        sheet = self._blank(name)
        sheet.set_column(0, 0, 28)
        sheet.set_column(1, 8, 60)
        for row, words in enumerate(facts):
            form = self.head if head and not row else self.wrapped
            for place, said in enumerate(words):
                sheet.write_string(row, place, cut(said), form)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *of_what: object) -> None:
        """Finishes the file; where writing broke off, at least nothing stays open."""
        self.book.close()

    def _blank(self, name: str) -> Worksheet:
        sheet = self.book.add_worksheet(name)
        if get_language_bidi():
            sheet.right_to_left()
        return sheet

    def _sheet(self, name: str, columns: Columns) -> Worksheet:
        sheet = self._blank(name)
        sheet.freeze_panes(1, 0)
        for place, column in enumerate(columns.values()):
            sheet.set_column(place, place, WIDTHS[column.kind])
        for place, title in enumerate(columns):
            sheet.write_string(0, place, title, self.head)
        return sheet

    def _write(self, sheet: Worksheet, row: int, place: int, value: Any) -> None:
        match value:
            case None | "":
                return
            case bool():
                sheet.write_boolean(row, place, value)
            case str():
                sheet.write_string(row, place, cut(value))
            case Decimal() if len(value.normalize().as_tuple().digits) > MOST_DIGITS:
                sheet.write_string(row, place, format(value, "f"))
            case int() | Decimal():
                sheet.write_number(row, place, value)
            case dt.datetime():
                second = value.astimezone(dt.UTC).replace(microsecond=0)
                sheet.write_datetime(row, place, second, self.moments)
            case dt.date():
                sheet.write_datetime(row, place, value, self.days)
            case list():
                sheet.write_string(row, place, cut(" ".join(map(str, value)) or "none"))
            case _:
                sheet.write_string(row, place, cut(str(value)))


def cut(words: str) -> str:
    """A text as long as a cell may be, of signs that may stand in one; the whole is in CSV and
    NDJSON."""
    if not words.isascii():
        words = words.translate(NO_SIGNS)
    return words if len(words) <= MOST_SIGNS else words[: MOST_SIGNS - len(CUT)] + CUT
