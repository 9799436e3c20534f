from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.actor import Actor
from accounts.models import Member
from recommendations.models import Recommendation
from tracker import rules
from tracker.api.bodies import read_body
from tracker.api.idempotency import idempotent
from tracker.api.preconditions import required_version
from tracker.api.problems import wrong, wrong_value
from tracker.api.serializers.civil_society import ViewBody, ViewChange, ViewSerializer
from tracker.domain import civil_society as verbs
from tracker.domain.errors import NotAllowed, require
from tracker.filters.civil_society import ViewFilter
from tracker.models import CivilSocietyView, ReportingCycle

from .base import ListView, OneView


class Views:
    serializer_class = ViewSerializer

    def get_queryset(self) -> QuerySet[CivilSocietyView]:
        return CivilSocietyView.objects.visible_to(self.actor).select_related(  # type: ignore[attr-defined]
            "member", "cycle", "recommendation", "author__user"
        )


class ViewList(Views, ListView):
    """Civil society's views that were shown to this reader, in no order of their writing."""

    filterset_class = ViewFilter
    orderings = {"recommendation": "recommendation__code", "member": "member__code"}
    default_ordering = "recommendation"
    tie = "public_id"

    @extend_schema(request=ViewBody, responses={201: ViewSerializer})
    @idempotent
    def post(self, request: Request) -> Response:
        """Files a view. A second one on the same recommendation and cycle is a 409."""
        said = read_body(request, ViewBody)
        actor: Actor = self.actor
        member = _member(actor, said.pop("member", None))
        cycle, recommendation = _place(said)
        with transaction.atomic():
            words = {name: said[name] for name in verbs.FIELDS if name in said}
            row = verbs.file(actor, member, cycle, recommendation, words)
            _choose(actor, row, said)
        row = self.get_queryset().get(pk=row.pk)
        return self.made(row)


class ViewOne(Views, OneView):
    """A view by its id, as long as it is shown to this reader."""

    lookup_field = "public_id"

    @extend_schema(request=ViewChange, responses=ViewSerializer)
    def patch(self, request: Request, public_id: Any) -> Response:
        """Writes the view anew, or chooses who reads it: its author alone."""
        row, version = self._own(request)
        said = read_body(request, ViewChange, self.show(row))
        words = {name: said[name] for name in verbs.FIELDS if name in said}
        words = {name: value for name, value in words.items() if value != getattr(row, name)}
        with transaction.atomic():
            if words:
                verbs.revise(self.actor, row, version, words)
            _choose(self.actor, row, said)
        return self.answer(row)

    @extend_schema(responses={204: None})
    def delete(self, request: Request, public_id: Any) -> Response:
        """Takes the view back: it is gone at once, and nothing of its words is kept."""
        row, version = self._own(request)
        verbs.take_back(self.actor, row, version)
        return Response(status=204)

    def _own(self, request: Request) -> tuple[CivilSocietyView, int]:
        """The version is asked for once it is clear that it may be told."""
        row = self.found()
        require(rules.may_change_view(self.actor, row))
        return row, required_version(request, row)


def _choose(actor: Actor, row: CivilSocietyView, said: dict[str, Any]) -> None:
    audience = said.get("audience", row.audience)
    show_name = said.get("show_name", row.show_name)
    if (audience, show_name) != (row.audience, row.show_name):
        confirmed = said.get("confirm", False)
        verbs.choose_audience(
            actor, row, row.version, audience, show_name=show_name, confirmed=confirmed
        )


def _member(actor: Actor, code: str | None) -> Member:
    """The member that the caller monitors; a body may name it, and no other."""
    own = actor.seat.member if actor.seat else None
    if own is None:
        raise NotAllowed(_("Only a civil-society monitor of this member files a view."))
    require(rules.may_file_view(actor, own))
    if code not in (None, own.code):
        raise wrong([wrong_value("/member", _("You monitor no member with this code."))])
    return own


def _place(said: dict[str, Any]) -> tuple[ReportingCycle, Recommendation]:
    cycle = ReportingCycle.objects.filter(code=said.pop("cycle")).first()
    recommendation = Recommendation.objects.filter(code=said.pop("recommendation")).first()
    errors = []
    if cycle is None:
        errors.append(wrong_value("/cycle", _("No cycle has this code.")))
    if recommendation is None:
        errors.append(wrong_value("/recommendation", _("No recommendation has this code.")))
    if cycle is None or recommendation is None:
        raise wrong(errors)
    return cycle, recommendation
