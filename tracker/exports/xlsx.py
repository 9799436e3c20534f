"""Workbooks: typed cells, no formulas and no links, from the right in languages that are written
so. They are sent while they are written, so memory stays flat and the first byte leaves at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain

from xlsxwriter.utility import xl_col_to_name

from .archive import Archive
from .cells import HEAD, NOTHING, WRAPPED, text
from .columns import Columns, Kind
from .container import Container, Sheet

Row = Sequence[str]

# What the format itself bears, and what an archive bears of one member: 2 GiB, with room for as
# many rows as are packed at once, however long.
MOST_ROWS = 1_048_576
MOST_BYTES = 1_700_000_000
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
WIDTHS_OF_WORDS = [28, *[60] * 8]
STEP = 1000
# Rows that are packed at once.
AT_ONCE = 50


class Workbook:
    """A workbook on its way out, sheet after sheet: what its methods yield is the file in parts. It
    is whole only after `end`. `said` is called with the number of rows of a dataset that stand,
    every thousand of them."""

    def __init__(self, said: Callable[[int], None] = lambda rows: None) -> None:
        self.said = said
        self.container = Container()
        self.archive = Archive()

    def add(self, name: str, columns: Columns, rows: Iterable[Row]) -> Iterator[bytes]:
        """A sheet of a dataset, and further ones where a sheet is full; `rows` are cells as in
        cells.py."""
        head = [text(title, HEAD) for title in columns]
        widths = [WIDTHS[column.kind] for column in columns.values()]
        left, part = self._told(rows), 1
        yield from self._sheet(Sheet(name, widths, is_frozen=True), head, left)
        for row in left:
            part += 1
            sheet = Sheet(f"{name} {part}", widths, is_frozen=True)
            yield from self._sheet(sheet, head, chain([row], left))

    def add_facts(
        self, name: str, facts: Iterable[tuple[str, ...]], *, head: bool = False
    ) -> Iterator[bytes]:
        """A sheet of words in two or more columns: what the file is, or what its codes mean."""
        first, *rest = facts
        dressed = [text(words, HEAD if head else WRAPPED) for words in first]
        rows = ([text(words, WRAPPED) for words in row] for row in rest)
        yield from self._sheet(Sheet(name, WIDTHS_OF_WORDS), dressed, rows)

    def end(self) -> Iterator[bytes]:
        for name, body in self.container.end().items():
            self.archive.add(name, body)
        self.archive.end()
        yield self.archive.taken()

    def _told(self, rows: Iterable[Row]) -> Iterator[Row]:
        for number, row in enumerate(rows, 1):
            yield row
            if number % STEP == 0:
                self.said(number)

    def _sheet(self, sheet: Sheet, head: Row, rows: Iterable[Row]) -> Iterator[bytes]:
        """A sheet until it is full, or no row is left."""
        if not self.container.sheets:
            for name, body in self.container.beginning().items():
                self.archive.add(name, body)
        place = self.container.add(sheet)
        frame, held, at, size = _Frame(len(head)), [], 0, 0
        with self.archive.member(place.member) as member:
            member.write(place.before)
            yield self.archive.taken()
            for at, cells in enumerate(chain([head], rows), 1):
                held += frame.around(at, cells)
                if at % AT_ONCE == 0:
                    size += member.write("".join(held).encode())
                    held.clear()
                    if self.archive.is_enough:
                        yield self.archive.taken()
                if at == MOST_ROWS or size > MOST_BYTES:
                    break
            member.write("".join(held).encode() + place.behind)
        yield self.archive.taken()


class _Frame:
    """What stands around the cells of a row: its number, and their references. They may be left
    out, but not every program that reads workbooks does without. Empty cells are left out."""

    def __init__(self, width: int) -> None:
        self.columns = [f'<c r="{xl_col_to_name(place)}' for place in range(width)]

    def around(self, number: int, cells: Row) -> list[str]:
        """The row in pieces."""
        end, pairs = f'{number}"', zip(self.columns, cells, strict=True)
        said = [f"{column}{end}{cell}" for column, cell in pairs if cell != NOTHING]
        return [f'<row r="{number}">', *said, "</row>"]
