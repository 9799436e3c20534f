from __future__ import annotations

from rest_framework import serializers


class ThemeSerializer(serializers.Serializer):
    """A subject that the editors tag recommendations with. `name` is in English."""

    code = serializers.CharField()
    name = serializers.CharField()


class FrameworkSerializer(serializers.Serializer):
    """A set that indicators are taken from: the United Nations', a regional or a national one.
    `source` is the document it stands in, `url` where that is found; both may be empty."""

    code = serializers.CharField()
    name = serializers.CharField()
    source = serializers.CharField()
    url = serializers.CharField()


class SeatSerializer(serializers.Serializer):
    """A contributor's seat. `name` is the person's, `title` what they call their office."""

    id = serializers.UUIDField(source="public_id")
    member = serializers.CharField(source="member.code")
    role = serializers.CharField()
    name = serializers.CharField(source="user.name")
    title = serializers.CharField()
