from __future__ import annotations

from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from tracker.api.renderers import CSVRenderer
from tracker.api.throttles import ActorThrottle, AnonymousThrottle, ExportThrottle
from tracker.exports import csv, entries, indicators, provenance
from tracker.filters.entries import EntryFilter
from tracker.filters.indicators import MeasurementFilter
from tracker.models import Measurement, ProgressEntry

from .base import ApiView


class EntryExport(ApiView):
    """Answers as a CSV file, with the filters of `entries`."""

    renderer_classes = (CSVRenderer,)
    throttle_classes = (AnonymousThrottle, ActorThrottle, ExportThrottle)
    filterset_class = EntryFilter

    def known_parameters(self) -> frozenset[str]:
        return frozenset(self.filterset_class.base_filters)

    @extend_schema(
        responses={(200, "text/csv"): OpenApiTypes.STR}, filters=True, operation_id="export_entries"
    )
    def get(self, request: Request) -> StreamingHttpResponse:
        rows = self.filter_queryset(self.get_queryset())
        body = csv.stream(entries.exportable(rows), entries.columns(self.actor))
        said = provenance.headers("entries", self.actor, request.query_params.dict())
        said["Content-Disposition"] = 'attachment; filename="entries.csv"'
        return StreamingHttpResponse(body, content_type="text/csv; charset=utf-8", headers=said)

    def get_queryset(self) -> QuerySet[ProgressEntry]:
        return ProgressEntry.objects.visible_to(self.actor)


class IndicatorExport(ApiView):
    """Published measurements as a CSV file, with the filters of `measurements`."""

    renderer_classes = (CSVRenderer,)
    throttle_classes = (AnonymousThrottle, ActorThrottle, ExportThrottle)
    filterset_class = MeasurementFilter

    def known_parameters(self) -> frozenset[str]:
        return frozenset(self.filterset_class.base_filters)

    @extend_schema(
        responses={(200, "text/csv"): OpenApiTypes.STR},
        filters=True,
        operation_id="export_indicators",
    )
    def get(self, request: Request) -> StreamingHttpResponse:
        body = indicators.stream(self.filter_queryset(self.get_queryset()))
        said = provenance.headers("indicators", self.actor, request.query_params.dict())
        said["Content-Disposition"] = 'attachment; filename="indicators.csv"'
        return StreamingHttpResponse(body, content_type="text/csv; charset=utf-8", headers=said)

    def get_queryset(self) -> QuerySet[Measurement]:
        return indicators.exportable(self.actor)
