from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from recommendations.models import Element
from tracker import rules
from tracker.api.bodies import read_body
from tracker.api.preconditions import required_version
from tracker.api.problems import pointer, wrong, wrong_value
from tracker.api.serializers.entries import EntryBody, EntrySerializer
from tracker.claims import foreign_element
from tracker.domain import progress
from tracker.domain.errors import require
from tracker.filters.entries import EntryFilter
from tracker.models import ProgressEntry

from .base import ListView, OneView, Withdrawable

# All that a list shows. The texts of the recommendations alone are longer than the answers.
SHOWN = (
    *"member_id report_id element_codes".split(),
    *"public_id edition version updated_at confidentiality status status_reason planned_on".split(),
    *"narrative obstacles next_steps language elements confirmed carried_from".split(),
    *"is_ready is_open member__code member__kind recommendation__code".split(),
    *"recommendation__addressed_to report__public_id report__member_id report__cycle__code".split(),
    *"report__submitted_at report__state report__state_since report__due_on".split(),
    "report__released_at",
)


class Entries(Withdrawable):
    serializer_class = EntrySerializer
    about = {
        "member": "member__code__in",
        "cycle": "report__cycle__code__in",
        "recommendation": "recommendation__code__in",
    }

    def get_queryset(self) -> QuerySet[ProgressEntry]:
        elements = Element.objects.filter(recommendation=OuterRef("recommendation"))
        return (
            ProgressEntry.objects.visible_to(self.actor)  # type: ignore[attr-defined]
            .select_related("member", "report__cycle", "report__member", "recommendation")
            .annotate(element_codes=ArraySubquery(elements.order_by("position").values("code")))
        )


class EntryList(Entries, ListView):
    """Answers: published ones, and the working ones of one's own seat."""

    filterset_class = EntryFilter
    orderings = {
        "updated_at": "updated_at",
        "member": "member__code",
        "recommendation": "recommendation__code",
    }
    default_ordering = "-updated_at"
    tie = "public_id"
    shown = SHOWN


class EntryOne(Entries, OneView):
    """An answer by its id."""

    lookup_field = "public_id"

    @extend_schema(request=EntryBody, responses=EntrySerializer)
    def patch(self, request: Request, public_id: Any) -> Response:
        """Writes the named parts of an answer."""
        entry = self.found()
        version = required_version(request, entry)
        changes = read_body(request, EntryBody, self.show(entry))
        _check_elements(request.data.get("elements", []), entry)
        confirms = changes.pop("confirmed", entry.confirmed)
        if entry.confirmed and not confirms:
            raise wrong([wrong_value("/confirmed", _("What was confirmed stays confirmed."))])
        require(rules.may_edit_entry(self.actor, entry))
        if changes:
            progress.record(self.actor, entry, version, changes)
        elif confirms and not entry.confirmed:
            progress.confirm_unchanged(self.actor, entry, version)
        return self.answer(entry)


def _check_elements(said: Sequence[dict[str, Any]], entry: ProgressEntry) -> None:
    """Points at the place of every element that the recommendation does not have: the verb knows
    codes alone, and no places."""
    codes: list[str] = entry.element_codes  # type: ignore[attr-defined]
    errors = [
        wrong_value(pointer("elements", place, "code"), foreign)
        for place, one in enumerate(said)
        if (foreign := foreign_element(one["code"], codes))
    ]
    if errors:
        raise wrong(errors)
