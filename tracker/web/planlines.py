"""A plan as lists, My work and the line of time show it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tracker.models import Action, BudgetFigure, BudgetLine, Plan
from tracker.plan_enums import PlanKind, PlanStatus
from tracker.queries.plans import Ending, Review, ends_soon, has_run_out, ordinal, review_ahead
from tracker.timeline import Span

_SHORT = {
    PlanKind.NAP: _("NAP"),
    PlanKind.RAP: _("RAP"),
    PlanKind.LAP: _("LAP"),
}


@dataclass(frozen=True)
class PlanLine:
    """A plan as lists show it: its generation and years in words, and how near its end and its next
    review are."""

    plan: Plan
    ordinal: Any
    years: str
    ending: Ending | None
    has_run_out: bool
    review: Review | None

    @property
    def short_kind(self) -> str | Promise:
        """The kind as the page of a member calls it: NAP 2023–2027."""
        return _SHORT.get(PlanKind(self.plan.kind)) or self.plan.get_kind_display()


@dataclass(frozen=True)
class Paid:
    """A line of money that pays for an action, its figures by period and currency, latest first."""

    line: BudgetLine
    periods: list[list[BudgetFigure]]


def paid_for(action: Action) -> list[Paid]:
    """The money of an action that was fetched with `money_of_actions`."""
    return [
        Paid(line, [list(found) for _frame, found in groupby(line.seen_figures, key=_frame)])
        for line in action.seen_lines  # type: ignore[attr-defined]
    ]


def _frame(figure: BudgetFigure) -> tuple[object, ...]:
    return figure.period_start, figure.period_end, figure.currency


def line_of(plan: Plan) -> PlanLine:
    today = timezone.localdate()
    return PlanLine(
        plan,
        ordinal(plan.generation),
        span_of(plan).years,
        ends_soon(plan, today),
        has_run_out(plan, today),
        review_ahead(plan, today),
    )


def span_of(plan: Plan) -> Span:
    """A plan on the line of time, called by its generation or its kind."""
    label = str(ordinal(plan.generation) or plan.get_kind_display())
    is_over = plan.status == PlanStatus.SUPERSEDED or plan.is_over(timezone.localdate())
    return Span(label, plan.period_start or plan.adopted_on, plan.period_end, is_over)
