"""The dataset `indicators`: a line for each number of a measurement, and one for each cell of its
table. Published copies alone, whoever asks: a file travels, and exact counts do not."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from tracker.celltable import SUPPRESSED, TOTAL, Cell, CellTable, Place, read_table
from tracker.indicator_enums import Measure, MeasurementStatus
from tracker.models import IndicatorFramework, Measurement
from tracker.models.indicator import plain

from .columns import Columns, amount, code, day, flag, text
from .common import class_column, cycle_column

NUMBERS = ("value", "numerator", "denominator")
PLACES = {"cell": "cell", "row": "row_total", "column": "column_total", "total": "total"}


def scope(actor: Actor) -> QuerySet[Measurement]:
    """Published measurements whose class admits this reader."""
    rows = Measurement.objects.published()
    return rows.filter(rows.open_to(actor))


def exportable(rows: QuerySet[Measurement]) -> QuerySet[Measurement]:
    return rows.select_related("member", "report__cycle", "indicator__framework").order_by(
        "member__code", "indicator__public_id", "period_start"
    )


def columns(actor: Actor) -> Columns:
    """Name → column, in the order of the file. Names and order are public: add at the end only."""
    return {
        "indicator": code(None, _("Public id of the indicator.")),
        "member": code(None, _("Member: ISO 3166-1 alpha-3, or org-… .")),
        "framework": code(None, _("Framework the indicator is from."), IndicatorFramework),
        "code": text(None, _("Its code there.")),
        "text": text(None, _("What is watched.")),
        "language": text(None, _("Language of the words, as a BCP 47 tag.")),
        "measure": code(None, _("What kind of measure it is."), Measure),
        "unit": text(None, _("Unit of the numbers.")),
        "measurement": code(None, _("Public id of the measurement.")),
        "cycle": cycle_column(),
        "period_start": day(None, _("First day that was measured.")),
        "period_end": day(None, _("Last day that was measured.")),
        "status": code(None, _("Provisional or final."), MeasurementStatus),
        "break_in_series": flag(None, _("Can it not be compared with what came before?")),
        "what": code(None, _("Value, numerator, denominator, or a place of a table.")),
        "row": text(None, _("Row of the table.")),
        "column": text(None, _("Column of the table.")),
        "number": amount(None, _("The number; empty where unknown or left out, never 0.")),
        "suppressed": flag(None, _("Was it left out so that nobody can be made out?")),
        "value_text": text(None, _("The value in words, where it is no number.")),
        "confidentiality": class_column(),
    }


def lines(rows: QuerySet[Measurement]) -> Iterator[list[Any]]:
    """The lines of the file. What was left out is empty and marked, never 0."""
    for row in rows.iterator(chunk_size=500):
        yield from _lines(row)


def _lines(row: Measurement) -> Iterator[list[Any]]:
    series = row.indicator
    head = [
        str(series.public_id),
        row.member.code,
        series.framework.code,
        series.code,
        series.text,
        series.language,
        series.measure,
        series.unit,
        str(row.public_id),
        row.report.cycle.code,
        row.period_start,
        row.period_end,
        row.status,
        row.break_in_series,
    ]
    for name in NUMBERS:
        number = getattr(row, name)
        if number is not None or name == "value":
            said = None if number is None else Decimal(plain(number))
            words = row.value_text if name == "value" else ""
            hidden = row.numbers_hidden
            yield [*head, name, "", "", said, hidden, words, row.confidentiality]
    table = read_table(row.table)
    if table is None:
        if row.table_hidden:
            yield [*head, "table", "", "", None, True, "", row.confidentiality]
        return
    for place in table.places():
        count = table.at(place)
        if place[0] == "cell" or count is not None:
            yield [*head, *_cell(table, place, count), "", row.confidentiality]


def _cell(table: CellTable, place: Place, count: Cell) -> list[Any]:
    kind, first, second = place
    row = table.rows[first] if kind in ("cell", "row") else ""
    column = ""
    if table.columns and kind != "row" and place != TOTAL:
        column = table.columns[second if kind == "cell" else first]
    is_hidden = count == SUPPRESSED
    said = None if is_hidden or count is None else Decimal(count)
    return [PLACES[kind], row, column, said, is_hidden]
