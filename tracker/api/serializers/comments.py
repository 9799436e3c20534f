from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from tracker.domain.review import FIELDS
from tracker.models import ReviewComment
from tracker.queries.remarks import state_of

from .ball import BallSerializer, ball_of
from .fields import ChoiceField, FlagField, IdField, TextField

LONGEST = 2000


class CommentSerializer(serializers.Serializer):
    """A reviewer's question on an answer, and the member's reply. Never a grade."""

    id = serializers.UUIDField(source="public_id")
    report = serializers.UUIDField(source="report.public_id")
    member = serializers.CharField(source="member.code")
    cycle = serializers.CharField(source="report.cycle.code")
    entry = serializers.SerializerMethodField()
    recommendation = serializers.SerializerMethodField()
    field = serializers.CharField()
    text = serializers.CharField()
    round = serializers.IntegerField()
    sent_at = serializers.DateTimeField(allow_null=True)
    answer = serializers.CharField()
    answered_at = serializers.DateTimeField(allow_null=True)
    resolved_at = serializers.DateTimeField(allow_null=True)
    state = serializers.SerializerMethodField()
    ball = serializers.SerializerMethodField()
    version = serializers.IntegerField()
    updated_at = serializers.DateTimeField()

    def get_state(self, row: ReviewComment) -> str:
        """`unsent` (only reviewers see it), `open`, `answered` or `settled`."""
        return state_of(row)

    def get_entry(self, row: ReviewComment) -> str | None:
        return str(row.entry.public_id) if row.entry else None

    def get_recommendation(self, row: ReviewComment) -> str | None:
        return row.entry.recommendation.code if row.entry else None

    @extend_schema_field(BallSerializer(allow_null=True))
    def get_ball(self, row: ReviewComment) -> Any:
        """Whose turn the report is."""
        return ball_of(row.report, self.context["actor"])


class CommentBody(serializers.Serializer):
    report = IdField(required=False)
    entry = IdField()
    field = ChoiceField([f for f in FIELDS if f], required=False, allow_blank=True)
    text = TextField(max_length=LONGEST)


class ChangeBody(serializers.Serializer):
    """One of the three: the member's `answer`; the author's `text`, until it is sent; a reviewer's
    `resolved`."""

    answer = TextField(max_length=LONGEST, required=False)
    text = TextField(max_length=LONGEST, required=False)
    resolved = FlagField(required=False)
