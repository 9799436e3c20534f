from __future__ import annotations

from rest_framework import serializers


class ShareSerializer(serializers.Serializer):
    """n of N."""

    n = serializers.IntegerField()
    of = serializers.IntegerField()
