"""Chips: each chosen filter with the address that takes it away."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.forms import Form
from django.http import QueryDict

from tracker.filters.fields import in_words


class Chip(NamedTuple):
    label: str
    without: str


def chips(form: Form, query: QueryDict, names: Iterable[str]) -> list[Chip]:
    """One chip per named filter that the address sets to a value the form knows. `without` is the
    query string that keeps all others, with its question mark."""
    found = []
    for name in names:
        if not query.get(name) or not form.cleaned_data.get(name):
            continue
        rest = query.copy()
        rest.pop(name)
        rest.pop("page", None)
        found.append(Chip(_shown(form, name, query[name]), f"?{rest.urlencode()}"))
    return found


def _shown(form: Form, name: str, value: str) -> str:
    field = form.fields[name]
    return in_words(value, getattr(field, "choices", None) or getattr(field.widget, "choices", ()))
