from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.actor import Actor
from accounts.models import Appointment
from tracker import rules
from tracker.api.bodies import read_body
from tracker.api.idempotency import idempotent
from tracker.api.preconditions import required_version
from tracker.api.problems import wrong, wrong_value
from tracker.api.serializers.assignments import (
    AssignmentBody,
    AssignmentChange,
    AssignmentSerializer,
)
from tracker.domain import assignments as verbs
from tracker.domain.errors import require
from tracker.enums import Edition
from tracker.filters.assignments import AssignmentFilter
from tracker.models import Action, Assignment, BudgetLine, ProgressEntry, Report

from .base import ListView, OneView
from .own import working_report


class Assignments:
    serializer_class = AssignmentSerializer

    def get_queryset(self) -> QuerySet[Assignment]:
        return readable(self.actor)  # type: ignore[attr-defined]


def readable(actor: Actor) -> QuerySet[Assignment]:
    """What an actor may know to be asked; parts for named people only where they read them."""
    entries = ProgressEntry.objects.visible_to(actor).values("pk")
    lines = BudgetLine.objects.visible_to(actor).values("pk")
    actions = Action.objects.visible_to(actor).values("pk")
    seen = Q(entry__in=entries) | Q(budget_line__in=lines) | Q(action__in=actions)
    return (
        Assignment.objects.visible_to(actor)
        .filter(seen)
        .select_related(
            "member",
            "appointment",
            "entry__recommendation",
            "entry__report__cycle",
            "entry__report__member",
            "budget_line__recommendation",
            "action",
        )
    )


class AssignmentList(Assignments, ListView):
    """What a member asked of its contributors; a contributor sees their own."""

    filterset_class = AssignmentFilter
    orderings = {"due_on": "due_on", "updated_at": "updated_at"}
    default_ordering = "due_on"
    tie = "public_id"

    @extend_schema(request=AssignmentBody, responses={201: AssignmentSerializer})
    @idempotent
    def post(self, request: Request) -> Response:
        """Asks a contributor for an answer, a budget line or an action of a plan. The same again is
        a 409."""
        said = read_body(request, AssignmentBody)
        actor: Actor = self.actor
        # Who may ask nobody learns nothing of seats and answers by trying.
        require(rules.may_assign_at_all(actor))
        thing, report, place = _thing(actor, said)
        seat = Appointment.objects.visible_to(actor).filter(public_id=said["appointment"])
        to = seat.select_related("user").filter(member=actor.member_id).first()
        if to is None:
            raise wrong([wrong_value("/appointment", _("No seat of your member has this id."))])
        try:
            made = verbs.assign(actor, report, [thing], said["due_on"], to)[0]
        except ValidationError as error:
            raise ValidationError(_named(error, place)) from error
        row = self.get_queryset().get(pk=made.pk)
        return self.made(row)


class AssignmentOne(Assignments, OneView):
    """What was asked, by its id."""

    lookup_field = "public_id"

    @extend_schema(request=AssignmentChange, responses=AssignmentSerializer)
    def patch(self, request: Request, public_id: Any) -> Response:
        """Moves the day, calls it ready, or puts it back to work."""
        row = self.found()
        version = required_version(request, row)
        said = read_body(request, AssignmentChange, self.show(row))
        with transaction.atomic():
            if said.get("due_on", row.due_on) != row.due_on:
                verbs.change_due(self.actor, row, version, said["due_on"])
            if said.get("ready", row.ready_at is not None) != (row.ready_at is not None):
                move = verbs.call_ready if said["ready"] else verbs.call_back
                move(self.actor, row, row.version)
        return self.answer(row)

    @extend_schema(responses={204: None})
    def delete(self, request: Request, public_id: Any) -> Response:
        """Asks for it no more. What was written stays."""
        row = self.found()
        verbs.withdraw(self.actor, row, required_version(request, row))
        return Response(status=204)


def _thing(actor: Actor, said: dict[str, Any]) -> tuple[verbs.Thing, Report, str]:
    """What is asked for, in which report, and the name of the field that says so."""
    if sum(name in said for name in ("entry", "budget_line", "action")) != 1:
        said_ = _("Name an entry, a budget line or an action, one of the three.")
        raise wrong([wrong_value("/entry", said_)])
    if "action" in said:
        rows = Action.objects.visible_to(actor).select_related("member", "plan")
        action = rows.filter(public_id=said["action"], edition=Edition.WORKING).first()
        if action is None:
            raise wrong([wrong_value("/action", _("No action of yours has this id."))])
        return action, working_report(actor, None), "action"
    if "entry" in said:
        entry = (
            ProgressEntry.objects.visible_to(actor)
            .select_related("report__member", "report__cycle", "recommendation")
            .filter(public_id=said["entry"], edition=Edition.WORKING)
            .first()
        )
        if entry is None:
            raise wrong([wrong_value("/entry", _("No answer of yours has this id."))])
        return entry, entry.report, "entry"
    line = (
        BudgetLine.objects.visible_to(actor)
        .select_related("member", "recommendation")
        .filter(public_id=said["budget_line"], edition=Edition.WORKING)
        .first()
    )
    if line is None:
        raise wrong([wrong_value("/budget_line", _("No line of yours has this id."))])
    return line, working_report(actor, None), "budget_line"


def _named(error: ValidationError, place: str) -> dict[str, list[str]]:
    """A verb's refusal, by the names of the body."""
    names = {"what": place, "to": "appointment"}
    return {names.get(name, name): said for name, said in error.message_dict.items()}
