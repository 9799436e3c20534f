from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.actor import Actor
from recommendations.models import Recommendation
from tracker.api.bodies import read_body
from tracker.api.idempotency import idempotent
from tracker.api.preconditions import required_version
from tracker.api.problems import pointer, wrong, wrong_value
from tracker.api.serializers.plans import (
    ActionBody,
    ActionChange,
    ActionSerializer,
    PlanBody,
    PlanChange,
    PlanSerializer,
)
from tracker.domain import actions as action_verbs
from tracker.domain import plans as verbs
from tracker.enums import Edition
from tracker.filters.plans import ActionFilter, PlanFilter
from tracker.models import Action, Plan

from .base import ListView, OneView, Withdrawable
from .own import require_own_row, require_team

ORDERINGS = {"updated_at": "updated_at", "member": "member__code"}

REFUSAL = gettext_lazy("Only the member’s focal point and deputy write its plans.")


class Plans(Withdrawable):
    serializer_class = PlanSerializer

    def get_queryset(self) -> QuerySet[Plan]:
        actor: Actor = self.actor  # type: ignore[attr-defined]
        before = Prefetch("predecessor", Plan.objects.visible_to(actor))
        return Plan.objects.visible_to(actor).select_related("member").prefetch_related(before)


class PlanList(Plans, ListView):
    """National action plans, and other plans and strategies for the agenda."""

    filterset_class = PlanFilter
    orderings = {**ORDERINGS, "period_start": "period_start"}
    default_ordering = "-updated_at"
    tie = "public_id"

    @extend_schema(request=PlanBody, responses={201: PlanSerializer})
    @idempotent
    def post(self, request: Request) -> Response:
        """Begins a plan of one's own member. A title, its language and a kind are enough."""
        require_team(self.actor, REFUSAL)
        facts = read_body(request, PlanBody)
        _put_predecessor(self.actor, facts)
        assert self.actor.seat is not None
        assert self.actor.seat.member is not None
        added = verbs.add(self.actor, self.actor.seat.member, facts)
        row = self.get_queryset().get(pk=added.pk)
        return self.made(row)


class PlanOne(Plans, OneView):
    """A plan by its id."""

    lookup_field = "public_id"

    @extend_schema(request=PlanChange, responses=PlanSerializer)
    def patch(self, request: Request, public_id: Any) -> Response:
        """Changes what is known of a plan."""
        row = self.found()
        version = required_version(request, row)
        changes = read_body(request, PlanChange, self.show(row))
        require_own_row(self.actor, row, REFUSAL)
        _put_predecessor(self.actor, changes)
        verbs.change(self.actor, row, version, changes)
        return self.answer(self.found())

    @extend_schema(responses={204: None})
    def delete(self, request: Request, public_id: Any) -> Response:
        """Removes a plan that was entered by mistake and is not published."""
        row = self.found()
        version = required_version(request, row)
        require_own_row(self.actor, row, REFUSAL)
        verbs.remove(self.actor, row, version)
        return Response(status=204)


class Actions(Withdrawable):
    serializer_class = ActionSerializer

    def get_queryset(self) -> QuerySet[Action]:
        actor: Actor = self.actor  # type: ignore[attr-defined]
        served = Recommendation.objects.order_by("code")
        return (
            Action.objects.visible_to(actor)
            .select_related("member", "plan__member")
            .prefetch_related(
                Prefetch("recommendations", served),
                Prefetch("successor", Action.objects.visible_to(actor)),
            )
        )


class ActionList(Actions, ListView):
    """What plans say will be done."""

    filterset_class = ActionFilter
    orderings = {**ORDERINGS, "due_on": "due_on"}
    default_ordering = "-updated_at"
    tie = "public_id"

    @extend_schema(request=ActionBody, responses={201: ActionSerializer})
    @idempotent
    def post(self, request: Request) -> Response:
        """Adds an action to a plan of one's own member."""
        require_team(self.actor, REFUSAL)
        facts = read_body(request, ActionBody)
        rows = Plan.objects.visible_to(self.actor).select_related("member")
        plan = rows.filter(public_id=facts.pop("plan"), edition=Edition.WORKING).first()
        if plan is None:
            raise wrong([wrong_value("/plan", _("No plan of yours has this id."))])
        _put_recommendations(facts)
        added = action_verbs.add(self.actor, plan, facts)
        row = self.get_queryset().get(pk=added.pk)
        return self.made(row)


class ActionOne(Actions, OneView):
    """An action by its id."""

    lookup_field = "public_id"

    @extend_schema(request=ActionChange, responses=ActionSerializer)
    def patch(self, request: Request, public_id: Any) -> Response:
        """Changes an action."""
        row = self.found()
        version = required_version(request, row)
        changes = read_body(request, ActionChange, self.show(row))
        require_own_row(self.actor, row, REFUSAL)
        _put_recommendations(changes)
        action_verbs.change(self.actor, row, version, changes)
        return self.answer(self.found())

    @extend_schema(responses={204: None})
    def delete(self, request: Request, public_id: Any) -> Response:
        """Takes an action out of its plan."""
        row = self.found()
        version = required_version(request, row)
        require_own_row(self.actor, row, REFUSAL)
        action_verbs.remove(self.actor, row, version)
        return Response(status=204)


def _put_predecessor(actor: Actor, facts: dict[str, Any]) -> None:
    """Puts the plan in the place of its id."""
    if (wanted := facts.get("predecessor")) is None:
        return
    rows = Plan.objects.visible_to(actor).filter(edition=Edition.WORKING, member=actor.member_id)
    facts["predecessor"] = rows.filter(public_id=wanted).first()
    if facts["predecessor"] is None:
        raise wrong([wrong_value("/predecessor", _("No plan of yours has this id."))])


def _put_recommendations(facts: dict[str, Any]) -> None:
    """Puts the recommendations in the place of their codes."""
    if (codes := facts.get("recommendations")) is None:
        return
    found = {row.code: row for row in Recommendation.objects.filter(code__in=codes)}
    unknown = [place for place, code in enumerate(codes) if code not in found]
    if unknown:
        said = _("No recommendation has this code.")
        raise wrong([wrong_value(pointer("recommendations", place), said) for place in unknown])
    facts["recommendations"] = list(found.values())
