from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from accounts.actor import Actor
from tracker.api.renderers import CSVRenderer
from tracker.api.throttles import ActorThrottle, AnonymousThrottle, ExportThrottle
from tracker.exports import budgets, csv, entries, indicators, plans, provenance
from tracker.filters.budgets import BudgetFigureFilter
from tracker.filters.entries import EntryFilter
from tracker.filters.indicators import MeasurementFilter
from tracker.filters.plans import PlanFilter
from tracker.models import BudgetFigure, Measurement, Plan, ProgressEntry

from .base import ApiView

CSV = {(200, "text/csv"): OpenApiTypes.STR}


class Export(ApiView):
    """A dataset as one file, streamed."""

    renderer_classes = (CSVRenderer,)
    throttle_classes = (AnonymousThrottle, ActorThrottle, ExportThrottle)
    filterset_class: Any
    dataset: ClassVar[str]
    exportable: ClassVar[Callable[[QuerySet], QuerySet]]
    columns: ClassVar[Callable[[Actor], csv.Columns]]

    def known_parameters(self) -> frozenset[str]:
        return frozenset(self.filterset_class.base_filters)

    def get(self, request: Request) -> StreamingHttpResponse:
        rows = self.filter_queryset(self.get_queryset())
        said = provenance.headers(self.dataset, self.actor, request.query_params.dict())
        said["Content-Disposition"] = f'attachment; filename="{self.dataset}.csv"'
        return StreamingHttpResponse(
            self.body(rows), content_type="text/csv; charset=utf-8", headers=said
        )

    def body(self, rows: QuerySet) -> Iterator[bytes]:
        """The file in parts."""
        view = type(self)
        return csv.stream(view.exportable(rows), view.columns(self.actor))


class EntryExport(Export):
    """Answers as a CSV file, with the filters of `entries`."""

    dataset = "entries"
    filterset_class = EntryFilter
    exportable, columns = staticmethod(entries.exportable), staticmethod(entries.columns)

    @extend_schema(responses=CSV, filters=True, operation_id="export_entries")
    def get(self, request: Request) -> StreamingHttpResponse:
        return super().get(request)

    def get_queryset(self) -> QuerySet[ProgressEntry]:
        return ProgressEntry.objects.visible_to(self.actor)


class PlanExport(Export):
    """Plans as a CSV file, with the filters of `plans`."""

    dataset = "plans"
    filterset_class = PlanFilter
    exportable, columns = staticmethod(plans.exportable), staticmethod(plans.columns)

    @extend_schema(responses=CSV, filters=True, operation_id="export_plans")
    def get(self, request: Request) -> StreamingHttpResponse:
        return super().get(request)

    def get_queryset(self) -> QuerySet[Plan]:
        return Plan.objects.visible_to(self.actor)


class BudgetExport(Export):
    """Figures with their lines as a CSV file, with the filters of `budget-figures`."""

    dataset = "budgets"
    filterset_class = BudgetFigureFilter
    exportable, columns = staticmethod(budgets.exportable), staticmethod(budgets.columns)

    @extend_schema(responses=CSV, filters=True, operation_id="export_budgets")
    def get(self, request: Request) -> StreamingHttpResponse:
        return super().get(request)

    def get_queryset(self) -> QuerySet[BudgetFigure]:
        return BudgetFigure.objects.visible_to(self.actor)


class IndicatorExport(Export):
    """Published measurements as a CSV file, with the filters of `measurements`."""

    dataset = "indicators"
    filterset_class = MeasurementFilter

    @extend_schema(responses=CSV, filters=True, operation_id="export_indicators")
    def get(self, request: Request) -> StreamingHttpResponse:
        return super().get(request)

    def get_queryset(self) -> QuerySet[Measurement]:
        return indicators.exportable(self.actor)

    def body(self, rows: QuerySet) -> Iterator[bytes]:
        # One row of the database is several lines of the file.
        return indicators.stream(rows)
