"""Serializers that show rows by the hundred. Their fields say what is shown, as ever, and the
schema is made from them; how each field reads a row is worked out once, not row by row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import cache
from operator import attrgetter
from typing import Any, NamedTuple

from django.core.exceptions import ObjectDoesNotExist
from django.utils import timezone
from rest_framework import serializers

# The framework's own ways to show a value, and what they come to for a value of the right kind.
_SHORTER: dict[Any, Callable[[Any], Any]] = {
    serializers.CharField.to_representation: str,
    serializers.IntegerField.to_representation: int,
    serializers.UUIDField.to_representation: str,
}


class _Step(NamedTuple):
    """One field: its name, how it is read off a row, and how the value is shown. `method` names
    the serializer's own method, where it has one."""

    name: str
    field: serializers.Field
    read: Callable[[Any], Any]
    show: Callable[[Any], Any]
    method: str


class ShownSerializer(serializers.Serializer):
    """A serializer that only shows. Subclasses do not change their fields from row to row."""

    def to_representation(self, instance: Any) -> dict[str, Any]:
        shown: dict[str, Any] = {}
        for name, field, read, show, method in _steps(type(self)):
            if method:
                shown[name] = getattr(self, method)(instance)
                continue
            try:
                value = read(instance)
            except (AttributeError, ObjectDoesNotExist):
                # A link that leads nowhere: the framework knows what that means for this field.
                value = field.get_attribute(instance)
            shown[name] = None if value is None else show(value)
        return shown


@cache
def _steps(of: type[ShownSerializer]) -> tuple[_Step, ...]:
    return tuple(_step(field) for field in of()._readable_fields)


def _step(field: serializers.Field) -> _Step:
    method = field.method_name if isinstance(field, serializers.SerializerMethodField) else ""
    read = attrgetter(field.source) if not method else _nothing
    return _Step(field.field_name, field, read, _way(field), method)


def _nothing(_row: Any) -> None:
    """What a method says is not read off the row."""


def _way(field: serializers.Field) -> Callable[[Any], Any]:
    """How a value that is not None is shown."""
    if isinstance(field, serializers.DateTimeField) and not hasattr(field, "format"):
        return lambda value: _moment(field, value)
    if isinstance(field, serializers.UUIDField) and field.uuid_format != "hex_verbose":
        return field.to_representation
    return _SHORTER.get(type(field).to_representation, field.to_representation)


def _moment(field: serializers.DateTimeField, value: dt.datetime) -> Any:
    """A moment in UTC, as the framework writes it where the reader's time zone is UTC."""
    if value.tzinfo is dt.UTC and str(timezone.get_current_timezone()) == "UTC":
        return value.isoformat()[:-6] + "Z"
    return field.to_representation(value)
