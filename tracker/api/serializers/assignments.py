from __future__ import annotations

from rest_framework import serializers

from tracker.models import Assignment

from .fields import DayField, FlagField, IdField


class AssignmentSerializer(serializers.Serializer):
    """A contributor asked for one answer, one budget line or one action, by a day. `appointment`
    is null while the contributor is only invited; `ready_at` says when they called it done."""

    id = serializers.UUIDField(source="public_id")
    member = serializers.CharField(source="member.code")
    cycle = serializers.SerializerMethodField()
    recommendation = serializers.SerializerMethodField()
    appointment = serializers.SerializerMethodField()
    entry = serializers.SerializerMethodField()
    budget_line = serializers.SerializerMethodField()
    action = serializers.SerializerMethodField()
    due_on = serializers.DateField()
    ready_at = serializers.DateTimeField(allow_null=True)
    version = serializers.IntegerField()
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()

    def get_cycle(self, row: Assignment) -> str | None:
        """Null for a budget line or an action, which run over years."""
        return row.entry.report.cycle.code if row.entry else None

    def get_recommendation(self, row: Assignment) -> str | None:
        """Null for an action, which may serve several."""
        return None if row.action else row.code

    def get_appointment(self, row: Assignment) -> str | None:
        return str(row.appointment.public_id) if row.appointment else None

    def get_entry(self, row: Assignment) -> str | None:
        return str(row.entry.public_id) if row.entry else None

    def get_budget_line(self, row: Assignment) -> str | None:
        return str(row.budget_line.public_id) if row.budget_line else None

    def get_action(self, row: Assignment) -> str | None:
        return str(row.action.public_id) if row.action else None


class AssignmentBody(serializers.Serializer):
    """Whom to ask for what: `entry`, `budget_line` or `action`, one of the three."""

    appointment = IdField()
    entry = IdField(required=False)
    budget_line = IdField(required=False)
    action = IdField(required=False)
    due_on = DayField()


class AssignmentChange(serializers.Serializer):
    """Another day (focal point, deputy), or ready and back (the contributor; the focal point and
    the deputy put it back)."""

    due_on = DayField(required=False)
    ready = FlagField(required=False)
