"""Long forms in groups, and what a form says of a row that somebody else changed meanwhile."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.utils.functional import Promise
from django.utils.translation import get_language

from tracker.dates import date_long
from tracker.wording import listed

from .fields import DateField
from .widgets import DateInput


@dataclass(frozen=True)
class Group:
    """Fields that stand together under a title. Groups after the first fold unless something in
    them has to be corrected."""

    title: str | Promise
    fields: list[Any]
    is_open: bool


class GroupedForm(forms.Form):
    """A form whose page folds what is seldom needed."""

    GROUPS: ClassVar[tuple[tuple[Any, str], ...]]

    def groups(self) -> list[Group]:
        found = []
        for place, (title, names) in enumerate(self.GROUPS):
            fields = [self[name] for name in names.split() if name in self.fields]
            if not fields:
                continue
            found.append(Group(title, fields, place == 0 or any(f.errors for f in fields)))
        return found

    @classmethod
    def names(cls) -> list[str]:
        return [name for _title, names in cls.GROUPS for name in names.split()]


# Labels with what is stored, or None where nobody else wrote.
Theirs = list[tuple[Any, str]] | None


def differing(typed: forms.Form, stored: forms.Form) -> list[tuple[Any, str]]:
    """The labels of controls in which a form holds something else than what is stored now, each
    with the stored value in words."""
    return [
        (typed[name].label, _words(stored[name]))
        for name, field in stored.fields.items()
        if name in typed.fields
        and not isinstance(field.widget, forms.HiddenInput)
        and _plain(typed[name]) != _plain(stored[name])
    ]


def _plain(bound: Any) -> Any:
    value = bound.value()
    if isinstance(bound.field, DateField):
        boxes = value if isinstance(value, list) else _boxes(value)
        return [str(box or "").strip() for box in boxes]
    if isinstance(value, (list, tuple)):
        return sorted(map(str, value))
    return "" if value in (None, False) else str(value).replace("\r\n", "\n").strip()


def _boxes(day: dt.date | None) -> list[Any]:
    return DateInput().decompress(day)


def _words(bound: Any) -> str:
    value = bound.value()
    if isinstance(value, dt.date):
        return date_long(value, get_language() or "en")
    labels = dict(_flat(getattr(bound.field, "choices", ())))
    if isinstance(value, (list, tuple)):
        return listed(str(labels.get(str(one), one)) for one in value)
    return str(labels.get(str(value), value) or "–")


def _flat(choices: Any) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    for value, label in choices:
        found += _flat(label) if isinstance(label, (list, tuple)) else [(str(value), label)]
    return found
