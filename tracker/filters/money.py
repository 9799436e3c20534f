"""How readers narrow the money of the Network: one set of filters for the page, its file and the
API."""

from __future__ import annotations

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import Member
from recommendations.models import Recommendation, Theme
from tracker.currencies import codes
from tracker.models import BudgetFigure, ReportingCycle
from tracker.validators import EARLIEST, LATEST

from .fields import LabelledChoiceFilter, OneOfFilter

NAMES = ("year", "cycle", "recommendation", "theme", "member", "currency")


class MoneyFilter(django_filters.FilterSet):
    """Over published figures. `year` is the one in which a fiscal period ends; `cycle` the one in
    which a figure was reported."""

    year = OneOfFilter(
        field_name="period_end__year",
        choices=[(str(year), str(year)) for year in range(EARLIEST.year, LATEST.year + 1)],
        label=_("Fiscal year"),
        empty_label=_("All years"),
    )
    cycle = LabelledChoiceFilter(
        queryset=ReportingCycle.objects.all(),
        field_name="report__cycle",
        to_field_name="code",
        label=_("Reported in"),
        empty_label=_("Any cycle"),
        labelled=lambda cycle: cycle.code,
    )
    recommendation = LabelledChoiceFilter(
        queryset=Recommendation.objects.all(),
        field_name="line__recommendation",
        to_field_name="code",
        label=_("Recommendation"),
        empty_label=_("All"),
        labelled=lambda r: f"{r.code} {r.working_title}",
    )
    theme = LabelledChoiceFilter(
        queryset=Theme.objects.all(),
        to_field_name="code",
        method="about_theme",
        label=_("Theme"),
        empty_label=_("All themes"),
        labelled=lambda t: t.name,
    )
    member = LabelledChoiceFilter(
        queryset=Member.objects.all(),
        to_field_name="code",
        label=_("Member"),
        empty_label=_("All members"),
        labelled=lambda m: m.display_name,
    )
    currency = OneOfFilter(
        choices=[(code, code) for code in sorted(codes())],
        label=_("Currency"),
        empty_label=_("All currencies"),
    )

    class Meta:
        model = BudgetFigure
        fields: list[str] = []

    def about_theme(self, rows: QuerySet, name: str, theme: Theme) -> QuerySet:
        return rows.filter(
            Q(line__recommendation__in=theme.recommendations.values("pk"))
            | Q(line__recommendation__in=theme.secondary_recommendations.values("pk"))
        )
