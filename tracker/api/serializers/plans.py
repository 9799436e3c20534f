from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.urls import reverse
from rest_framework import serializers

from recommendations.enums import Pillar
from tracker.currencies import minor_units
from tracker.enums import Confidentiality
from tracker.models import Action, Plan
from tracker.plan_enums import (
    FATES_WITH_REASON,
    BudgetState,
    CivilSocietyRole,
    Delivery,
    EmergingIssue,
    Fate,
    InstitutionType,
    LinkedPlan,
    LocationLevel,
    Orientation,
    PlanKind,
    PlanStatus,
)

from .fields import (
    AN_OBJECT,
    AddressField,
    ChoiceField,
    DayField,
    DecimalField,
    FlagField,
    IdField,
    LanguageField,
    NumberField,
    TextField,
)

MOST = 2_000_000_000


def _text(most: int) -> TextField:
    return TextField(required=False, allow_blank=True, max_length=most)


def _day() -> DayField:
    return DayField(required=False, allow_null=True)


def _number(least: int = 0, most: int = MOST) -> NumberField:
    return NumberField(required=False, allow_null=True, min_value=least, max_value=most)


def _choice(values: type) -> ChoiceField:
    return ChoiceField(values.choices, required=False)  # type: ignore[attr-defined]


def _codes(values: type) -> serializers.ListField:
    return serializers.ListField(
        child=ChoiceField(values.choices),  # type: ignore[attr-defined]
        required=False,
        allow_null=True,
        max_length=len(values.choices),  # type: ignore[attr-defined]
    )


def _amount(amount: Decimal | None, currency: str) -> str | None:
    """Money in the currency's own units, with as many decimals as the currency has."""
    if amount is None:
        return None
    return str(amount.quantize(Decimal(1).scaleb(-minor_units(currency))))


class PlanSerializer(serializers.Serializer):
    """A plan for the agenda. Null or empty: nobody said; `unknown` is a value of its own."""

    id = serializers.UUIDField(source="public_id")
    member = serializers.CharField(source="member.code")
    kind = serializers.ChoiceField(PlanKind.choices)
    title = serializers.CharField()
    language = serializers.CharField()
    english_title = serializers.CharField()
    generation = serializers.IntegerField(allow_null=True)
    predecessor = serializers.SerializerMethodField()
    status = serializers.ChoiceField(PlanStatus.choices)
    adopted_on = serializers.DateField(allow_null=True)
    adopting_authority = serializers.CharField()
    legal_form = serializers.CharField()
    launched_on = serializers.DateField(allow_null=True)
    period_start = serializers.DateField(allow_null=True)
    period_end = serializers.DateField(allow_null=True)
    phases = serializers.CharField()
    orientation = serializers.ChoiceField(Orientation.choices)
    lead_institution = serializers.CharField()
    lead_institution_type = serializers.ChoiceField(InstitutionType.choices)
    coordination_body = serializers.CharField()
    civil_society_role = serializers.ChoiceField(CivilSocietyRole.choices)
    reports_to_parliament = serializers.BooleanField(allow_null=True)
    parliament_periodicity = serializers.CharField()
    monitoring_framework = serializers.BooleanField(allow_null=True)
    indicator_count = serializers.IntegerField(allow_null=True)
    reporting_periodicity = serializers.CharField()
    mid_term_review_on = serializers.DateField(allow_null=True)
    final_evaluation_on = serializers.DateField(allow_null=True)
    budget_state = serializers.ChoiceField(BudgetState.choices)
    budget_total = serializers.SerializerMethodField()
    budget_currency = serializers.CharField()
    local_plans = serializers.IntegerField(allow_null=True)
    linked_plans = serializers.ListField(child=serializers.CharField(), allow_null=True)
    emerging_issues = serializers.ListField(child=serializers.CharField(), allow_null=True)
    pillars = serializers.ListField(child=serializers.CharField(), allow_null=True)
    frameworks = serializers.CharField()
    partner_networks = serializers.CharField()
    languages = serializers.ListField(child=serializers.CharField(), allow_null=True)
    document_url = serializers.CharField()
    file = serializers.SerializerMethodField()
    file_name = serializers.CharField()
    content_type = serializers.CharField()
    size = serializers.IntegerField(allow_null=True)
    sha256 = serializers.CharField()
    original_sha256 = serializers.CharField()
    contact_office = serializers.CharField()
    confidentiality = serializers.ChoiceField(Confidentiality.choices)
    withdrawn_at = serializers.DateTimeField(allow_null=True)
    version = serializers.IntegerField()
    updated_at = serializers.DateTimeField()

    def get_predecessor(self, row: Plan) -> str | None:
        """The plan before, where this reader sees it."""
        return str(row.predecessor.public_id) if row.predecessor else None

    def get_file(self, row: Plan) -> str | None:
        """Where the document can be fetched, where it is a file."""
        if not row.file:
            return None
        path = reverse("api:plan-file", kwargs={"public_id": row.public_id})
        return settings.PUBLIC_BASE_URL + path

    def get_budget_total(self, row: Plan) -> str | None:
        return _amount(row.budget_total, row.budget_currency)


class PlanChange(serializers.Serializer):
    kind = _choice(PlanKind)
    title = TextField(required=False, max_length=300)
    language = LanguageField(required=False)
    english_title = _text(300)
    generation = _number(1, 99)
    predecessor = IdField(required=False, allow_null=True)
    status = _choice(PlanStatus)
    adopted_on = _day()
    adopting_authority = _text(200)
    legal_form = _text(200)
    launched_on = _day()
    period_start = _day()
    period_end = _day()
    phases = _text(1000)
    orientation = _choice(Orientation)
    lead_institution = _text(200)
    lead_institution_type = _choice(InstitutionType)
    coordination_body = _text(200)
    civil_society_role = _choice(CivilSocietyRole)
    reports_to_parliament = FlagField(required=False, allow_null=True)
    parliament_periodicity = _text(100)
    monitoring_framework = FlagField(required=False, allow_null=True)
    indicator_count = _number()
    reporting_periodicity = _text(100)
    mid_term_review_on = _day()
    final_evaluation_on = _day()
    budget_state = _choice(BudgetState)
    budget_total = DecimalField(required=False, allow_null=True, min_value=0)
    budget_currency = _text(3)
    local_plans = _number()
    linked_plans = _codes(LinkedPlan)
    emerging_issues = _codes(EmergingIssue)
    pillars = _codes(Pillar)
    frameworks = _text(1000)
    partner_networks = _text(1000)
    languages = serializers.ListField(
        child=LanguageField(), required=False, allow_null=True, max_length=20
    )
    document_url = AddressField(required=False, allow_blank=True)
    contact_office = _text(200)
    confidentiality = _choice(Confidentiality)


class PlanBody(PlanChange):
    """A new plan: these three are enough to begin."""

    kind = ChoiceField(PlanKind.choices)
    title = TextField(max_length=300)
    language = LanguageField()


class PlanFileBody(serializers.Serializer):
    """The document of a plan, as multipart."""

    file = serializers.FileField(max_length=None)


class DecisionBody(serializers.Serializer):
    """What becomes of one action of the plan before. `into` is needed where it is merged: the id of
    an action of the new plan, or of one of the old that is kept; `reason` unless it is kept."""

    default_error_messages = {"invalid": AN_OBJECT}

    action = TextField(max_length=36)
    fate = ChoiceField([Fate.KEPT, *FATES_WITH_REASON])
    into = TextField(required=False, allow_blank=True, max_length=36)
    reason = TextField(required=False, allow_blank=True, max_length=1000)


class CarryOverBody(serializers.Serializer):
    """A decision for every action of the plan before that has none yet."""

    decisions = serializers.ListField(child=DecisionBody(), max_length=1000)
    supersede = FlagField(required=False)


class WithdrawalBody(serializers.Serializer):
    reason = TextField(max_length=2000)


class ActionSerializer(serializers.Serializer):
    """An action of a plan. It may serve several recommendations. `fate` is what the next plan made
    of it, and `successor` the action there."""

    id = serializers.UUIDField(source="public_id")
    member = serializers.CharField(source="member.code")
    plan = serializers.UUIDField(source="plan.public_id")
    code = serializers.CharField()
    text = serializers.CharField()
    language = serializers.CharField()
    pillar = serializers.CharField()
    objective = serializers.CharField()
    outcome = serializers.CharField()
    output = serializers.CharField()
    lead_institution = serializers.CharField()
    supporting_institutions = serializers.CharField()
    start_on = serializers.DateField(allow_null=True)
    due_on = serializers.DateField(allow_null=True)
    cost_estimate = serializers.SerializerMethodField()
    cost_currency = serializers.CharField()
    recommendations = serializers.SerializerMethodField()
    delivery = serializers.ChoiceField(Delivery.choices)
    location_level = serializers.ChoiceField(LocationLevel.choices)
    external_reference = serializers.CharField()
    partner_networks = serializers.CharField()
    fate = serializers.ChoiceField(Fate.choices)
    fate_reason = serializers.CharField()
    successor = serializers.SerializerMethodField()
    confidentiality = serializers.ChoiceField(Confidentiality.choices)
    version = serializers.IntegerField()
    updated_at = serializers.DateTimeField()

    def get_cost_estimate(self, row: Action) -> str | None:
        return _amount(row.cost_estimate, row.cost_currency)

    def get_recommendations(self, row: Action) -> list[str]:
        return [recommendation.code for recommendation in row.recommendations.all()]

    def get_successor(self, row: Action) -> str | None:
        """The action that it went into, where this reader sees it."""
        return str(row.successor.public_id) if row.successor else None


class ActionChange(serializers.Serializer):
    code = _text(60)
    text = TextField(required=False, max_length=2000)
    language = LanguageField(required=False)
    pillar = ChoiceField(Pillar.choices, required=False, allow_blank=True)
    objective = _text(300)
    outcome = _text(300)
    output = _text(300)
    lead_institution = _text(200)
    supporting_institutions = _text(500)
    start_on = _day()
    due_on = _day()
    cost_estimate = DecimalField(required=False, allow_null=True, min_value=0)
    cost_currency = _text(3)
    recommendations = serializers.ListField(
        child=TextField(max_length=40), required=False, max_length=100
    )
    delivery = _choice(Delivery)
    location_level = _choice(LocationLevel)
    external_reference = _text(300)
    partner_networks = _text(500)
    confidentiality = _choice(Confidentiality)


class ActionBody(ActionChange):
    """A new action of a plan: its words are enough."""

    plan = IdField()
    text = TextField(max_length=2000)
