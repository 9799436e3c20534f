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
from tracker.api.problems import wrong, wrong_value
from tracker.api.serializers.budgets import (
    BudgetFigureBody,
    BudgetFigureChange,
    BudgetFigureSerializer,
    BudgetLineBody,
    BudgetLineChange,
    BudgetLineSerializer,
)
from tracker.domain import budgets as verbs
from tracker.enums import Edition
from tracker.filters.budgets import BudgetFigureFilter, BudgetLineFilter
from tracker.models import Action, BudgetFigure, BudgetLine

from .base import ListView, OneView, Withdrawable
from .own import (
    put_evidence,
    require_own_member,
    require_own_row,
    require_team,
    working_report,
)

ORDERINGS = {"updated_at": "updated_at", "member": "member__code"}

# All that a list of figures shows.
SHOWN = (
    "member_id",
    *"public_id version updated_at confidentiality stage period_start period_end amount".split(),
    *"currency data_state as_of quality page_pin member__code line__public_id".split(),
    *"line__recommendation__code report__public_id report__cycle__code".split(),
    *"evidence__public_id evidence__confidentiality".split(),
)

REFUSAL = gettext_lazy("Only people of a member write its figures.")


class Lines(Withdrawable):
    serializer_class = BudgetLineSerializer
    about = {"member": "member__code__in", "recommendation": "recommendation__code__in"}

    def get_queryset(self) -> QuerySet[BudgetLine]:
        actor: Actor = self.actor  # type: ignore[attr-defined]
        paid_for = Prefetch("action", Action.objects.visible_to(actor))
        return (
            BudgetLine.objects.visible_to(actor)
            .select_related("member", "recommendation")
            .prefetch_related(paid_for)
        )


class LineList(Lines, ListView):
    """Streams of money, each for one recommendation."""

    filterset_class = BudgetLineFilter
    orderings = {**ORDERINGS, "recommendation": "recommendation__code"}
    default_ordering = "-updated_at"
    tie = "public_id"

    @extend_schema(request=BudgetLineBody, responses={201: BudgetLineSerializer})
    @idempotent
    def post(self, request: Request) -> Response:
        """Opens a line for a recommendation."""
        require_team(self.actor, REFUSAL)
        facts = read_body(request, BudgetLineBody)
        code = facts.pop("recommendation")
        recommendation = Recommendation.objects.filter(code=code).first()
        if recommendation is None:
            raise wrong([wrong_value("/recommendation", _("No recommendation has this code."))])
        require_own_member(self.actor, facts.pop("member", None))
        _put_action(self.actor, facts)
        report = working_report(self.actor, facts.pop("report", None))
        line = verbs.add_line(self.actor, report, recommendation, facts)
        return self.made(line)


class LineOne(Lines, OneView):
    """A line by its id."""

    lookup_field = "public_id"

    @extend_schema(request=BudgetLineChange, responses=BudgetLineSerializer)
    def patch(self, request: Request, public_id: Any) -> Response:
        """Changes what is known of a line. Its class goes over to its figures."""
        line = self.found()
        version = required_version(request, line)
        changes = read_body(request, BudgetLineChange, self.show(line))
        require_own_row(self.actor, line, REFUSAL)
        report = working_report(self.actor, changes.pop("report", None))
        _put_action(self.actor, changes)
        verbs.change_line(self.actor, report, line, version, changes)
        return self.answer(line)

    @extend_schema(responses={204: None})
    def delete(self, request: Request, public_id: Any) -> Response:
        """Takes a line away with its figures of this cycle's report, as if it had never been said.
        A line of which earlier reports tell stays: a 409."""
        line = self.found()
        version = required_version(request, line)
        require_own_row(self.actor, line, REFUSAL)
        verbs.remove_line(self.actor, working_report(self.actor, None), line, version)
        return Response(status=204)


class Figures(Withdrawable):
    serializer_class = BudgetFigureSerializer
    about = {"member": "member__code__in", "cycle": "report__cycle__code__in"}

    def get_queryset(self) -> QuerySet[BudgetFigure]:
        actor: Actor = self.actor  # type: ignore[attr-defined]
        return BudgetFigure.objects.visible_to(actor).select_related(
            "member", "line__recommendation", "report__cycle", "report__member", "evidence"
        )


class FigureList(Figures, ListView):
    """Amounts by line, stage, fiscal period and currency."""

    filterset_class = BudgetFigureFilter
    orderings = {**ORDERINGS, "period_start": "period_start"}
    default_ordering = "-updated_at"
    tie = "public_id"
    shown = SHOWN

    @extend_schema(request=BudgetFigureBody, responses={201: BudgetFigureSerializer})
    @idempotent
    def post(self, request: Request) -> Response:
        """Writes a new figure. The same line, stage, period and currency again is a 409."""
        require_team(self.actor, REFUSAL)
        facts = read_body(request, BudgetFigureBody)
        line = (
            BudgetLine.objects.visible_to(self.actor)
            .select_related("member")
            .filter(public_id=facts.pop("line"), edition=Edition.WORKING)
            .first()
        )
        if line is None:
            raise wrong([wrong_value("/line", _("No line of yours has this id."))])
        report = working_report(self.actor, facts.pop("report", None))
        put_evidence(self.actor, facts)
        figure = verbs.record_figure(self.actor, report, line, facts)
        return self.made(figure)


class FigureOne(Figures, OneView):
    """A figure by its id."""

    lookup_field = "public_id"

    @extend_schema(request=BudgetFigureChange, responses=BudgetFigureSerializer)
    def patch(self, request: Request, public_id: Any) -> Response:
        """Revises a figure; what stood before is kept in the history."""
        figure = self.found()
        version = required_version(request, figure)
        changes = read_body(request, BudgetFigureChange, self.show(figure))
        require_own_row(self.actor, figure, REFUSAL)
        report = working_report(self.actor, changes.pop("report", None), figure.report)
        put_evidence(self.actor, changes)
        verbs.revise_figure(self.actor, report, figure, version, changes)
        return self.answer(figure)

    @extend_schema(responses={204: None})
    def delete(self, request: Request, public_id: Any) -> Response:
        """Takes a figure away, as if nothing had been said."""
        figure = self.found()
        version = required_version(request, figure)
        require_own_row(self.actor, figure, REFUSAL)
        verbs.remove_figure(self.actor, figure.report, figure, version)
        return Response(status=204)


def _put_action(actor: Actor, facts: dict[str, Any]) -> None:
    """The action that a line pays for, for its id; a stranger's is as unknown as none."""
    if (key := facts.get("action")) is None:
        return
    rows = Action.objects.visible_to(actor).filter(member=actor.member_id, edition=Edition.WORKING)
    facts["action"] = rows.filter(public_id=key).first()
    if facts["action"] is None:
        raise wrong([wrong_value("/action", _("No action of yours has this id."))])
