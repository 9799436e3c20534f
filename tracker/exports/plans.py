"""The dataset `plans`: one flat row for each plan. An empty field means that nobody said."""

from __future__ import annotations

from django.db.models import F, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from recommendations.enums import Pillar
from tracker.models import Action, BudgetLine, Plan
from tracker.plan_enums import (
    BudgetState,
    CivilSocietyRole,
    EmergingIssue,
    InstitutionType,
    LinkedPlan,
    Orientation,
    PlanKind,
    PlanStatus,
)

from .columns import Columns, code, codes, day, flag, how_many, money, number, text
from .common import class_column, end_columns, id_column, id_of, member_columns, seen, shared


def exportable(rows: QuerySet) -> QuerySet:
    by = ("member__code", F("period_start").asc(nulls_last=True), "public_id")
    return shared(rows).order_by(*by)


def columns(actor: Actor) -> Columns:
    """Name → column, in the order of the file. Names and order are public: add at the end only."""
    actions = seen(Action, actor).filter(plan=OuterRef("pk"))
    mine = seen(Action, actor).values("pk")
    lines = seen(BudgetLine, actor).filter(action__plan=OuterRef("pk"), action__in=mine)
    return {
        "id": id_column(),
        **member_columns(),
        "kind": code("kind", _("Kind of plan."), PlanKind),
        "title": text("title", _("Official title.")),
        "language": text("language", _("Language of the title, as a BCP 47 tag.")),
        "english_title": text("english_title", _("Title in English.")),
        "generation": number("generation", _("Its place in the row of plans: 1, 2, and so on.")),
        "predecessor": code(id_of(Plan, "predecessor", actor), _("The plan it follows.")),
        "status": code("status", _("Where the plan stands."), PlanStatus),
        "adopted_on": day("adopted_on", _("Day of adoption.")),
        "adopting_authority": text("adopting_authority", _("Who adopted it.")),
        "legal_form": text("legal_form", _("Form of the adoption.")),
        "launched_on": day("launched_on", _("Day of the launch.")),
        "period_start": day("period_start", _("First day of its time.")),
        "period_end": day("period_end", _("Last day of its time.")),
        "orientation": code("orientation", _("At home, abroad or both."), Orientation),
        "lead_institution": text("lead_institution", _("Institution in the lead.")),
        "lead_institution_type": code(
            "lead_institution_type", _("Kind of that institution."), InstitutionType
        ),
        "coordination_body": text("coordination_body", _("Body that coordinates it.")),
        "civil_society_role": code(
            "civil_society_role", _("Part of civil society in it."), CivilSocietyRole
        ),
        "reports_to_parliament": flag("reports_to_parliament", _("Is parliament told of it?")),
        "parliament_periodicity": text("parliament_periodicity", _("How often.")),
        "monitoring_framework": flag("monitoring_framework", _("Has it a monitoring framework?")),
        "indicator_count": number("indicator_count", _("Indicators of that framework.")),
        "reporting_periodicity": text("reporting_periodicity", _("How often it is reported on.")),
        "mid_term_review_on": day("mid_term_review_on", _("Day of the mid-term review.")),
        "final_evaluation_on": day("final_evaluation_on", _("Day of the final evaluation.")),
        "budget_state": code("budget_state", _("What is known of its budget."), BudgetState),
        "budget_total": money(
            "budget_total", "budget_currency", _("Total, in units of its currency.")
        ),
        "budget_currency": code("budget_currency", _("ISO 4217.")),
        "local_plans": number("local_plans", _("Local plans under it.")),
        "linked_plans": codes("linked_plans", _("Other plans it is linked with."), LinkedPlan),
        "emerging_issues": codes("emerging_issues", _("Issues it takes up."), EmergingIssue),
        "pillars": codes("pillars", _("Pillars it covers."), Pillar),
        "frameworks": text("frameworks", _("Frameworks it names.")),
        "partner_networks": text("partner_networks", _("Networks it names.")),
        "document_url": text("document_url", _("Web address of the document.")),
        "contact_office": text("contact_office", _("Office to turn to.")),
        "actions": number(how_many(actions), _("Actions that you may see.")),
        "confidentiality": class_column(),
        "is_withdrawn": flag(Q(withdrawn_at__isnull=False), _("Was what is published withdrawn?")),
        **end_columns(),
        "phases": text("phases", _("Phases of the plan.")),
        "languages": codes("languages", _("Languages it exists in, as BCP 47 tags.")),
        "file_name": text("file_name", _("Name of the document’s file.")),
        "file_sha256": code("sha256", _("SHA-256 of that file.")),
        "lines_of_money": number(
            how_many(lines), _("Lines of money that pay for actions, as far as you may see them.")
        ),
    }
