from __future__ import annotations

from rest_framework import serializers

from tracker.domain.review import FIELDS
from tracker.models import ReviewComment

from .fields import IdField, TextField

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
    version = serializers.IntegerField()
    updated_at = serializers.DateTimeField()

    def get_entry(self, row: ReviewComment) -> str | None:
        return str(row.entry.public_id) if row.entry else None

    def get_recommendation(self, row: ReviewComment) -> str | None:
        return row.entry.recommendation.code if row.entry else None


class CommentBody(serializers.Serializer):
    report = IdField(required=False)
    entry = IdField()
    field = serializers.ChoiceField([f for f in FIELDS if f], required=False, allow_blank=True)
    text = TextField(max_length=LONGEST)


class AnswerBody(serializers.Serializer):
    answer = TextField(max_length=LONGEST)
