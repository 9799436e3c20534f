"""The money of one answer as a table: a row per stage, for one line, currency and fiscal period."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from accounts.actor import Actor
from tracker import currencies
from tracker.domain import budgets
from tracker.domain.errors import Duplicate
from tracker.enums import BudgetStage, DataState
from tracker.models import BudgetFigure, BudgetLine, ProgressEntry, Report
from tracker.money import NotWholeUnits, format_amount, parse_whole, remedy
from tracker.words import echo

from .fields import DateField
from .widgets import MoneyInput

# Always on the page; the other two open on demand.
MAIN = (BudgetStage.PLEDGED, BudgetStage.ALLOCATED, BudgetStage.DISBURSED, BudgetStage.SPENT)
MORE = (BudgetStage.ESTIMATED, BudgetStage.COMMITTED)
STATES = [("", gettext_lazy("Not said")), *DataState.choices]


@dataclass(frozen=True)
class Period:
    """A fiscal period, both days included."""

    start: dt.date
    end: dt.date


@dataclass(frozen=True)
class StageRow:
    """One stage as the page shows it: two controls, what was said before, and the stored figure.
    `said` is the amount as it was understood, in figures and words."""

    stage: BudgetStage
    state: forms.BoundField
    amount: forms.BoundField
    version: forms.BoundField
    figure: BudgetFigure | None
    last: Decimal | None
    said: str

    @property
    def label(self) -> str | Promise:
        return self.stage.label


class MoneyTable(forms.Form):
    """The figures of one line in one currency and period. Amounts are whole units of the currency;
    nothing said at a stage is no figure at all, and 0 is a real zero.

    `line` is None where the answer has no line of money yet: the first figure opens one.
    """

    currency = forms.CharField(label=gettext_lazy("Currency"), max_length=3)
    start = DateField(label=gettext_lazy("Fiscal period from"))
    end = DateField(label=gettext_lazy("Fiscal period to"))

    def __init__(
        self,
        line: BudgetLine | None,
        currency: str,
        period: Period,
        figures: Sequence[BudgetFigure] = (),
        last: Mapping[str, Decimal | None] | None = None,
        data: Any = None,
    ) -> None:
        self.line, self.period, self.last = line, period, last or {}
        self.stored_currency = currency
        self.figures = {figure.stage: figure for figure in figures}
        super().__init__(data, prefix=prefix_of(line, currency, period if figures else None))
        self.initial = {"currency": currency, "start": period.start, "end": period.end}
        for stage in BudgetStage:
            figure = self.figures.get(stage)
            self.fields[f"{stage}-state"] = forms.ChoiceField(
                label=stage.label, choices=STATES, required=False
            )
            self.fields[f"{stage}-amount"] = forms.CharField(
                label=stage.label, required=False, max_length=60, widget=MoneyInput
            )
            self.fields[f"{stage}-version"] = forms.IntegerField(
                required=False, widget=forms.HiddenInput
            )
            self.initial[f"{stage}-state"] = figure.data_state if figure else ""
            self.initial[f"{stage}-amount"] = shown(figure)
            self.initial[f"{stage}-version"] = figure.version if figure else None

    def main_rows(self) -> list[StageRow]:
        return list(self._rows(MAIN))

    def more_rows(self) -> list[StageRow]:
        return list(self._rows(MORE))

    def _rows(self, stages: Sequence[BudgetStage]) -> Iterator[StageRow]:
        for stage in stages:
            yield StageRow(
                stage,
                self[f"{stage}-state"],
                self[f"{stage}-amount"],
                self[f"{stage}-version"],
                self.figures.get(stage),
                self.last.get(stage),
                self._understood(stage),
            )

    def _understood(self, stage: BudgetStage) -> str:
        """The amount in the box, echoed; empty where nothing, or no amount, stands there."""
        currency = str(self["currency"].value() or "").strip().upper()
        typed = str(self[f"{stage}-amount"].value() or "")
        if currency not in currencies.codes():
            return ""
        try:
            amount = _amount(typed, currency, self.figures.get(stage))
        except NotWholeUnits:
            return ""
        return "" if amount is None else echo(amount, currency, get_language() or "en")

    @property
    def more_is_open(self) -> bool:
        """True where something is said, or wrong, at one of the folded stages."""
        return any(
            row.state.value() or row.amount.value() or row.amount.errors or row.state.errors
            for row in self._rows(MORE)
        )

    @property
    def is_under_embargo(self) -> bool:
        """True while the line waits for its day. Where the member is, it may be that day already:
        its pages say so a few hours late at most."""
        today = timezone.now().date()
        return self.line is not None and self.line.is_under_embargo(today)

    @property
    def frame_has_errors(self) -> bool:
        return any(self[name].errors for name in ("currency", "start", "end"))

    @property
    def says_something(self) -> bool:
        """True where any stage holds a state or an amount, as stored or as typed."""
        return any(
            self[f"{stage}-state"].value() or self[f"{stage}-amount"].value()
            for stage in BudgetStage
        )

    def clean_currency(self) -> str:
        code = self.cleaned_data["currency"].strip().upper()
        if code not in currencies.codes():
            raise ValidationError(
                _("%(code)s is no currency in use. Write its three-letter code, such as KES.")
                % {"code": code}
            )
        return code

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        currency = said.get("currency", "")
        for stage in BudgetStage:
            state, typed = said.get(f"{stage}-state", ""), said.get(f"{stage}-amount", "")
            figure = self.figures.get(stage)
            try:
                amount = _amount(typed, currency, figure)
            except NotWholeUnits as error:
                self.add_error(f"{stage}-amount", remedy(error, currency))
                continue
            if amount is not None and not state:
                state = DataState.REPORTED
            if amount is None and state == DataState.REPORTED:
                self.add_error(
                    f"{stage}-amount",
                    _("Write the amount, or choose why it is not known."),
                )
            elif amount is not None and state != DataState.REPORTED:
                self.add_error(
                    f"{stage}-amount",
                    _("Leave the amount empty, or choose “Reported”."),
                )
            said[f"{stage}-state"], said[f"{stage}-amount"] = state, amount
        return said

    def changed_stages(self) -> list[BudgetStage]:
        """The stages at which something differs from what is stored."""
        return [stage for stage in BudgetStage if self._differs(stage)]

    def _differs(self, stage: BudgetStage) -> bool:
        figure = self.figures.get(stage)
        state, amount = self._said(stage)
        if figure is None:
            return bool(state)
        return self._is_moved() or (state, amount) != (figure.data_state, figure.amount)

    def _said(self, stage: BudgetStage) -> tuple[str, Decimal | None]:
        return self.cleaned_data[f"{stage}-state"], self.cleaned_data[f"{stage}-amount"]

    def _is_moved(self) -> bool:
        frame = (
            self.cleaned_data["currency"],
            self.cleaned_data["start"],
            self.cleaned_data["end"],
        )
        return frame != (self.stored_currency, self.period.start, self.period.end)

    def save(self, actor: Actor, report: Report, entry: ProgressEntry) -> None:
        """Writes what differs, through the verbs. Raises what they raise; a ValidationError names
        this form's own controls."""
        for stage in self.changed_stages():
            try:
                self._write(actor, report, entry, stage)
            except ValidationError as error:
                raise ValidationError(self._own_names(stage, error)) from error

    def _write(
        self, actor: Actor, report: Report, entry: ProgressEntry, stage: BudgetStage
    ) -> None:
        figure = self.figures.get(stage)
        state, amount = self._said(stage)
        known = self.cleaned_data[f"{stage}-version"] or 0
        if figure is not None and state and not self._is_moved():
            changes = {"data_state": state, "amount": amount}
            budgets.revise_figure(actor, report, figure, known, changes)
            return
        if figure is not None:
            budgets.remove_figure(actor, report, figure, known)
        if not state:
            return
        facts = {
            "stage": stage.value,
            "period_start": self.cleaned_data["start"],
            "period_end": self.cleaned_data["end"],
            "currency": self.cleaned_data["currency"],
            "data_state": state,
            "amount": amount,
        }
        try:
            budgets.record_figure(actor, report, self._opened(actor, report, entry), facts)
        except Duplicate as error:
            # The same period was reported in an earlier report: this one says it anew.
            if error.existing.report_id == report.pk:
                raise
            changes = {"data_state": state, "amount": amount}
            budgets.revise_figure(actor, report, error.existing, error.existing.version, changes)

    def _opened(self, actor: Actor, report: Report, entry: ProgressEntry) -> BudgetLine:
        if self.line is None:
            self.line = budgets.add_line(
                actor, report, entry.recommendation, {"title": _("Main line")}
            )
        return self.line

    def _own_names(self, stage: BudgetStage, error: ValidationError) -> dict[str, list[str]]:
        names = {
            "amount": f"{stage}-amount",
            "data_state": f"{stage}-state",
            "currency": "currency",
            "period_start": "start",
            "period_end": "end",
        }
        said = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
        return {names.get(name, f"{stage}-amount"): list(texts) for name, texts in said.items()}


def prefix_of(line: BudgetLine | None, currency: str, period: Period | None) -> str:
    """Names a table's controls by what it is about, never by its place: somebody may have added
    another table since the page was sent."""
    if line is None:
        return "money-new"
    if period is None:
        return f"money-{line.public_id}"
    return f"money-{line.public_id}-{currency}-{period.start:%Y%m%d}-{period.end:%Y%m%d}"


def shown(figure: BudgetFigure | None) -> str:
    """A stored amount as its control shows it."""
    if figure is None or figure.amount is None:
        return ""
    return format_amount(figure.amount, get_language() or "en", figure.currency)


def _amount(typed: str, currency: str, figure: BudgetFigure | None) -> Decimal | None:
    """The amount typed, or the stored one where the control was left as it was: amounts with
    decimals come through the API and must survive this page."""
    if figure is not None and typed and typed == shown(figure):
        return figure.amount
    return parse_whole(typed, currency)
