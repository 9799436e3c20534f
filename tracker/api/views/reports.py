from __future__ import annotations

from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from tracker.api.bodies import read_body
from tracker.api.idempotency import idempotent
from tracker.api.preconditions import expected_version
from tracker.api.problems import not_found, pointer, wrong, wrong_value
from tracker.api.serializers.reports import MoveBody, ReportSerializer
from tracker.domain import workflow
from tracker.filters.reports import ReportFilter
from tracker.models import Report
from tracker.queries.reports import reports_as_shown, reports_withdrawn_from

from .base import ListView, OneView, RowView, Withdrawable


class Reports(Withdrawable):
    serializer_class = ReportSerializer
    moment = "shown_at"
    about = {"member": "member__code__in", "cycle": "cycle__code__in"}

    def get_queryset(self) -> QuerySet[Report]:
        return reports_as_shown(self.actor)  # type: ignore[attr-defined]

    def gone(self) -> QuerySet:
        return reports_withdrawn_from(self.actor)  # type: ignore[attr-defined]

    def withdrawn(self) -> QuerySet | None:
        asked = self.asked  # type: ignore[attr-defined]
        if asked.get("updated_since") is None:
            return None
        whose = {path: asked[name] for name, path in self.about.items() if asked.get(name)}
        gone = self.gone().filter(withdrawn_at__gte=asked["updated_since"], **whose)
        return gone.annotate(at=F("withdrawn_at"))


class ReportList(Reports, ListView):
    """Reports: the own member's and the reviewed ones as they stand, all others once published."""

    filterset_class = ReportFilter
    orderings = {"updated_at": "shown_at", "member": "member__code", "cycle": "cycle__code"}
    default_ordering = "-updated_at"
    tie = "public_id"


class ReportOne(Reports, OneView):
    """A report by its id."""

    lookup_field = "public_id"


class ReportMove(Reports, RowView):
    """One action of the workflow on a report."""

    lookup_field = "public_id"
    may_post_to_a_version = True

    @extend_schema(request=MoveBody, responses=ReportSerializer)
    @idempotent
    def post(self, request: Request, public_id: Any, action: str) -> Response:
        """Takes the action. A wrong role is a 403 with the reason, a wrong moment a 409."""
        transition = workflow.BY_ACTION.get(action)
        if transition is None:
            raise not_found()
        report = self.found()
        said = read_body(request, MoveBody)
        _refuse_needless(transition, said)
        try:
            workflow.perform(self.actor, report, action, version=expected_version(request), **said)
        except ValidationError as error:
            raise wrong(_findings(error)) from error
        return self.answer(self.found())


def _refuse_needless(transition: workflow.Transition, said: dict[str, Any]) -> None:
    """An action takes the words it asks for and no others."""
    asked = {*transition.asks, *(("agreed",) if transition.action == "submit" else ())}
    if needless := [name for name in said if name not in asked]:
        refused = _("“%(name)s” does not go with “%(action)s”.")
        words = [{"name": n, "action": transition.action} for n in needless]
        raise wrong([wrong_value(pointer(w["name"]), refused % w) for w in words])


def _findings(error: ValidationError) -> list[dict[str, Any]]:
    """What stands in the way: a word of the body, or the answer to a recommendation."""
    found = []
    for name, messages in error.message_dict.items():
        if name in MoveBody().fields:
            found += [wrong_value(pointer(name), m) for m in messages]
        elif name in ("report", "comments", NON_FIELD_ERRORS):
            found += [wrong_value("", m) for m in messages]
        else:
            found += [{"recommendation": name, "detail": str(m)} for m in messages]
    return found
