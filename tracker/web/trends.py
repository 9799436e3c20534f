"""From a series to its picture and the rows of its table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import get_language

from tracker.celltable import CellTable, read_table
from tracker.indicator_enums import MeasurementStatus
from tracker.models import Measurement
from tracker.numbers import format_number
from tracker.queries.indicators import Series, number
from tracker.trend import Dot, Goal, trend


@dataclass(frozen=True)
class Line:
    """A row of the table: a measurement, or a year in which nobody measured."""

    year: int
    measurement: Measurement | None = None
    value: str = ""
    numerator: str = ""
    denominator: str = ""
    cells: CellTable | None = None

    @property
    def is_a_year(self) -> bool:
        """A calendar year is called by its number."""
        row = self.measurement
        return row is None or (
            (row.period_start.month, row.period_start.day) == (1, 1)
            and (row.period_end.month, row.period_end.day) == (12, 31)
            and row.period_start.year == row.period_end.year
        )


def picture(series: Series) -> SafeString:
    row = series.indicator
    start = (
        Goal(row.baseline_date, row.baseline_value, "")
        if row.baseline_value is not None and row.baseline_date is not None
        else None
    )
    return trend(
        [
            Dot(
                m.period_end,
                m.value,
                number(series, m.value),
                m.break_in_series,
                m.status == MeasurementStatus.PROVISIONAL,
            )
            for m in series.measurements
            if m.value is not None or m.numbers_hidden
        ],
        [Goal(t.on, t.value, number(series, t.value)) for t in series.targets],
        start,
        series.missing,
        series.finding,
    )


def goals(series: Series) -> list[tuple[dt.date, str]]:
    """Targets as a day and a number with its unit."""
    return [(target.on, number(series, target.value)) for target in series.targets]


def table_rows(series: Series) -> Sequence[Line]:
    language = get_language() or "en"
    return [
        Line(row)
        if isinstance(row, int)
        else Line(
            row.period_end.year,
            row,
            number(series, row.value),
            format_number(row.numerator, language),
            format_number(row.denominator, language),
            read_table(row.table),
        )
        for row in series.rows
    ]
