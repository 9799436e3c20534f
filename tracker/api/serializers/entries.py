from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from tracker.enums import Confidentiality, Edition, ElementState, Status
from tracker.models import ProgressEntry
from tracker.models.progress import NARRATIVE_LIMIT
from tracker.queries.asked import is_asked

from .ball import BallSerializer, ball_of
from .fields import AN_OBJECT, ChoiceField, DayField, FlagField, LanguageField, TextField
from .showing import ShownSerializer


class ElementSerializer(serializers.Serializer):
    """How far one item of the checklist has come; why, where it does not apply."""

    default_error_messages = {"invalid": AN_OBJECT}

    code = TextField(max_length=40)
    state = ChoiceField(ElementState.choices)
    reason = TextField(max_length=500, allow_blank=True, required=False, default="")

    def to_internal_value(self, data: Any) -> Any:
        unknown = [n for n in data if n not in self.fields] if isinstance(data, dict) else []
        if unknown:
            said = _("An element has a code, a state and a reason.")
            raise serializers.ValidationError({name: [said] for name in unknown})
        return super().to_internal_value(data)


class EntrySerializer(ShownSerializer):
    """A member's answer to one recommendation in one cycle."""

    id = serializers.UUIDField(source="public_id")
    report = serializers.UUIDField(source="report.public_id")
    member = serializers.CharField(source="member.code")
    cycle = serializers.CharField(source="report.cycle.code")
    recommendation = serializers.CharField(source="recommendation.code")
    asked = serializers.SerializerMethodField()
    status = serializers.ChoiceField(Status.choices)
    status_reason = serializers.CharField()
    planned_on = serializers.DateField(allow_null=True)
    narrative = serializers.CharField()
    obstacles = serializers.CharField()
    next_steps = serializers.CharField()
    language = serializers.CharField()
    elements = serializers.SerializerMethodField()
    confidentiality = serializers.ChoiceField(Confidentiality.choices)
    confirmed = serializers.BooleanField()
    carried_from = serializers.CharField()
    is_ready = serializers.SerializerMethodField()
    is_open = serializers.SerializerMethodField()
    ball = serializers.SerializerMethodField()
    version = serializers.IntegerField()
    updated_at = serializers.DateTimeField()

    def get_asked(self, row: ProgressEntry) -> bool:
        return is_asked(row.recommendation, row.member)

    @extend_schema_field(ElementSerializer(many=True))
    def get_elements(self, row: ProgressEntry) -> list[dict[str, str]]:
        """Every item of the checklist, in its order; what nobody named is not begun."""
        found = []
        for code in row.element_codes:  # type: ignore[attr-defined]
            said = row.elements.get(code, {})
            found.append(
                {
                    "code": code,
                    "state": said.get("state", ElementState.NOT_BEGUN.value),
                    "reason": said.get("reason", ""),
                }
            )
        return found

    @extend_schema_field(serializers.BooleanField(allow_null=True))
    def get_is_ready(self, row: ProgressEntry) -> bool | None:
        return row.is_ready if row.edition == Edition.WORKING else None

    @extend_schema_field(serializers.BooleanField(allow_null=True))
    def get_is_open(self, row: ProgressEntry) -> bool | None:
        return row.is_open if row.edition == Edition.WORKING else None

    @extend_schema_field(BallSerializer(allow_null=True))
    def get_ball(self, row: ProgressEntry) -> Any:
        """Whose turn the report is; null for outsiders and in the published edition."""
        if row.edition != Edition.WORKING:
            return None
        # Twenty answers of a page stand in one report.
        known = self.context.setdefault("balls", {})
        if row.report_id not in known:
            known[row.report_id] = ball_of(row.report, self.context["actor"])
        return known[row.report_id]


class EntryBody(serializers.Serializer):
    """What may be written of an answer. Elements that are not named stay as they are;
    `confirmed: true` alone is "no change since"."""

    status = ChoiceField(Status.choices, required=False)
    status_reason = TextField(required=False, allow_blank=True, max_length=1000)
    planned_on = DayField(required=False, allow_null=True)
    narrative = TextField(required=False, allow_blank=True, max_length=NARRATIVE_LIMIT)
    obstacles = TextField(required=False, allow_blank=True, max_length=NARRATIVE_LIMIT)
    next_steps = TextField(required=False, allow_blank=True, max_length=NARRATIVE_LIMIT)
    language = LanguageField(required=False)
    elements = ElementSerializer(many=True, required=False)
    confidentiality = ChoiceField(Confidentiality.choices, required=False)
    is_ready = FlagField(required=False)
    confirmed = FlagField(required=False)

    def validate_elements(self, elements: list[dict[str, Any]]) -> dict[str, dict[str, str]]:
        codes = [element["code"] for element in elements]
        if len(set(codes)) != len(codes):
            raise serializers.ValidationError(_("Name each element once."))
        return {e["code"]: {"state": e["state"], "reason": e["reason"]} for e in elements}
