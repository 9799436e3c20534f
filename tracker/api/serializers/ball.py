from __future__ import annotations

from typing import Any

from rest_framework import serializers

from accounts.actor import Actor
from tracker.models import Report
from tracker.queries.ball import ball_in_court
from tracker.queries.reports import is_insider

from .showing import ShownSerializer


class BallSerializer(ShownSerializer):
    """Whose turn it is."""

    roles = serializers.ListField(child=serializers.CharField())
    since = serializers.DateTimeField()
    due_on = serializers.DateField(allow_null=True)
    sentence = serializers.CharField()
    next = serializers.CharField(allow_blank=True)


def ball_of(report: Report, actor: Actor) -> Any:
    """Whose turn a report is, for its member and its reviewers; None for everybody else."""
    return BallSerializer(ball_in_court(report)).data if is_insider(actor, report) else None
