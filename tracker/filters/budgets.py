"""How readers narrow lines of money and their figures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from tracker.currencies import codes as currency_codes
from tracker.enums import BudgetStage, DataState, RecipientKind
from tracker.models import BudgetFigure, BudgetLine

from .about import AboutFilter, TextFilter, cycles, recommendations
from .entries import OpenWordsFilter
from .values import ChoicesFilter, IdFilter, PeriodFilter


class BudgetLineFilter(TextFilter):
    """Stage, currency, cycle and period look at one figure of the line that the reader sees."""

    recipient_kind = ChoicesFilter(RecipientKind.values, label=_("Recipient"))
    cycle = cycles(method="with_figure")
    stage = ChoicesFilter(BudgetStage.values, method="with_figure", label=_("Stage"))
    currency = ChoicesFilter(currency_codes(), method="with_figure", label=_("Currency"))
    period = PeriodFilter(method="with_figure", label=_("Fiscal period touches"))
    search = OpenWordsFilter(("title", "body"), label=_("Words"))

    class Meta:
        model = BudgetLine
        fields: list[str] = []

    def with_figure(self, rows: QuerySet, name: str, value: object) -> QuerySet:
        """Collects what is asked of a figure; the conditions bind the same one."""
        self.__dict__.setdefault("figure", {}).update(_of_figure(name, value))
        return rows

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        rows = super().filter_queryset(queryset)
        asked = self.__dict__.get("figure")
        if not asked:
            return rows
        seen = BudgetFigure.objects.visible_to(self.request.actor)
        return rows.filter(Exists(seen.filter(line=OuterRef("pk"), **asked)))


class BudgetFigureFilter(AboutFilter):
    recommendation = recommendations(field_name="line__recommendation__code")
    line = IdFilter(field_name="line__public_id", label=_("Line"))
    cycle = cycles(field_name="report__cycle__code")
    stage = ChoicesFilter(BudgetStage.values, label=_("Stage"))
    currency = ChoicesFilter(currency_codes(), label=_("Currency"))
    data_state = ChoicesFilter(DataState.values, label=_("What is known"))
    recipient_kind = ChoicesFilter(
        RecipientKind.values, field_name="line__recipient_kind", label=_("Recipient")
    )
    period = PeriodFilter(method="touching", label=_("Fiscal period touches"))

    class Meta:
        model = BudgetFigure
        fields: list[str] = []

    def touching(self, rows: QuerySet, name: str, period: object) -> QuerySet:
        return rows.filter(**_of_figure("period", period))


def _of_figure(name: str, value: object) -> dict[str, object]:
    if name == "period":
        first, last = _period(value)
        return {"period_start__lte": last, "period_end__gte": first}
    path = {"cycle": "report__cycle__code"}.get(name, name)
    return {f"{path}__in": _codes(value)}


def _period(value: object) -> tuple[dt.date, dt.date]:
    assert isinstance(value, tuple)
    return value


def _codes(value: object) -> Sequence[str]:
    assert isinstance(value, list)
    return value
