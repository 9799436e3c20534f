"""Filter fields that show a label and carry a code."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import django_filters
from django.db.models import Model
from django_filters.fields import ModelChoiceField


class LabelledChoiceField(ModelChoiceField):
    """A choice among rows, labelled by a function of the row."""

    def __init__(self, *args: Any, labelled: Callable[[Any], str], **kwargs: Any) -> None:
        self.labelled = labelled
        super().__init__(*args, **kwargs)

    def label_from_instance(self, obj: Model) -> str:
        return self.labelled(obj)


class LabelledChoiceFilter(django_filters.ModelChoiceFilter):
    field_class = LabelledChoiceField
