"""How the two sides of a review narrow its comments."""

from __future__ import annotations

from collections.abc import Sequence

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from tracker.models import ReviewComment

from .about import recommendations, updated_since
from .values import ChoicesFilter, FlagFilter, IdFilter

_UNANSWERED = Q(answer="", resolved_at__isnull=True)
_STATES: dict[str, Q] = {
    "unsent": _UNANSWERED & Q(sent_at__isnull=True),
    "open": _UNANSWERED & Q(sent_at__isnull=False),
    "answered": ~Q(answer="") & Q(resolved_at__isnull=True),
    "settled": Q(resolved_at__isnull=False),
}


class CommentFilter(django_filters.FilterSet):
    """A comment is open until it is answered or resolved."""

    report = IdFilter(field_name="report__public_id", label=_("Report"))
    recommendation = recommendations(field_name="entry__recommendation__code")
    open = FlagFilter(method="still_open", label=_("Still open"))
    updated_since = updated_since()
    state = ChoicesFilter(_STATES, method="of_state", label=_("State"))

    class Meta:
        model = ReviewComment
        fields: list[str] = []

    def of_state(self, rows: QuerySet, name: str, states: Sequence[str]) -> QuerySet:
        wanted = Q(pk__in=[])
        for state in states:
            wanted |= _STATES[state]
        return rows.filter(wanted)

    def still_open(self, rows: QuerySet, name: str, wanted: bool) -> QuerySet:
        settled = ~Q(answer="") | Q(resolved_at__isnull=False)
        return rows.filter(~settled if wanted else settled)
