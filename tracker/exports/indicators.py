"""The dataset `indicators`: a line for each number of a measurement, and one for each cell of its
table. Published copies alone, whoever asks: a file travels, and exact counts do not."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet

from accounts.actor import Actor
from tracker.celltable import SUPPRESSED, TOTAL, Cell, CellTable, Place, read_table
from tracker.models import Measurement
from tracker.models.indicator import plain

from .rows import BOM, guarded, written

# Names and order are public: add at the end only.
COLUMNS = (
    "indicator member framework code text language measure unit measurement cycle period_start "
    "period_end status break_in_series what row column number suppressed value_text "
    "confidentiality"
).split()
NUMBERS = ("value", "numerator", "denominator")
PLACES = {"cell": "cell", "row": "row_total", "column": "column_total", "total": "total"}


def exportable(actor: Actor) -> QuerySet[Measurement]:
    """Published measurements whose class admits this reader."""
    rows = Measurement.objects.published()
    return (
        rows.filter(rows.open_to(actor))
        .select_related("member", "report__cycle", "indicator__framework")
        .order_by("member__code", "indicator__public_id", "period_start")
    )


def stream(rows: QuerySet[Measurement]) -> Iterator[bytes]:
    """The file in parts, its header first. What was left out is empty and marked, never 0."""
    yield BOM + written([COLUMNS])
    for row in rows.iterator(chunk_size=500):
        yield written(_lines(row))


def _lines(row: Measurement) -> Iterator[list[str]]:
    about = row.indicator
    head = [
        str(about.public_id),
        row.member.code,
        about.framework.code,
        guarded(about.code),
        guarded(about.text),
        about.language,
        about.measure,
        guarded(about.unit),
        str(row.public_id),
        guarded(row.report.cycle.code),
        row.period_start.isoformat(),
        row.period_end.isoformat(),
        row.status,
        _flag(row.break_in_series),
    ]
    words = guarded(row.value_text)
    for name in NUMBERS:
        number = getattr(row, name)
        if number is not None or name == "value":
            said = "" if number is None else plain(number)
            hidden = _flag(row.numbers_hidden)
            text = words if name == "value" else ""
            yield [*head, name, "", "", said, hidden, text, row.confidentiality]
    table = read_table(row.table)
    if table is None:
        if row.table_hidden:
            yield [*head, "table", "", "", "", "true", "", row.confidentiality]
        return
    for place in table.places():
        count = table.at(place)
        if place[0] == "cell" or count is not None:
            yield [*head, *_cell(table, place, count), "", row.confidentiality]


def _cell(table: CellTable, place: Place, count: Cell) -> list[str]:
    kind, first, second = place
    row = table.rows[first] if kind in ("cell", "row") else ""
    column = ""
    if table.columns and kind != "row" and place != TOTAL:
        column = table.columns[second if kind == "cell" else first]
    is_hidden = count == SUPPRESSED
    said = "" if is_hidden or count is None else str(count)
    return [PLACES[kind], guarded(row), guarded(column), said, _flag(is_hidden)]


def _flag(is_so: bool) -> str:
    return "true" if is_so else "false"
