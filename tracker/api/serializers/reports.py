from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.actor import Actor
from tracker.models import Report
from tracker.queries.reports import hears_reviewers, is_insider

from .ball import BallSerializer, ball_of
from .fields import DayField, FlagField, TextField

# What only the member and its reviewers see of a report; to others it is published.
INSIDE = (
    "due_on is_overdue is_late round submitted_at accepted_at released_at message "
    "receipt_number receipt_sha256 ball version"
).split()


class ReportSerializer(serializers.Serializer):
    """What one member says in one cycle. The fields about how it came about are null for readers
    who are neither of the member nor its reviewers."""

    id = serializers.UUIDField(source="public_id")
    member = serializers.CharField(source="member.code")
    cycle = serializers.CharField(source="cycle.code")
    state = serializers.CharField(source="shown_state")
    due_on = serializers.DateField(allow_null=True)
    is_overdue = serializers.BooleanField(allow_null=True)
    is_late = serializers.BooleanField(allow_null=True)
    round = serializers.IntegerField(allow_null=True)
    asked = serializers.IntegerField()
    answered = serializers.IntegerField()
    submitted_at = serializers.DateTimeField(allow_null=True)
    accepted_at = serializers.DateTimeField(allow_null=True)
    released_at = serializers.DateTimeField(allow_null=True)
    published_at = serializers.DateTimeField(allow_null=True)
    message = serializers.CharField(allow_null=True)
    receipt_number = serializers.CharField(allow_null=True)
    receipt_sha256 = serializers.CharField(allow_null=True)
    ball = serializers.SerializerMethodField()
    version = serializers.IntegerField(allow_null=True)
    updated_at = serializers.DateTimeField(source="shown_at")

    @extend_schema_field(BallSerializer(allow_null=True))
    def get_ball(self, row: Report) -> Any:
        return ball_of(row, self.context["actor"])

    def to_representation(self, row: Report) -> dict[str, Any]:
        shown = super().to_representation(row)
        actor: Actor = self.context["actor"]
        if not is_insider(actor, row):
            shown.update(dict.fromkeys(INSIDE))
        elif not hears_reviewers(actor):
            shown["message"] = None
        return shown


class MoveBody(serializers.Serializer):
    """What goes with an action: a message (send back, return), a reason (withdraw, reopen), a new
    due date (return, reopen), and the submitter's statement that the competent authority agrees."""

    message = TextField(required=False, max_length=2000)
    reason = TextField(required=False, max_length=2000)
    due_on = DayField(required=False)
    agreed = FlagField(required=False)
