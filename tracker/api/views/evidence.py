from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Prefetch, QuerySet, Subquery
from django.http import FileResponse
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.actor import Actor
from tracker.api.answer_headers import OF_A_FILE
from tracker.api.bodies import read_body
from tracker.api.idempotency import idempotent
from tracker.api.parsers import MultipartParser, StrictJSONParser
from tracker.api.preconditions import required_version
from tracker.api.problems import not_found, pointer, wrong, wrong_value
from tracker.api.renderers import AnythingRenderer
from tracker.api.serializers.evidence import (
    EvidenceBody,
    EvidenceChange,
    EvidenceCheckBody,
    EvidenceFileBody,
    EvidenceSerializer,
)
from tracker.domain import evidence as verbs
from tracker.domain import evidence_checking
from tracker.domain.sharing import note_reads
from tracker.enums import Edition
from tracker.exports.files import sent
from tracker.filters.evidence import EvidenceFilter
from tracker.models import Evidence, ProgressEntry

from .base import ListView, OneView, RowView, Withdrawable


class Documents(Withdrawable):
    serializer_class = EvidenceSerializer

    def get_queryset(self) -> QuerySet[Evidence]:
        actor: Actor = self.actor  # type: ignore[attr-defined]
        answers = (
            ProgressEntry.objects.visible_to(actor)
            .select_related("recommendation")
            .order_by("recommendation__code")
        )
        seen = Evidence.objects.visible_to(actor).values("public_id")
        return (
            Evidence.objects.visible_to(actor)
            .annotate(
                supersedes_seen=Subquery(
                    seen.filter(public_id=OuterRef("supersedes__public_id"))[:1]
                ),
                superseded_by_seen=ArraySubquery(
                    seen.filter(supersedes__public_id=OuterRef("public_id")).order_by("id")
                ),
            )
            .select_related("member")
            .prefetch_related(Prefetch("entries", answers))
        )


class EvidenceList(Documents, ListView):
    """Evidence of the answers that one may read."""

    parser_classes = (StrictJSONParser, MultipartParser)
    filterset_class = EvidenceFilter
    orderings = {"updated_at": "updated_at", "member": "member__code"}
    default_ordering = "-updated_at"
    tie = "public_id"

    @extend_schema(
        request={"application/json": EvidenceBody, "multipart/form-data": EvidenceFileBody},
        responses={201: EvidenceSerializer},
    )
    @idempotent
    def post(self, request: Request) -> Response:
        """Adds a document to one or several answers of one member."""
        facts = read_body(request, EvidenceFileBody if request.FILES else EvidenceBody)
        entries = working_entries(self.actor, facts.pop("entries"))
        file = facts.pop("file", None)
        _put_replaced(self.actor, facts)
        added = verbs.add(self.actor, entries, facts, file)
        row = self.get_queryset().get(public_id=added.public_id)
        return self.made(row)


class EvidenceOne(Documents, OneView):
    """A document by its id."""

    lookup_field = "public_id"

    @extend_schema(request=EvidenceChange, responses=EvidenceSerializer)
    def patch(self, request: Request, public_id: Any) -> Response:
        """Changes what is said of a document, and which answers it serves."""
        row = self.found()
        version = required_version(request, row)
        changes = read_body(request, EvidenceChange, self.show(row))
        shown = list(row.entries.all())
        wanted = shown
        if "entries" in changes:
            wanted = working_entries(self.actor, changes.pop("entries"))
        _put_replaced(self.actor, changes)
        # Answers that this reader is not shown stay served.
        dropped = [entry for entry in shown if entry not in wanted]
        verbs.change(self.actor, row, version, changes, wanted, dropped)
        return self.answer(self.found())

    @extend_schema(responses={204: None})
    def delete(self, request: Request, public_id: Any) -> Response:
        """Takes a document away. A published copy stays until the report is published again."""
        row = self.found()
        verbs.remove(self.actor, row, required_version(request, row))
        return Response(status=204)


class EvidenceCheck(Documents, RowView):
    """What a reviewer finds a document to be. Evidence is not verification."""

    lookup_field = "public_id"
    posts_to_a_version = True

    @extend_schema(request=EvidenceCheckBody, responses=EvidenceSerializer)
    @idempotent
    def post(self, request: Request, public_id: Any) -> Response:
        """Says whether a document of a submitted report suffices; changes no word of it."""
        row = self.found()
        version = required_version(request, row)
        said = read_body(request, EvidenceCheckBody)
        evidence_checking.check(self.actor, row, version, said["check"])
        return self.answer(self.found())


class EvidenceFile(Documents, RowView):
    """The file of a document, as it was sent."""

    lookup_field = "public_id"
    says = OF_A_FILE
    renderer_classes = (AnythingRenderer,)

    @extend_schema(responses={(200, "*/*"): OpenApiTypes.BINARY})
    def get(self, request: Request, public_id: Any) -> FileResponse:
        return file_of(self)


def file_of(view: RowView) -> FileResponse:
    """The file of the row that was asked for, or 404."""
    row = view.found()
    if not row.file:
        raise not_found()
    try:
        response = sent(row)
    except FileNotFoundError as error:
        raise not_found() from error
    note_reads(view.actor, row)
    return response


def _put_replaced(actor: Actor, facts: dict[str, Any]) -> None:
    """The document that another one replaces, for its id; a stranger's is as unknown as none."""
    if (key := facts.get("supersedes")) is None:
        return
    rows = Evidence.objects.visible_to(actor).filter(edition=Edition.WORKING, public_id=key)
    facts["supersedes"] = rows.first()
    if facts["supersedes"] is None:
        raise wrong([wrong_value(pointer("supersedes"), _("No document of yours has this id."))])


def working_entries(actor: Actor, ids: Sequence[uuid.UUID]) -> list[ProgressEntry]:
    """The answers of these ids that the actor works on; a stranger's is as unknown as none."""
    rows = (
        ProgressEntry.objects.visible_to(actor)
        .filter(public_id__in=ids, edition=Edition.WORKING)
        .select_related("member", "report__member", "recommendation")
    )
    found = {row.public_id: row for row in rows}
    unknown = [place for place, wanted in enumerate(ids) if wanted not in found]
    if unknown:
        said = _("No answer of yours has this id.")
        raise wrong([wrong_value(pointer("entries", place), said) for place in unknown])
    return list(found.values())
