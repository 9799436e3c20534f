"""How readers narrow answers: one set of filters for pages, the API and exports."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from tracker.enums import Confidentiality, Status
from tracker.models import Evidence, ProgressEntry

from .about import TextFilter, cycles
from .values import ChoicesFilter, FlagFilter, WordsFilter


class OpenWordsFilter(WordsFilter):
    """Words in rows that search may look into: restricted ones are never found."""

    def filter(self, qs: QuerySet, value: list[str]) -> QuerySet:
        if not value:
            return qs
        return super().filter(qs.exclude(confidentiality=Confidentiality.RESTRICTED), value)


class EntryFilter(TextFilter):
    """`request.actor` decides which evidence `has_evidence` looks at: what a reader cannot see,
    a filter does not betray."""

    cycle = cycles(field_name="report__cycle__code")
    status = ChoicesFilter(Status.values, label=_("Status"))
    has_evidence = FlagFilter(method="with_evidence", label=_("With evidence"))
    confirmed = FlagFilter(label=_("Confirmed in this cycle"))
    search = OpenWordsFilter(("narrative", "obstacles", "next_steps"), label=_("Words"))

    class Meta:
        model = ProgressEntry
        fields: list[str] = []

    def with_evidence(self, rows: QuerySet, name: str, wanted: bool) -> QuerySet:
        seen = Evidence.objects.visible_to(self.request.actor).filter(entries=OuterRef("pk"))
        return rows.filter(Exists(seen) if wanted else ~Exists(seen))
