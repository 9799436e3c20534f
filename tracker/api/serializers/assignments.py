from __future__ import annotations

from rest_framework import serializers

from tracker.models import Assignment

from .fields import DayField, FlagField, IdField


class AssignmentSerializer(serializers.Serializer):
    """A contributor asked for one answer or one budget line, by a day. `appointment` is null while
    the contributor is only invited; `ready_at` says when they called it done."""

    id = serializers.UUIDField(source="public_id")
    member = serializers.CharField(source="member.code")
    cycle = serializers.SerializerMethodField()
    recommendation = serializers.SerializerMethodField()
    appointment = serializers.SerializerMethodField()
    entry = serializers.SerializerMethodField()
    budget_line = serializers.SerializerMethodField()
    due_on = serializers.DateField()
    ready_at = serializers.DateTimeField(allow_null=True)
    version = serializers.IntegerField()
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()

    def get_cycle(self, row: Assignment) -> str | None:
        """Null for a budget line, which runs over years."""
        return row.entry.report.cycle.code if row.entry else None

    def get_recommendation(self, row: Assignment) -> str:
        thing = row.entry or row.budget_line
        assert thing is not None
        return thing.recommendation.code

    def get_appointment(self, row: Assignment) -> str | None:
        return str(row.appointment.public_id) if row.appointment else None

    def get_entry(self, row: Assignment) -> str | None:
        return str(row.entry.public_id) if row.entry else None

    def get_budget_line(self, row: Assignment) -> str | None:
        return str(row.budget_line.public_id) if row.budget_line else None


class AssignmentBody(serializers.Serializer):
    """Whom to ask for what: `entry` or `budget_line`, one of the two."""

    appointment = IdField()
    entry = IdField(required=False)
    budget_line = IdField(required=False)
    due_on = DayField()


class AssignmentChange(serializers.Serializer):
    """Another day (focal point, deputy), or ready and back (the contributor; the focal point and
    the deputy put it back)."""

    due_on = DayField(required=False)
    ready = FlagField(required=False)
