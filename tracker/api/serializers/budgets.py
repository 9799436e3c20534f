from __future__ import annotations

from decimal import Decimal
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from tracker.currencies import minor_units
from tracker.enums import (
    BudgetStage,
    CommitmentOrigin,
    Confidentiality,
    DataState,
    Edition,
    FigureQuality,
    FundingSource,
    GenderMarker,
    RecipientKind,
)
from tracker.iati import TRANSACTION_TYPES
from tracker.models import BudgetFigure, BudgetLine

from .fields import ChoiceField, DayField, DecimalField, FlagField, IdField, TextField
from .showing import ShownSerializer


class BudgetLineSerializer(ShownSerializer):
    """A stream of money for one recommendation. Null or empty means that nobody said."""

    id = serializers.UUIDField(source="public_id")
    member = serializers.CharField(source="member.code")
    recommendation = serializers.CharField(source="recommendation.code")
    action = serializers.SerializerMethodField()
    title = serializers.CharField()
    body = serializers.CharField()
    source = serializers.CharField()
    commitment_origin = serializers.CharField()
    is_dedicated = serializers.BooleanField(allow_null=True)
    share_percent = serializers.DecimalField(max_digits=5, decimal_places=2, allow_null=True)
    recipient_kind = serializers.CharField()
    women_led = serializers.BooleanField(allow_null=True)
    flexible = serializers.BooleanField(allow_null=True)
    multi_year = serializers.BooleanField(allow_null=True)
    gender_marker = serializers.ChoiceField(GenderMarker.choices)
    embargo_until = serializers.DateField(allow_null=True)
    confidentiality = serializers.ChoiceField(Confidentiality.choices)
    version = serializers.IntegerField()
    updated_at = serializers.DateTimeField()

    def get_action(self, row: BudgetLine) -> str | None:
        """The action of a plan that it pays for, where this reader sees it."""
        return str(row.action.public_id) if row.action else None

    def to_representation(self, row: BudgetLine) -> dict[str, Any]:
        shown = super().to_representation(row)
        if row.edition != Edition.WORKING:
            shown["embargo_until"] = None
        return shown


def _blank(choices: Any) -> ChoiceField:
    return ChoiceField(choices, required=False, allow_blank=True)


class BudgetLineChange(serializers.Serializer):
    """`report` says in which report the work is done; left out, it is the one of the open cycle."""

    report = IdField(required=False)
    action = IdField(required=False, allow_null=True)
    title = TextField(required=False, max_length=300)
    body = TextField(required=False, allow_blank=True, max_length=200)
    source = _blank(FundingSource.choices)
    commitment_origin = _blank(CommitmentOrigin.choices)
    is_dedicated = FlagField(required=False, allow_null=True)
    share_percent = DecimalField(
        max_digits=5, decimal_places=2, required=False, allow_null=True, min_value=0, max_value=100
    )
    recipient_kind = _blank(RecipientKind.choices)
    women_led = FlagField(required=False, allow_null=True)
    flexible = FlagField(required=False, allow_null=True)
    multi_year = FlagField(required=False, allow_null=True)
    gender_marker = ChoiceField(GenderMarker.choices, required=False)
    embargo_until = DayField(required=False, allow_null=True)
    confidentiality = ChoiceField(Confidentiality.choices, required=False)


class BudgetLineBody(BudgetLineChange):
    member = TextField(required=False, max_length=12)
    recommendation = TextField(max_length=40)
    title = TextField(max_length=300)


class BudgetFigureSerializer(ShownSerializer):
    """One amount of a line. `amount` is null exactly when `data_state` is not `reported`: 0 is a
    real zero. Stages are never added to each other. `iati_transaction_type` is null for a stage
    that is no transaction in IATI."""

    id = serializers.UUIDField(source="public_id")
    line = serializers.UUIDField(source="line.public_id")
    report = serializers.UUIDField(source="report.public_id")
    member = serializers.CharField(source="member.code")
    cycle = serializers.CharField(source="report.cycle.code")
    recommendation = serializers.CharField(source="line.recommendation.code")
    stage = serializers.ChoiceField(BudgetStage.choices)
    iati_transaction_type = serializers.SerializerMethodField()
    period_start = serializers.DateField()
    period_end = serializers.DateField()
    amount = serializers.SerializerMethodField()
    currency = serializers.CharField()
    data_state = serializers.ChoiceField(DataState.choices)
    as_of = serializers.DateField(allow_null=True)
    quality = serializers.CharField()
    evidence = serializers.SerializerMethodField()
    page_pin = serializers.CharField()
    confidentiality = serializers.ChoiceField(Confidentiality.choices)
    version = serializers.IntegerField()
    updated_at = serializers.DateTimeField()

    @extend_schema_field(
        serializers.ChoiceField([c for c in TRANSACTION_TYPES.values() if c], allow_null=True)
    )
    def get_iati_transaction_type(self, row: BudgetFigure) -> str | None:
        return TRANSACTION_TYPES[row.stage]

    def get_amount(self, row: BudgetFigure) -> str | None:
        """Money in the currency's own units, with as many decimals as the currency has."""
        if row.amount is None:
            return None
        return str(row.amount.quantize(Decimal(1).scaleb(-minor_units(row.currency))))

    def get_evidence(self, row: BudgetFigure) -> str | None:
        """The document that shows it, unless that one is for named people only."""
        if row.evidence is None or row.evidence.confidentiality == Confidentiality.RESTRICTED:
            return None
        return str(row.evidence.public_id)


class BudgetFigureChange(serializers.Serializer):
    """A revision. Line, stage, period and currency are what a figure is: they stay."""

    report = IdField(required=False)
    amount = DecimalField(required=False, allow_null=True)
    data_state = ChoiceField(DataState.choices, required=False)
    as_of = DayField(required=False, allow_null=True)
    quality = _blank(FigureQuality.choices)
    evidence = IdField(required=False, allow_null=True)
    page_pin = TextField(required=False, allow_blank=True, max_length=60)


class BudgetFigureBody(BudgetFigureChange):
    line = IdField()
    stage = ChoiceField(BudgetStage.choices)
    period_start = DayField()
    period_end = DayField()
    currency = TextField(max_length=3)
    data_state = ChoiceField(DataState.choices)
