"""How the two sides of a review narrow its comments."""

from __future__ import annotations

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from tracker.models import ReviewComment

from .about import recommendations
from .values import FlagFilter, IdFilter


class CommentFilter(django_filters.FilterSet):
    """A comment is open until it is answered or resolved."""

    report = IdFilter(field_name="report__public_id", label=_("Report"))
    recommendation = recommendations(field_name="entry__recommendation__code")
    open = FlagFilter(method="still_open", label=_("Still open"))

    class Meta:
        model = ReviewComment
        fields: list[str] = []

    def still_open(self, rows: QuerySet, name: str, wanted: bool) -> QuerySet:
        settled = ~Q(answer="") | Q(resolved_at__isnull=False)
        return rows.filter(~settled if wanted else settled)
