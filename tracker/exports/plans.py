"""The dataset `plans`: one flat row for each plan."""

from __future__ import annotations

from django.db.models import F, Func, IntegerField, OuterRef, Q, QuerySet, Subquery, TextField
from django.db.models.expressions import Expression
from django.db.models.functions import Cast

from accounts.actor import Actor
from tracker.enums import Confidentiality
from tracker.models import Action, BudgetLine, Plan

from .csv import Columns, flag, moment, plain, text


def exportable(rows: QuerySet) -> QuerySet:
    """Restricted plans leave this house in no file, whoever asks."""
    shared = rows.exclude(confidentiality=Confidentiality.RESTRICTED)
    return shared.order_by("member__code", F("period_start").asc(nulls_last=True), "public_id")


def columns(actor: Actor) -> Columns:
    """Name → value, in the order of the file. Names and order are public: add at the end only.
    An empty field means that nobody said."""
    return {
        "id": plain("public_id"),
        "member": plain("member__code"),
        "member_name": text("member__name"),
        "member_kind": plain("member__kind"),
        "regional_group": plain("member__regional_group"),
        "kind": plain("kind"),
        "title": text("title"),
        "language": text("language"),
        "english_title": text("english_title"),
        "generation": plain("generation"),
        "predecessor": _predecessor(actor),
        "status": plain("status"),
        "adopted_on": plain("adopted_on"),
        "adopting_authority": text("adopting_authority"),
        "legal_form": text("legal_form"),
        "launched_on": plain("launched_on"),
        "period_start": plain("period_start"),
        "period_end": plain("period_end"),
        "orientation": plain("orientation"),
        "lead_institution": text("lead_institution"),
        "lead_institution_type": plain("lead_institution_type"),
        "coordination_body": text("coordination_body"),
        "civil_society_role": plain("civil_society_role"),
        "reports_to_parliament": plain("reports_to_parliament"),
        "parliament_periodicity": text("parliament_periodicity"),
        "monitoring_framework": plain("monitoring_framework"),
        "indicator_count": plain("indicator_count"),
        "reporting_periodicity": text("reporting_periodicity"),
        "mid_term_review_on": plain("mid_term_review_on"),
        "final_evaluation_on": plain("final_evaluation_on"),
        "budget_state": plain("budget_state"),
        "budget_total": plain("budget_total"),
        "budget_currency": plain("budget_currency"),
        "local_plans": plain("local_plans"),
        "linked_plans": _codes("linked_plans"),
        "emerging_issues": _codes("emerging_issues"),
        "pillars": _codes("pillars"),
        "frameworks": text("frameworks"),
        "partner_networks": text("partner_networks"),
        "document_url": text("document_url"),
        "contact_office": text("contact_office"),
        "actions": _actions(actor),
        "confidentiality": plain("confidentiality"),
        "is_withdrawn": flag(Q(withdrawn_at__isnull=False)),
        "version": plain("version"),
        "updated_at": moment("updated_at"),
        "phases": text("phases"),
        "languages": _codes("languages"),
        "file_name": text("file_name"),
        "file_sha256": plain("sha256"),
        "lines_of_money": _lines(actor),
    }


def _codes(name: str) -> Expression:
    """Codes separated by blanks; `none` where it was said that there is none."""
    return Func(
        F(name),
        template="(CASE WHEN cardinality(%(expressions)s) = 0 THEN 'none'"
        " ELSE array_to_string(%(expressions)s, ' ') END)",
        output_field=TextField(),
    )


def _predecessor(actor: Actor) -> Expression:
    seen = Plan.objects.visible_to(actor).exclude(confidentiality=Confidentiality.RESTRICTED)
    found = seen.filter(pk=OuterRef("predecessor")).values("public_id")
    return Cast(Subquery(found[:1]), TextField())


def _actions(actor: Actor) -> Expression:
    """How many actions the reader sees."""
    seen = Action.objects.visible_to(actor).exclude(confidentiality=Confidentiality.RESTRICTED)
    every = Func(template="count(*)", output_field=IntegerField())
    rows = seen.filter(plan=OuterRef("pk")).order_by()
    return Subquery(rows.annotate(every=every).values("every"))


def _lines(actor: Actor) -> Expression:
    """How many lines of money pay for actions that the reader sees."""
    actions = Action.objects.visible_to(actor).exclude(confidentiality=Confidentiality.RESTRICTED)
    seen = BudgetLine.objects.visible_to(actor).exclude(confidentiality=Confidentiality.RESTRICTED)
    every = Func(template="count(*)", output_field=IntegerField())
    rows = seen.filter(action__plan=OuterRef("pk"), action__in=actions.values("pk")).order_by()
    return Subquery(rows.annotate(every=every).values("every"))
