"""How readers narrow indicators and measurements. Nothing filters over the cells of a table: two
filtered answers would give what suppression hid."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from recommendations.enums import Pillar
from tracker.indicator_enums import Level, Measure, MeasurementStatus
from tracker.models import Indicator, IndicatorFramework, Measurement

from .about import AboutFilter, cycles, recommendations
from .entries import OpenWordsFilter
from .values import ChoicesFilter, CodesFilter, IdFilter, PeriodFilter

KINDS = list(dict.fromkeys([*Level.values, *Measure.values]))


class _AboutIndicator(AboutFilter):
    """Framework, kind (level or measure), pillar and recommendation of the indicator; `at` is the
    path to it."""

    at = ""

    kind = ChoicesFilter(KINDS, method="of_kind", label=_("Level, or measured in"))
    framework = CodesFilter(IndicatorFramework, method="in_framework", label=_("Framework"))
    pillar = ChoicesFilter(Pillar.values, method="of_pillar", label=_("Pillar"))
    recommendation = recommendations(method="serving")

    def of_kind(self, rows: QuerySet, name: str, kinds: Sequence[str]) -> QuerySet:
        level, measure = f"{self.at}level__in", f"{self.at}measure__in"
        return rows.filter(Q(**{level: kinds}) | Q(**{measure: kinds}))

    def in_framework(self, rows: QuerySet, name: str, codes: Sequence[str]) -> QuerySet:
        return rows.filter(**{f"{self.at}framework__code__in": codes})

    def of_pillar(self, rows: QuerySet, name: str, pillars: Sequence[str]) -> QuerySet:
        return rows.filter(**{f"{self.at}pillar__in": pillars})

    def serving(self, rows: QuerySet, name: str, codes: Sequence[str]) -> QuerySet:
        return rows.filter(**{f"{self.at}recommendations__overlap": list(codes)})


class IndicatorFilter(_AboutIndicator):
    """Status is that of a measurement which the reader sees."""

    status = ChoicesFilter(
        MeasurementStatus.values, method="measured", label=_("Status of a measurement")
    )
    search = OpenWordsFilter(("text", "code"), label=_("Words"))

    class Meta:
        model = Indicator
        fields: list[str] = []

    def measured(self, rows: QuerySet, name: str, statuses: Sequence[str]) -> QuerySet:
        seen = Measurement.objects.visible_to(self.request.actor).filter(status__in=statuses)
        return rows.filter(Exists(seen.filter(indicator=OuterRef("pk"))))


class MeasurementFilter(_AboutIndicator):
    at = "indicator__"

    indicator = IdFilter(field_name="indicator__public_id", label=_("Indicator"))
    cycle = cycles(field_name="report__cycle__code")
    status = ChoicesFilter(MeasurementStatus.values, label=_("Status"))
    period = PeriodFilter(method="touching", label=_("Period touches"))

    class Meta:
        model = Measurement
        fields: list[str] = []

    def touching(self, rows: QuerySet, name: str, days: tuple[dt.date, dt.date]) -> QuerySet:
        return rows.filter(period_start__lte=days[1], period_end__gte=days[0])
