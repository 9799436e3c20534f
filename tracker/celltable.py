"""A table of counts as a member entered it: one or two dimensions, their labels, the cells, and the
totals that the member gave. Nothing is ever added up for it.

Stored as JSON. A cell is a whole number, null where it is not known, or `"suppressed"` in a
published copy.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

SUPPRESSED = "suppressed"
MOST_ROWS, MOST_COLUMNS, MOST_CHARACTERS = 30, 12, 100
LARGEST = 10**12

Cell = int | str | None
# ("cell", row, column), ("row", row, 0), ("column", column, 0) or ("total", 0, 0).
Place = tuple[str, int, int]
TOTAL: Place = ("total", 0, 0)
_NAMES = frozenset("dimensions rows columns cells row_totals column_totals total".split())


@dataclass(frozen=True)
class CellTable:
    """`columns` is empty with one dimension; then every row has one cell and no row has a total.
    A total is null where the member gave none."""

    dimensions: tuple[str, ...]
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[Cell, ...], ...]
    row_totals: tuple[Cell, ...]
    column_totals: tuple[Cell, ...]
    total: Cell = None

    @property
    def width(self) -> int:
        return len(self.columns) or 1

    @property
    def shape(self) -> tuple[Any, ...]:
        """Two tables of one shape have the same cells."""
        return self.dimensions, self.rows, self.columns

    def places(self) -> Iterator[Place]:
        """Every place that holds a cell or a total, given or not."""
        for row in range(len(self.rows)):
            for column in range(self.width):
                yield "cell", row, column
        if self.columns:
            yield from (("row", row, 0) for row in range(len(self.rows)))
            yield from (("column", column, 0) for column in range(len(self.columns)))
        yield TOTAL

    def at(self, place: Place) -> Cell:
        kind, first, second = place
        if kind == "cell":
            return self.cells[first][second]
        if kind == "row":
            return self.row_totals[first] if self.columns else None
        if kind == "column":
            return self.column_totals[first] if self.columns else None
        return self.total

    def line(self, place: Place) -> list[Cell]:
        """The cells that a place adds up: one for a cell itself."""
        kind, first, second = place
        if kind == "cell":
            return [self.cells[first][second]]
        if kind == "row":
            return list(self.cells[first])
        if kind == "column":
            return [row[first] for row in self.cells]
        return [cell for row in self.cells for cell in row]

    def replaced(self, places: frozenset[Place], by: Cell) -> CellTable:
        """The table with other contents at these places."""

        def put(place: Place) -> Cell:
            return by if place in places else self.at(place)

        return CellTable(
            self.dimensions,
            self.rows,
            self.columns,
            tuple(
                tuple(put(("cell", row, column)) for column in range(self.width))
                for row in range(len(self.rows))
            ),
            tuple(put(("row", row, 0)) for row in range(len(self.row_totals))),
            tuple(put(("column", column, 0)) for column in range(len(self.column_totals))),
            put(TOTAL),
        )

    def as_json(self) -> dict[str, Any]:
        return {
            "dimensions": list(self.dimensions),
            "rows": list(self.rows),
            "columns": list(self.columns),
            "cells": [list(row) for row in self.cells],
            "row_totals": list(self.row_totals),
            "column_totals": list(self.column_totals),
            "total": self.total,
        }


def read_table(stored: Mapping[str, Any]) -> CellTable | None:
    """The table as it is stored; None for an empty one. What is stored was checked."""
    if not stored:
        return None
    return CellTable(
        tuple(stored["dimensions"]),
        tuple(stored["rows"]),
        tuple(stored["columns"]),
        tuple(tuple(row) for row in stored["cells"]),
        tuple(stored["row_totals"]),
        tuple(stored["column_totals"]),
        stored["total"],
    )


def check_table(told: Any, dimensions: Sequence[str]) -> CellTable | None:
    """A table as it came in, checked whole; None for an empty one.

    Raises ValidationError that says which row, column or total is wrong.
    """
    if told in (None, {}):
        return None
    if not isinstance(told, Mapping) or set(told) - _NAMES:
        raise ValidationError(_("A table has: %(names)s.") % {"names": ", ".join(sorted(_NAMES))})
    rows, columns = _labels(told.get("rows"), MOST_ROWS), _labels(told.get("columns"), MOST_COLUMNS)
    if not rows:
        raise ValidationError(_("Write at least one row with a label."))
    table = CellTable(
        _dimensions(told.get("dimensions"), dimensions, bool(columns)),
        rows,
        columns,
        _cells(told.get("cells"), len(rows), len(columns) or 1),
        _counts(told.get("row_totals"), len(rows) if columns else 0),
        _counts(told.get("column_totals"), len(columns)),
        _count(told.get("total")),
    )
    _check_totals(table)
    return table


def _dimensions(told: Any, known: Sequence[str], is_crossed: bool) -> tuple[str, ...]:
    wanted = 2 if is_crossed else 1
    if (
        not isinstance(told, list)
        or any(name not in known for name in told)
        or len(told) != wanted
        or len(set(told)) != wanted
    ):
        raise ValidationError(
            _("Say what the rows are, and what the columns are if there are any; not the same.")
        )
    return tuple(told)


def _labels(told: Any, most: int) -> tuple[str, ...]:
    told = told or []
    if not isinstance(told, list) or not all(isinstance(label, str) for label in told):
        raise ValidationError(_("Labels are texts."))
    labels = tuple(label.strip() for label in told)
    if len(labels) > most:
        raise ValidationError(_("Write at most %(most)d labels.") % {"most": most})
    for label in labels:
        if not label or len(label) > MOST_CHARACTERS or "\x00" in label:
            raise ValidationError(
                _("Write each label in 1 to %(most)d characters.") % {"most": MOST_CHARACTERS}
            )
    if len({label.casefold() for label in labels}) < len(labels):
        raise ValidationError(_("Give each row and each column a label of its own."))
    return labels


def _count(told: Any) -> int | None:
    if told is None:
        return None
    if isinstance(told, bool) or not isinstance(told, int) or not 0 <= told <= LARGEST:
        raise ValidationError(_("Write counts as whole numbers from 0, or leave them empty."))
    return told


def _counts(told: Any, number: int) -> tuple[int | None, ...]:
    told = told or [None] * number
    if not isinstance(told, list) or len(told) != number:
        raise ValidationError(_("Give as many counts as there are labels."))
    return tuple(_count(one) for one in told)


def _cells(told: Any, rows: int, columns: int) -> tuple[tuple[int | None, ...], ...]:
    if not isinstance(told, list) or len(told) != rows:
        raise ValidationError(_("Give as many counts as there are labels."))
    return tuple(_counts(row, columns) for row in told)


def name_of(table: CellTable, place: Place) -> str:
    """A place as people call it."""
    kind, first, second = place
    if kind == "cell":
        row, column = table.rows[first], table.columns[second] if table.columns else ""
        return f"{row}, {column}" if column else row
    if kind == "row":
        return _("total of %(label)s") % {"label": table.rows[first]}
    if kind == "column":
        return _("total of %(label)s") % {"label": table.columns[first]}
    return _("grand total")


def _check_totals(table: CellTable) -> None:
    """A total is the sum of its cells, all of them known: so what a reader could work out is
    worked out before publication, exactly."""
    problems = []
    for place in table.places():
        given = table.at(place)
        if place[0] == "cell" or given is None:
            continue
        line, named = table.line(place), {"place": name_of(table, place)}
        if None in line:
            problems.append(
                _("%(place)s: leave it empty while one of its cells is not known.") % named
            )
        elif (found := sum(line)) != given:  # type: ignore[arg-type]
            problems.append(
                _("%(place)s: its cells give %(found)d, not %(given)d. Correct one or the other.")
                % {**named, "found": found, "given": given}
            )
    if problems:
        raise ValidationError(problems)
