"""How filters stand on a page: lists to choose one from, labelled in words. A value that is not
known is named, as the filters of `values` do."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import django_filters
from django import forms
from django.db.models import Model
from django.utils.choices import CallableChoiceIterator
from django.utils.functional import Promise
from django_filters.fields import ChoiceField as FilterChoiceField
from django_filters.fields import ModelChoiceField

from tracker.validators import UNKNOWN
from tracker.wording import listed

Choices = Iterable[tuple[str, Any]]
NAMED = {"invalid_choice": UNKNOWN}


def in_words(value: str, choices: Choices) -> str:
    """A value as people read it: the label of one, the labels of several with commas between."""
    labels = {str(code): str(label) for code, label in choices}
    if value in labels or not labels:
        return labels.get(value, value)
    parts = [part.strip() for part in value.split(",") if part.strip()]
    return listed(labels.get(part, part) for part in parts)


class Pick(forms.Select):
    """A list to choose one from. Several values with commas between, which an address may hold, are
    one line more, so that the form shows and keeps them."""

    def use_required_attribute(self, initial: Any) -> bool:
        """No filter is required; to ask the choices for it would read their rows twice."""
        return False

    def optgroups(self, name: str, value: list[str], attrs: Any = None) -> list[Any]:
        groups = super().optgroups(name, value, attrs)
        for several in value:
            if "," in several:
                words = in_words(several, self.choices)
                more = self.create_option(name, several, words, True, len(groups), attrs=attrs)
                groups.append((None, [more], len(groups)))
        return groups


def pick(everything: str | Promise, choices: Choices | Callable[[], Choices]) -> Pick:
    """A list to choose from, with words for no choice first; `choices` are asked for when a page
    is drawn, where they are rows."""

    def offered() -> Choices:
        return [("", everything), *(choices() if callable(choices) else choices)]

    return Pick(choices=CallableChoiceIterator(offered))


class OneOf(forms.ChoiceField):
    """One of a list of values."""

    default_error_messages = NAMED


class _OneOfField(FilterChoiceField):
    default_error_messages = NAMED


class OneOfFilter(django_filters.ChoiceFilter):
    """One value of a list."""

    field_class = _OneOfField


class LabelledChoiceField(ModelChoiceField):
    """A choice among rows, labelled by a function of the row."""

    default_error_messages = NAMED

    def __init__(self, *args: Any, labelled: Callable[[Any], str], **kwargs: Any) -> None:
        self.labelled = labelled
        super().__init__(*args, **kwargs)

    def label_from_instance(self, obj: Model) -> str:
        return self.labelled(obj)


class LabelledChoiceFilter(django_filters.ModelChoiceFilter):
    field_class = LabelledChoiceField
