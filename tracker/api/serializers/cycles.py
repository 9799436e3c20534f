from __future__ import annotations

from rest_framework import serializers


class CycleSerializer(serializers.Serializer):
    """A window in which members report. `state` follows from the dates and today (UTC)."""

    code = serializers.CharField()
    meeting_on = serializers.DateField()
    opens_on = serializers.DateField()
    ministry_due_on = serializers.DateField()
    due_on = serializers.DateField()
    publishes_on = serializers.DateField()
    closes_on = serializers.DateField()
    state = serializers.CharField()
