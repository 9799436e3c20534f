"""The form of a measurement, and the plain table of its counts, which needs no script."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tracker.celltable import MOST_CHARACTERS, MOST_COLUMNS, MOST_ROWS, CellTable, check_table
from tracker.indicator_enums import NUMERIC, Dimension, MeasurementStatus
from tracker.models import Evidence, Indicator, Measurement
from tracker.money import NotWholeUnits, parse_whole
from tracker.numbers import format_number
from tracker.wording import alone

from .fields import DateField, LongTextField
from .indicator import NumberField

FACTS = (
    "period_start period_end value value_text numerator denominator status break_in_series comment "
    "evidence"
).split()
LEAST_ROWS, LEAST_COLUMNS, SPARE = 4, 2, 2


class MeasurementForm(forms.Form):
    """What was found in a period. Days stay once they are written."""

    period_start = DateField(label=_("First day of the period"))
    period_end = DateField(label=_("Last day of the period"))
    value = NumberField(label=_("Value"), required=False)
    value_text = LongTextField(label=_("What was found"), required=False, most=600, rows=3)
    numerator = NumberField(label=_("Numerator"), required=False)
    denominator = NumberField(label=_("Denominator"), required=False)
    status = forms.ChoiceField(label=_("Status"), choices=MeasurementStatus.choices)
    break_in_series = forms.BooleanField(
        label=_("Break in the series"),
        required=False,
        help_text=_("Measured otherwise than before, so that the numbers do not compare."),
    )
    evidence = forms.ModelChoiceField(
        label=_("Source document"),
        queryset=Evidence.objects.none(),
        required=False,
        empty_label=_("None"),
    )
    comment = LongTextField(
        label=_("Comment"),
        required=False,
        most=1000,
        rows=3,
        help_text=_("Published as you write it: name no person, and no count that is left out."),
    )

    def __init__(
        self,
        indicator: Indicator,
        documents: Any,
        data: Any = None,
        measurement: Measurement | None = None,
    ) -> None:
        stored = {name: getattr(measurement, name) for name in FACTS} if measurement else {}
        super().__init__(data, initial=stored)
        fields: Any = self.fields
        fields["evidence"].queryset = documents
        fields["evidence"].label_from_instance = lambda document: document.title
        dropped = ["value_text"] if indicator.measure in NUMERIC else ["value"]
        if measurement is not None:
            dropped += ["period_start", "period_end"]
        if indicator.measure not in NUMERIC:
            dropped += ["numerator", "denominator"]
        for name in dropped:
            del self.fields[name]
        if "value" in self.fields and indicator.is_percentage:
            self.fields["value"].help_text = _("In per cent.")
        elif "value" in self.fields:
            self.fields["value"].help_text = indicator.unit and alone(indicator.unit)

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in FACTS if name in self.cleaned_data}


class CountField(forms.CharField):
    """A whole number from 0, in digits of any script; None where nothing was typed."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        try:
            found = parse_whole(text)
        except NotWholeUnits as error:
            raise ValidationError(
                _("%(label)s: write a whole number from 0, or nothing. You wrote %(typed)s."),
                params={"label": self.label, "typed": error.typed},
            ) from error
        return None if found is None else int(found)


@dataclass(frozen=True)
class Line:
    """A row of the grid: its label, its cells, its total."""

    label: forms.BoundField
    cells: Sequence[forms.BoundField]
    total: forms.BoundField


class CellsForm(forms.Form):
    """A grid of labels and counts. Empty rows and columns are left out; with no column named, the
    first column holds the counts."""

    rows_are = forms.ChoiceField(label=_("The rows are"), required=False)
    columns_are = forms.ChoiceField(label=_("The columns are"), required=False)

    def __init__(self, data: Any = None, table: CellTable | None = None, more: str = "") -> None:
        super().__init__(data, initial=_stored(table), prefix="table")
        self.height, self.width = self._size(table, more)
        choices = [("", _("Choose")), *Dimension.choices]
        for name in ("rows_are", "columns_are"):
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        for c in range(self.width):
            self._label(f"column-{c}", _("Label of column %(n)d") % {"n": c + 1})
        for r in range(self.height):
            self._label(f"row-{r}", _("Label of row %(n)d") % {"n": r + 1})
            for c in range(self.width):
                named = {"row": r + 1, "column": c + 1}
                self._count(f"c-{r}-{c}", _("Row %(row)d, column %(column)d") % named)
            self._count(f"rt-{r}", _("Total of row %(n)d") % {"n": r + 1})
        for c in range(self.width):
            self._count(f"ct-{c}", _("Total of column %(n)d") % {"n": c + 1})
        self._count("total", _("Grand total"))

    def _size(self, table: CellTable | None, more: str) -> tuple[int, int]:
        if self.is_bound:
            height = _number(self.data.get("table-height"), LEAST_ROWS, MOST_ROWS)
            width = _number(self.data.get("table-width"), LEAST_COLUMNS, MOST_COLUMNS)
        else:
            height = max(LEAST_ROWS, len(table.rows) + 1 if table else 0)
            width = max(LEAST_COLUMNS, len(table.columns) + 1 if table and table.columns else 0)
        height += SPARE * 2 if more == "rows" else 0
        width += SPARE if more == "columns" else 0
        return min(height, MOST_ROWS), min(width, MOST_COLUMNS)

    def _label(self, name: str, label: Any) -> None:
        attrs = {"dir": "auto", "aria-label": label}
        self.fields[name] = forms.CharField(
            label=label,
            required=False,
            max_length=MOST_CHARACTERS,
            widget=forms.TextInput(attrs=attrs),
        )

    def _count(self, name: str, label: Any) -> None:
        attrs = {"inputmode": "numeric", "dir": "ltr", "autocomplete": "off", "aria-label": label}
        self.fields[name] = CountField(
            label=label, required=False, widget=forms.TextInput(attrs=attrs)
        )

    @property
    def head(self) -> list[forms.BoundField]:
        return [self[f"column-{c}"] for c in range(self.width)]

    @property
    def lines(self) -> list[Line]:
        return [
            Line(
                self[f"row-{r}"],
                [self[f"c-{r}-{c}"] for c in range(self.width)],
                self[f"rt-{r}"],
            )
            for r in range(self.height)
        ]

    @property
    def foot(self) -> list[forms.BoundField]:
        return [self[f"ct-{c}"] for c in range(self.width)]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if not self.errors:
            self.table = self._table(found)
            try:
                check_table(self.table, Dimension.values)
            except ValidationError as error:
                self.add_error(None, error)
        return found

    def _table(self, told: Mapping[str, Any]) -> dict[str, Any]:
        """The grid without its empty rows and columns, as the verb takes it."""
        columns = [c for c in range(self.width) if told[f"column-{c}"].strip()]
        nameless = [
            c
            for c in range(self.width)
            if c not in columns
            and (
                told[f"ct-{c}"] is not None
                or any(told[f"c-{r}-{c}"] is not None for r in range(self.height))
            )
        ]
        if nameless and (columns or nameless != [0]):
            self.add_error(f"column-{nameless[-1]}", _("Give this column a label."))
        taken = columns or [0]
        rows = []
        for r in range(self.height):
            has_counts = any(told[f"c-{r}-{c}"] is not None for c in taken)
            if told[f"row-{r}"].strip():
                rows.append(r)
            elif has_counts or told[f"rt-{r}"] is not None:
                self.add_error(f"row-{r}", _("Give this row a label."))
        if not rows and not columns and told["total"] is None:
            return {}
        dimensions = [told["rows_are"], told["columns_are"]] if columns else [told["rows_are"]]
        return {
            "dimensions": dimensions,
            "rows": [told[f"row-{r}"] for r in rows],
            "columns": [told[f"column-{c}"] for c in columns],
            "cells": [[told[f"c-{r}-{c}"] for c in taken] for r in rows],
            "row_totals": [told[f"rt-{r}"] for r in rows] if columns else [],
            "column_totals": [told[f"ct-{c}"] for c in columns],
            "total": told["total"] if columns else _first(told["total"], told["ct-0"]),
        }


def as_typed(*forms_: forms.Form) -> None:
    """The forms show what was typed, and nothing is judged yet."""
    for form in forms_:
        form._errors = ErrorDict()


def _first(*counts: Any) -> Any:
    return next((count for count in counts if count is not None), None)


def _number(text: Any, least: int, most: int) -> int:
    said = str(text or "")
    return min(max(int(said), least), most) if said.isdecimal() and len(said) < 4 else least


def _stored(table: CellTable | None) -> dict[str, Any]:
    if table is None:
        return {}

    def put(count: Any) -> str:
        return "" if count is None else format_number(count, get_language() or "en")

    found: dict[str, Any] = dict(zip(("rows_are", "columns_are"), table.dimensions, strict=False))
    found |= {f"row-{r}": label for r, label in enumerate(table.rows)}
    found |= {f"column-{c}": label for c, label in enumerate(table.columns)}
    for r, row in enumerate(table.cells):
        found |= {f"c-{r}-{c}": put(count) for c, count in enumerate(row)}
    found |= {f"rt-{r}": put(count) for r, count in enumerate(table.row_totals)}
    found |= {f"ct-{c}": put(count) for c, count in enumerate(table.column_totals)}
    return {**found, "total": put(table.total)}
