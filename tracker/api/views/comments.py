from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from tracker.api.bodies import read_body
from tracker.api.idempotency import idempotent
from tracker.api.preconditions import required_version
from tracker.api.problems import wrong, wrong_value
from tracker.api.serializers.comments import ChangeBody, CommentBody, CommentSerializer
from tracker.domain import review
from tracker.enums import Edition
from tracker.filters.comments import CommentFilter
from tracker.models import ProgressEntry, ReviewComment

from .base import ListView, OneView


class Comments:
    serializer_class = CommentSerializer

    def get_queryset(self) -> QuerySet[ReviewComment]:
        return ReviewComment.objects.visible_to(self.actor).select_related(  # type: ignore[attr-defined]
            "member",
            "report__cycle",
            "report__member",
            "report__submitted_by",
            "entry__recommendation",
        )


class CommentList(Comments, ListView):
    """The exchange of reviews: for the member what was sent, for its reviewers all of it."""

    filterset_class = CommentFilter
    orderings = {"created_at": "created_at"}
    default_ordering = "created_at"
    tie = "public_id"

    @extend_schema(request=CommentBody, responses={201: CommentSerializer})
    @idempotent
    def post(self, request: Request) -> Response:
        """Asks the member about an answer. It is sent when the report is returned."""
        said = read_body(request, CommentBody)
        entry = (
            ProgressEntry.objects.visible_to(self.actor)
            .filter(public_id=said["entry"], edition=Edition.WORKING)
            .select_related("report__member", "report__cycle", "report__submitted_by")
            .first()
        )
        if entry is None:
            raise wrong([wrong_value("/entry", _("No answer that you work on has this id."))])
        if said.get("report") not in (None, entry.report.public_id):
            raise wrong([wrong_value("/report", _("The answer stands in another report."))])
        made = review.comment(self.actor, entry.report, entry, said.get("field", ""), said["text"])
        row = self.get_queryset().get(pk=made.pk)
        return self.made(row)


class CommentOne(Comments, OneView):
    """A comment by its id."""

    lookup_field = "public_id"

    @extend_schema(request=ChangeBody, responses=CommentSerializer)
    def patch(self, request: Request, public_id: Any) -> Response:
        """Answers a comment, while the report is with the member; or, as a reviewer, changes its
        words before it is sent, settles it, or opens it again."""
        row = self.found()
        version = required_version(request, row)
        said = read_body(request, ChangeBody, self.show(row))
        changed = {name: value for name, value in said.items() if value != _stored(row, name)}
        if len(changed or said) != 1:
            text = _("Send one of: answer, text, resolved.")
            raise wrong([wrong_value("/" + name, text) for name in said or ("answer",)])
        [(name, value)] = (changed or said).items()
        if name == "resolved":
            verb = review.resolve if value else review.ask_again
            verb(self.actor, row, version)
        else:
            verbs = {"answer": review.answer, "text": review.change}
            verbs[name](self.actor, row, version, value)
        return self.answer(row)

    @extend_schema(responses={204: None})
    def delete(self, request: Request, public_id: Any) -> Response:
        """Takes a comment away that was not sent yet."""
        row = self.found()
        review.remove(self.actor, row, required_version(request, row))
        return Response(status=204)


def _stored(row: ReviewComment, name: str) -> Any:
    return row.resolved_at is not None if name == "resolved" else getattr(row, name)
