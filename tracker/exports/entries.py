"""The dataset `entries`: one flat row for each answer."""

from __future__ import annotations

from django.db.models import F, Func, IntegerField, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from recommendations.models import Element
from tracker.enums import ElementState, Status
from tracker.models import Evidence
from tracker.queries.reports import is_asked

from .columns import Column, Columns, Words, code, day, flag, how_many, number, text
from .common import (
    class_column,
    cycle_column,
    end_columns,
    id_column,
    member_columns,
    recommendation_columns,
    seen,
    shared,
)


def exportable(rows: QuerySet) -> QuerySet:
    return shared(rows).order_by("report__cycle__code", "member__code", "recommendation__code")


def columns(actor: Actor) -> Columns:
    """Name → column, in the order of the file. Names and order are public: add at the end only."""
    elements = Element.objects.filter(recommendation=OuterRef("recommendation"))
    return {
        "id": id_column(),
        **member_columns(),
        "cycle": cycle_column(),
        **recommendation_columns("recommendation"),
        "asked": flag(is_asked(), _("Is the recommendation addressed to members of this kind?")),
        "status": code("status", _("The member’s own status."), Status),
        "status_reason": text("status_reason", _("Why, where the status asks for a reason.")),
        "planned_on": day("planned_on", _("When work is planned to begin.")),
        "narrative": text("narrative", _("What changed, in the member’s words.")),
        "obstacles": text("obstacles", _("What stands in the way.")),
        "next_steps": text("next_steps", _("What comes next.")),
        "language": text("language", _("Language of the words, as a BCP 47 tag.")),
        "elements": number(how_many(elements), _("Elements of it, by the editors.")),
        "elements_begun": _elements(ElementState.BEGUN, _("Elements said to be begun.")),
        "elements_done": _elements(ElementState.DONE, _("Elements said to be done.")),
        "elements_not_applicable": _elements(
            ElementState.NOT_APPLICABLE, _("Elements said not to apply.")
        ),
        "evidence": number(
            how_many(seen(Evidence, actor).filter(entries=OuterRef("pk"))),
            _("Documents that support it and that you may see. Evidence is not verification."),
        ),
        "confidentiality": class_column(),
        "confirmed": flag(
            Q(confirmed=True), _("Did the member say it of this cycle? Only then it counts.")
        ),
        "carried_from": text("carried_from", _("The cycle it was carried over from.")),
        **end_columns(),
    }


class InState(Func):
    """How many elements of an answer are said to be in a state (one of ElementState)."""

    template = (
        "(SELECT count(*) FROM jsonb_each(%(expressions)s) AS said"
        " WHERE said.value ->> 'state' = '%(state)s')"
    )
    output_field = IntegerField()


def _elements(state: ElementState, words: Words) -> Column:
    return number(InState(F("elements"), state=state.value), words)
