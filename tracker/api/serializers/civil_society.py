from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from tracker.enums import Audience, Concurrence
from tracker.models import CivilSocietyView
from tracker.models.civil_society import VIEW_LIMIT
from tracker.queries.civil_society import voice_of

from .fields import ChoiceField, FlagField, LanguageField, TextField


class ViewSerializer(serializers.Serializer):
    """What civil society says beside a member's answer. `name` is null unless the author chose to
    be named; `version` is told to the author alone. Who wrote it, and when, is told to nobody."""

    id = serializers.UUIDField(source="public_id")
    member = serializers.CharField(source="member.code")
    cycle = serializers.CharField(source="cycle.code")
    recommendation = serializers.CharField(source="recommendation.code")
    view = serializers.ChoiceField(Concurrence.choices)
    text = serializers.CharField()
    language = serializers.CharField()
    audience = serializers.ChoiceField(Audience.choices)
    show_name = serializers.BooleanField()
    name = serializers.SerializerMethodField()
    version = serializers.SerializerMethodField()

    def get_name(self, row: CivilSocietyView) -> str | None:
        return voice_of(row.author, vars(row)).name or None

    @extend_schema_field(serializers.IntegerField(allow_null=True))
    def get_version(self, row: CivilSocietyView) -> int | None:
        actor: Any = self.context.get("actor")
        is_author = actor is not None and actor.seat is not None and actor.seat.pk == row.author_id
        return row.version if is_author else None


class ViewChange(serializers.Serializer):
    """What its author may write of a view. `confirm` is needed, as true, for what opens it to more
    people or shows the name; it is stored nowhere."""

    view = ChoiceField(Concurrence.choices, required=False)
    text = TextField(required=False, allow_blank=True, max_length=VIEW_LIMIT)
    language = LanguageField(required=False)
    audience = ChoiceField(Audience.choices, required=False)
    show_name = FlagField(required=False)
    confirm = FlagField(required=False)


class ViewBody(ViewChange):
    """A new view. It begins with its author and the secretariat unless it is opened at once."""

    member = TextField(max_length=12, required=False)
    cycle = TextField(max_length=20)
    recommendation = TextField(max_length=20)
    view = ChoiceField(Concurrence.choices)
