from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

import django_filters
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from rest_framework import viewsets

from tracker.models import BudgetFigure, ProgressEntry

from .serializers import EntrySerializer, FigureSerializer


class EntryFilter(django_filters.FilterSet):
    member = django_filters.CharFilter(field_name="member__code")
    cycle = django_filters.CharFilter(field_name="report__cycle__code")

    class Meta:
        model = ProgressEntry
        fields = ["status"]


class FigureFilter(django_filters.FilterSet):
    member = django_filters.CharFilter(field_name="member__code")
    cycle = django_filters.CharFilter(field_name="report__cycle__code")

    class Meta:
        model = BudgetFigure
        fields = ["stage"]


def published(model: Any) -> QuerySet:
    return model.internal.filter(edition="published").order_by("-updated_at")


class Entries(viewsets.ReadOnlyModelViewSet):
    queryset = published(ProgressEntry).select_related("member", "report__cycle", "recommendation")
    serializer_class = EntrySerializer
    filterset_class = EntryFilter


class NaiveEntries(Entries):
    queryset = published(ProgressEntry)


class Figures(viewsets.ReadOnlyModelViewSet):
    queryset = published(BudgetFigure).select_related(
        "member", "report__cycle", "line__recommendation"
    )
    serializer_class = FigureSerializer
    filterset_class = FigureFilter


class NaiveFigures(Figures):
    queryset = published(BudgetFigure)


def nothing(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(b"{}", content_type="application/json")


ENTRY = {
    "id": F("public_id"), "of": F("report__public_id"), "member_code": F("member__code"),
    "member_name": F("member__name"), "cycle": F("report__cycle__code"),
    "recommendation_code": F("recommendation__code"),
}  # fmt: skip
ENTRY_FIELDS = (
    "status", "status_reason", "planned_on", "narrative", "obstacles", "next_steps", "language",
    "elements", "confidentiality", "confirmed", "carried_from", "version", "updated_at",
)  # fmt: skip
FIGURE = {
    "of": F("report__public_id"), "member_code": F("member__code"),
    "member_name": F("member__name"), "cycle": F("report__cycle__code"),
    "recommendation_code": F("line__recommendation__code"), "line_id_": F("line__public_id"),
}  # fmt: skip
FIGURE_FIELDS = (
    "public_id", "stage", "period_start", "period_end", "amount", "currency", "data_state",
    "as_of", "quality", "page_pin", "confidentiality", "version", "updated_at",
)  # fmt: skip


def lean_entries(request: HttpRequest) -> JsonResponse:
    """One query of values, one page behind a moment, Django's own JSON."""
    rows = _behind(request, published(ProgressEntry), "status")
    ours = {f"x_{name}": value for name, value in ENTRY.items()}
    return JsonResponse({"results": list(rows.values(*ENTRY_FIELDS, **ours)[:50])})


def lean_figures(request: HttpRequest) -> JsonResponse:
    rows = _behind(request, published(BudgetFigure), "stage")
    ours = {f"x_{name}": value for name, value in FIGURE.items()}
    return JsonResponse({"results": list(rows.values(*FIGURE_FIELDS, **ours)[:50])})


def _behind(request: HttpRequest, rows: QuerySet, last: str) -> QuerySet:
    given = request.GET
    wanted = {
        "member__code": given.get("member"),
        "report__cycle__code": given.get("cycle"),
        last: given.get(last),
        "updated_at__lt": given.get("before"),
    }
    return rows.filter(**{path: value for path, value in wanted.items() if value})


class Echo:
    def write(self, line: str) -> str:
        return line


def figures_by_serializer(_request: HttpRequest) -> HttpResponse:
    """The usual export: every row through the serializer, into one answer."""
    text = io.StringIO()
    rows = FigureSerializer(Figures.queryset, many=True).data
    writer = csv.DictWriter(text, FigureSerializer.Meta.fields)
    writer.writeheader()
    writer.writerows(rows)
    return HttpResponse(text.getvalue(), content_type="text/csv")


def figures_by_values(_request: HttpRequest) -> StreamingHttpResponse:
    """The careful export: tuples from a server-side cursor, written line by line."""
    writer = csv.writer(Echo())
    rows = published(BudgetFigure).values_list(*FIGURE_FIELDS, *FIGURE.values()).iterator(5000)

    def lines() -> Iterator[str]:
        for row in rows:
            yield writer.writerow(row)

    return StreamingHttpResponse(_in_parts(lines()), content_type="text/csv")


def _in_parts(lines: Iterator[str]) -> Iterator[str]:
    part: list[str] = []
    for line in lines:
        part.append(line)
        if len(part) == 500:
            yield "".join(part)
            part.clear()
    yield "".join(part)
