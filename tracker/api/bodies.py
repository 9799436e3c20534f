"""Reading a body: every name is known and may be written, or the answer names it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.request import Request

from .problems import Problem, pointer, serializer_errors, wrong, wrong_value


def read_body(
    request: Request,
    body: type[serializers.Serializer],
    shown: serializers.Serializer | None = None,
    *,
    read_only: frozenset[str] = frozenset(),
) -> dict[str, Any]:
    """The values of a body, by name. A name that cannot be written is let through where it
    repeats what is stored (`shown`), so that a client may send back what it read.

    Raises a Problem that names every fault of the body at once.
    """
    data = request.data
    if request.method == "PATCH" and request.stream is None:
        raise Problem("unreadable", _("Send what is to be changed as a JSON object."))
    if not isinstance(data, Mapping):
        raise Problem("unreadable", _("The body has to be a JSON object."))
    reader = body(data=data)
    stored = shown.data if shown is not None else {}
    errors = [
        wrong_value(pointer(name), _refused(name, name in stored or name in read_only))
        for name in data
        if name not in reader.fields and not (name in stored and stored[name] == data[name])
    ]
    errors += _twice(data, reader)
    if not reader.is_valid():
        errors += serializer_errors(reader.errors)
    if errors:
        raise wrong(errors)
    return dict(reader.validated_data)


def _refused(name: str, is_known: bool) -> str:
    if is_known:
        return _("“%(name)s” is read only.") % {"name": name[:100]}
    return _("“%(name)s” is not known here.") % {"name": name[:100]}


def _twice(data: Mapping[str, Any], reader: serializers.Serializer) -> list[dict[str, Any]]:
    """Fields of a form that stand several times and are no list."""
    if not hasattr(data, "getlist"):
        return []
    return [
        wrong_value(pointer(name), _("Write this field once."))
        for name in data
        if len(data.getlist(name)) > 1
        and not isinstance(reader.fields.get(name), serializers.ListField)
    ]
