from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseNotModified, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import parse_etags
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from tracker.api.answer_headers import ETAG, OF_A_FILE
from tracker.api.problems import not_found
from tracker.api.renderers import AnythingRenderer
from tracker.api.serializers.snapshots import SnapshotSerializer
from tracker.api.throttles import ActorThrottle, AnonymousThrottle, ExportThrottle
from tracker.exports import provenance
from tracker.exports import snapshot as exported
from tracker.filters.snapshots import SnapshotFilter
from tracker.models import Snapshot
from tracker.queries.snapshots import file_name, files_of, snapshots

from .base import ListView, OneView, RowView


class Snapshots:
    serializer_class = SnapshotSerializer

    def get_queryset(self) -> QuerySet[Snapshot]:
        return snapshots()


class SnapshotList(Snapshots, ListView):
    """Sealed snapshots, the latest first."""

    filterset_class = SnapshotFilter
    orderings = {"sealed_at": "sealed_at", "code": "code"}
    default_ordering = "-sealed_at"


class SnapshotOne(Snapshots, OneView):
    """A snapshot by its code, such as 2025-1."""


class SnapshotFile(Snapshots, RowView):
    """A file of a snapshot: a line of JSON for each row, in the sealed order."""

    renderer_classes = (AnythingRenderer,)
    throttle_classes = (AnonymousThrottle, ActorThrottle, ExportThrottle)
    says = (ETAG, *OF_A_FILE)

    @extend_schema(responses={(200, "application/x-ndjson"): OpenApiTypes.STR})
    def get(self, request: Request, code: str, dataset: str) -> HttpResponseBase:
        row = self.found()
        file = next((one for one in files_of(row) if one.dataset == dataset), None)
        if file is None:
            raise not_found()
        tag = exported.etag(file)
        if tag in parse_etags(request.headers.get("If-None-Match", "")):
            return HttpResponseNotModified(headers={"ETag": tag})
        name = file_name(row.code, dataset)
        said = {"ETag": tag, "Content-Disposition": f'attachment; filename="{name}"'}
        if notice := provenance.notice():
            said["X-Export-Notice"] = notice
        kind = "application/x-ndjson"
        if request.method == "HEAD":
            return HttpResponse(content_type=kind, headers=said)
        body = exported.stream(row, dataset)
        return StreamingHttpResponse(body, content_type=kind, headers=said)
