"""The dataset `entries`: one flat row for each answer."""

from __future__ import annotations

from django.db.models import F, Func, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import Expression

from accounts.actor import Actor
from recommendations.models import Element
from tracker.enums import Confidentiality, ElementState
from tracker.models import Evidence
from tracker.queries.reports import is_asked

from .csv import Columns, flag, moment, plain, text


def exportable(rows: QuerySet) -> QuerySet:
    """Restricted answers leave this house in no file, whoever asks."""
    return rows.exclude(confidentiality=Confidentiality.RESTRICTED).order_by(
        "report__cycle__code", "member__code", "recommendation__code"
    )


def columns(actor: Actor) -> Columns:
    """Name → value, in the order of the file. Names and order are public: add at the end only."""
    return {
        "id": plain("public_id"),
        "member": plain("member__code"),
        "member_name": text("member__name"),
        "member_kind": plain("member__kind"),
        "regional_group": plain("member__regional_group"),
        "cycle": text("report__cycle__code"),
        "recommendation": plain("recommendation__code"),
        "communique": plain("recommendation__communique__code"),
        "working_title": text("recommendation__working_title"),
        "asked": flag(is_asked()),
        "status": plain("status"),
        "status_reason": text("status_reason"),
        "planned_on": plain("planned_on"),
        "narrative": text("narrative"),
        "obstacles": text("obstacles"),
        "next_steps": text("next_steps"),
        "language": text("language"),
        "elements": _number(Element.objects.filter(recommendation=OuterRef("recommendation"))),
        "elements_begun": InState(F("elements"), state=ElementState.BEGUN.value),
        "elements_done": InState(F("elements"), state=ElementState.DONE.value),
        "elements_not_applicable": InState(F("elements"), state=ElementState.NOT_APPLICABLE.value),
        "evidence": _evidence(actor),
        "confidentiality": plain("confidentiality"),
        "confirmed": flag(Q(confirmed=True)),
        "carried_from": text("carried_from"),
        "version": plain("version"),
        "updated_at": moment("updated_at"),
    }


class InState(Func):
    """How many elements of an answer are said to be in a state (one of ElementState)."""

    template = (
        "(SELECT count(*) FROM jsonb_each(%(expressions)s) AS said"
        " WHERE said.value ->> 'state' = '%(state)s')"
    )
    output_field = IntegerField()


def _evidence(actor: Actor) -> Expression:
    """How many documents support it that the reader sees."""
    seen = Evidence.objects.visible_to(actor).exclude(confidentiality=Confidentiality.RESTRICTED)
    return _number(seen.filter(entries=OuterRef("pk")))


def _number(rows: QuerySet) -> Expression:
    every = Func(template="count(*)", output_field=IntegerField())
    return Subquery(rows.order_by().annotate(every=every).values("every"))
