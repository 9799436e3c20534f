"""The controls of an answer's form as texts: what was posted, what is stored, what is read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tracker.dates import date_long, month_names
from tracker.enums import Confidentiality, ElementState, Status

from .fields import DateField
from .languages import name_of

# The one control that is three boxes.
DAY = "planned_on"
BOXES = tuple(f"{DAY}_{part}" for part in ("day", "month", "year"))


def as_typed(initial: Mapping[str, Any]) -> dict[str, str]:
    """Stored values as a browser would post them; a day in the digits of ISO 8601."""
    return {
        name: "on" if value is True else "" if value is False or value is None else str(value)
        for name, value in initial.items()
    }


def typed(data: Mapping[str, str], name: str) -> str:
    """What was posted for a control, as far as it can be read in the form of what is stored."""
    if name != DAY:
        return data.get(name, "").replace("\r\n", "\n").strip()
    boxes = [data.get(box, "").strip() for box in BOXES]
    try:
        day = DateField(required=False).to_python(boxes)
    except ValidationError:
        return " ".join(filter(None, boxes))
    return str(day) if day else ""


def boxes(value: str) -> dict[str, str]:
    """A day of ISO 8601 as three boxes; nothing for what is no such day."""
    try:
        day = dt.date.fromisoformat(value) if value else None
    except ValueError:
        return {}
    if day is None:
        return dict.fromkeys(BOXES, "")
    months = month_names(get_language() or "en")
    return dict(zip(BOXES, (str(day.day), months[day.month - 1], str(day.year)), strict=True))


def posted(values: Mapping[str, str]) -> dict[str, str]:
    """Values by control, with the boxes in the place of the day."""
    found = {name: value for name, value in values.items() if name != DAY}
    return {**found, **boxes(values[DAY])} if DAY in values else found


def words(name: str, value: str) -> str:
    """A posted value as a reader sees it."""
    enum: Any = None
    if name == "status":
        enum = Status
    elif name == "confidentiality":
        enum = Confidentiality
    elif name.startswith("state-"):
        enum = ElementState
    elif name == "language":
        return name_of(value)
    elif name == "is_ready":
        return str(_("Yes") if value else _("No"))
    elif name == DAY:
        return _day(value)
    if enum is not None and value in enum.values:
        return str(enum(value).label)
    return value


def _day(value: str) -> str:
    try:
        return date_long(dt.date.fromisoformat(value), get_language() or "en")
    except ValueError:
        return value
