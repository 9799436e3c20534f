"""Datasets as files. One class for each dataset is made from the table of datasets, so that the
description names the filters of each."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpResponse, StreamingHttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request

from accounts.actor import Actor
from tracker.api.answer_headers import OF_AN_EXPORT
from tracker.api.filtering import filtered
from tracker.api.renderers import AnythingRenderer
from tracker.api.throttles import ActorThrottle, AnonymousThrottle, ExportThrottle
from tracker.exports import book
from tracker.exports.datasets import DATASETS, FORMATS, Dataset
from tracker.exports.provenance import Provenance

from .base import ApiView

FILE_FORMAT = OpenApiParameter(
    "file_format",
    OpenApiTypes.STR,
    OpenApiParameter.PATH,
    enum=list(FORMATS),
    description="How the rows are written.",
)
FILES = {
    (200, "text/csv"): OpenApiTypes.STR,
    (200, "application/x-ndjson"): OpenApiTypes.STR,
    (200, FORMATS["xlsx"]): OpenApiTypes.BINARY,
}


class Export(ApiView):
    """A dataset as one file, sent while it is read."""

    renderer_classes = (AnythingRenderer,)
    throttle_classes = (AnonymousThrottle, ActorThrottle, ExportThrottle)
    says = OF_AN_EXPORT
    dataset: ClassVar[Dataset]
    filterset_class: Any

    @property
    def actor(self) -> Actor:
        return self.dataset.reader(super().actor, self.request.query_params)

    def known_parameters(self) -> frozenset[str]:
        return frozenset(self.filterset_class.base_filters)

    def get_queryset(self) -> QuerySet[Any]:
        return self.dataset.scope(self.actor)

    def get(self, request: Request, file_format: str) -> HttpResponse | StreamingHttpResponse:
        found = self.dataset.filtered(self.actor, request.query_params)
        rows, asked = filtered(found), found.form.cleaned_data
        said = self.dataset.said(self.actor, request.query_params.dict(), rows, asked)
        response = self.file(file_format, rows, said)
        name = self.dataset.file_name(asked, file_format)
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        for header, words in said.headers().items():
            response[header] = words
        return response

    def file(
        self, file_format: str, rows: QuerySet[Any], said: Provenance
    ) -> HttpResponse | StreamingHttpResponse:
        media_type = FORMATS[file_format]
        if self.request.method == "HEAD":
            return HttpResponse(content_type=media_type)
        if file_format == "xlsx":
            parts = book.stream(self.dataset, self.actor, rows, said)
        else:
            written = self.dataset.csv if file_format == "csv" else self.dataset.ndjson
            parts = written(self.actor, rows)
        return StreamingHttpResponse(parts, content_type=media_type)


def view_of(dataset: Dataset) -> type[Export]:
    @extend_schema(
        parameters=[FILE_FORMAT],
        responses=FILES,
        filters=True,
        operation_id=f"export_{dataset.name}",
        summary=f"{dataset.title}, as one file",
        description=f"{dataset.unit} The filters are those of the list.",
    )
    def get(
        self: Export, request: Request, file_format: str
    ) -> HttpResponse | StreamingHttpResponse:
        return Export.get(self, request, file_format)

    name = f"{dataset.name.title()}Export"
    about = {"dataset": dataset, "filterset_class": dataset.filterset, "get": get}
    return type(name, (Export,), about)


VIEWS = {name: view_of(dataset) for name, dataset in DATASETS.items()}
