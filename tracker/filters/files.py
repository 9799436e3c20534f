"""What files can be narrowed by beside the filters of a list."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from .values import FlagFilter


class OfEverybody(django_filters.FilterSet):
    """`published` is no condition on rows: it chooses whose eyes they are seen with, before any
    other filter looks at them (`tracker.exports.datasets.Dataset.reader`)."""

    published = FlagFilter(method="as_seen", label=_("Only what is published to everybody"))

    def as_seen(self, rows: QuerySet, name: str, wanted: bool) -> QuerySet:
        return rows


def of_files(filterset: type[Any]) -> type[Any]:
    """The filters of a list, and those that files have beside them."""
    return type(f"{filterset.__name__}OfFiles", (OfEverybody, filterset), {})
