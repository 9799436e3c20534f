from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import FileResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import Member
from tracker.api.answer_headers import OF_A_FILE
from tracker.api.bodies import read_body
from tracker.api.idempotency import idempotent
from tracker.api.preconditions import required_version
from tracker.api.problems import not_found, pointer, wrong, wrong_value
from tracker.api.renderers import AnythingRenderer
from tracker.api.serializers.export_jobs import (
    ExportJobBody,
    ExportJobSerializer,
    ExportRetryBody,
)
from tracker.api.throttles import ActorThrottle, AnonymousThrottle, ExportThrottle
from tracker.domain import export_jobs as verbs
from tracker.exports.files import sent
from tracker.models import ExportJob, ReportingCycle
from tracker.queries.export_jobs import jobs_of

from .base import ListView, OneView, RowView

EXPORTS = (AnonymousThrottle, ActorThrottle, ExportThrottle)


class ExportJobs:
    serializer_class = ExportJobSerializer

    def get_queryset(self) -> QuerySet[ExportJob]:
        return jobs_of(self.actor)  # type: ignore[attr-defined]

    def get_serializer_context(self) -> dict[str, Any]:
        view: Any = self
        if view.request is None:
            return {}
        return {"actor": view.actor, "unavailable": self.shown}

    shown: dict[int, str] = {}

    def note(self, rows: Any) -> None:
        """Before rows are shown: which of their files are not given any more."""
        self.shown = verbs.unavailable(self.actor, rows)  # type: ignore[attr-defined]


class ExportJobList(ExportJobs, ListView):
    """Documents that the active seat ordered, the latest first. Nobody else sees them."""

    orderings = {"ordered_at": "ordered_at"}
    default_ordering = "-ordered_at"
    tie = "public_id"

    def get_throttles(self) -> list[Any]:
        """An order counts as an export; looking how far one is does not."""
        classes = EXPORTS if self.request.method == "POST" else EXPORTS[:-1]
        return [throttle() for throttle in classes]

    @extend_schema(request=ExportJobBody, responses={202: ExportJobSerializer})
    @idempotent
    def post(self, request: Request) -> Response:
        """Orders a document. It is made by a worker: ask at `Location` how far it is. What waits
        already in the same words is not ordered twice."""
        said = read_body(request, ExportJobBody)
        cycle, member = _about(said["cycle"], said.get("member"))
        job = verbs.order(self.actor, said["kind"], said["format"], said["language"], cycle, member)
        return accepted(self, job)


class ExportJobOne(ExportJobs, OneView):
    """A document that the active seat ordered: how far it is, and where its file is."""

    lookup_field = "public_id"

    @extend_schema(responses={204: None})
    def delete(self, request: Request, public_id: Any) -> Response:
        """Takes the order away, with its file."""
        row = self.found()
        verbs.remove(self.actor, row, required_version(request, row))
        return Response(status=204)


class ExportJobRetry(ExportJobs, RowView):
    """Making once more what failed, expired, or may not be given any more."""

    lookup_field = "public_id"
    throttle_classes = EXPORTS

    @extend_schema(request=None, responses={202: ExportJobSerializer})
    @idempotent
    def post(self, request: Request, public_id: Any) -> Response:
        """Makes the document once more, with what the seat reads now."""
        job = self.found()
        read_body(request, ExportRetryBody)
        verbs.make_again(self.actor, job)
        return accepted(self, job)


class ExportJobFile(ExportJobs, RowView):
    """The file of a document, to whoever ordered it, as long as they may have it."""

    lookup_field = "public_id"
    says = OF_A_FILE
    renderer_classes = (AnythingRenderer,)
    throttle_classes = EXPORTS

    @extend_schema(responses={(200, "*/*"): OpenApiTypes.BINARY})
    def get(self, request: Request, public_id: Any) -> FileResponse:
        job = self.found()
        verbs.require_fetching(self.actor, job)
        try:
            response = sent(job)
        except FileNotFoundError as error:
            raise not_found() from error
        # A link that is only looked at (HEAD) fetches nothing.
        if request.method == "GET":
            verbs.fetched(self.actor, job)
        return response


def accepted(view: Any, job: ExportJob) -> Response:
    """The job as it stands, and where to ask how far it is."""
    row = view.get_queryset().get(pk=job.pk)
    path = reverse("api:export-detail", kwargs={"public_id": row.public_id})
    return view.answer(row, 202, Location=settings.PUBLIC_BASE_URL + path)


def _about(cycle: str, member: str | None) -> tuple[ReportingCycle, Member | None]:
    """The cycle and the member of these codes. Raises a Problem that names each wrong one."""
    of_cycle = ReportingCycle.objects.filter(code=cycle).first()
    of_member = Member.objects.filter(code=member).first()
    errors = []
    if of_cycle is None:
        errors.append(wrong_value(pointer("cycle"), _("No cycle has this code.")))
    if member is not None and of_member is None:
        errors.append(wrong_value(pointer("member"), _("No member has this code.")))
    if of_cycle is None or errors:
        raise wrong(errors)
    return of_cycle, of_member
