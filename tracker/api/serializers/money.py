from __future__ import annotations

from decimal import Decimal

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from tracker.currencies import minor_units
from tracker.enums import BudgetStage
from tracker.queries.funnel import MoneyFunnel


class RatioSerializer(serializers.Serializer):
    """A stage as a share of another, over the lines that give both: other lines are not compared.
    Above 100 where more arrived than there was."""

    percent = serializers.IntegerField()
    lines = serializers.IntegerField()


class StageSerializer(serializers.Serializer):
    """One stage. `amount` is null where no line knows it (unknown is not zero), and where
    `total_hidden`: fewer than five members know it."""

    stage = serializers.ChoiceField(BudgetStage.choices)
    amount = serializers.CharField(allow_null=True)
    lines_known = serializers.IntegerField(source="known.n")
    lines = serializers.IntegerField(source="known.of")
    total_hidden = serializers.BooleanField(source="is_hidden")
    of_pledged = RatioSerializer(allow_null=True)
    of_previous = RatioSerializer(allow_null=True)


class MoneySerializer(serializers.Serializer):
    """The published lines of one currency. Stages are never added to each other, nor currencies."""

    currency = serializers.CharField()
    members = serializers.IntegerField()
    lines = serializers.IntegerField(source="complete.of")
    lines_complete = serializers.IntegerField(source="complete.n")
    stages = serializers.SerializerMethodField()

    @extend_schema_field(StageSerializer(many=True))
    def get_stages(self, funnel: MoneyFunnel) -> list[dict]:
        """The four stages of the funnel; then estimated and committed where there are any."""
        places = Decimal(1).scaleb(-minor_units(funnel.currency))
        return [
            StageSerializer(step).data
            | {"amount": None if step.amount is None else str(step.amount.quantize(places))}
            for step in (*funnel.steps, *funnel.beside)
        ]


class MoneyAnswer(serializers.Serializer):
    """A row for each currency. There are no pages: there are few currencies."""

    results = MoneySerializer(many=True)
