from __future__ import annotations

from rest_framework import serializers

from tracker.models import BudgetFigure, ProgressEntry


class EntrySerializer(serializers.ModelSerializer):
    member_name = serializers.CharField(source="member.name")
    member_code = serializers.CharField(source="member.code")
    cycle = serializers.CharField(source="report.cycle.code")
    recommendation_code = serializers.CharField(source="recommendation.code")
    title = serializers.CharField(source="recommendation.working_title")

    class Meta:
        model = ProgressEntry
        fields = [
            "public_id", "report", "member_code", "member_name", "cycle", "recommendation_code",
            "title", "status", "status_reason", "planned_on", "narrative", "obstacles",
            "next_steps", "language", "elements", "confidentiality", "confirmed", "carried_from",
            "version", "updated_at",
        ]  # fmt: skip


class FigureSerializer(serializers.ModelSerializer):
    member_code = serializers.CharField(source="member.code")
    member_name = serializers.CharField(source="member.name")
    cycle = serializers.CharField(source="report.cycle.code")
    recommendation_code = serializers.CharField(source="line.recommendation.code")
    title = serializers.CharField(source="line.title")

    class Meta:
        model = BudgetFigure
        fields = [
            "public_id", "line", "report", "member_code", "member_name", "cycle",
            "recommendation_code", "title", "stage", "period_start", "period_end", "amount",
            "currency", "data_state", "as_of", "quality", "evidence", "page_pin",
            "confidentiality", "version", "updated_at",
        ]  # fmt: skip
