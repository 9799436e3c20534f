"""How readers narrow evidence."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from recommendations.enums import EvidenceKind
from tracker.enums import Confidentiality, EvidenceCheck, EvidenceForm
from tracker.models import Evidence, ProgressEntry

from .about import AboutFilter, cycles, recommendations
from .entries import OpenWordsFilter
from .values import ChoicesFilter, IdFilter


class EvidenceFilter(AboutFilter):
    """Cycle and recommendation are those of the answers a document serves, as far as the reader
    sees them."""

    entry = IdFilter(method="of_entry", label=_("Answer"))
    cycle = cycles(method="of_answer")
    recommendation = recommendations(method="of_answer")
    kind = ChoicesFilter(EvidenceKind.values, label=_("Kind"))
    form = ChoicesFilter(EvidenceForm.values, label=_("Form"))
    confidentiality = ChoicesFilter(Confidentiality.values, label=_("Who may read it"))
    check = ChoicesFilter(EvidenceCheck.values, field_name="check_result", label=_("Check"))
    search = OpenWordsFilter(("title", "issued_by", "relevance"), label=_("Words"))

    class Meta:
        model = Evidence
        fields: list[str] = []

    def of_entry(self, rows: QuerySet, name: str, entry: object) -> QuerySet:
        return self._serving(rows, public_id=entry)

    def of_answer(self, rows: QuerySet, name: str, codes: Sequence[str]) -> QuerySet:
        if not codes:
            return rows
        path = "report__cycle__code__in" if name == "cycle" else "recommendation__code__in"
        return self._serving(rows, **{path: codes})

    def _serving(self, rows: QuerySet, **which: object) -> QuerySet:
        answers = ProgressEntry.objects.visible_to(self.request.actor)
        return rows.filter(Exists(answers.filter(evidence=OuterRef("pk"), **which)))
