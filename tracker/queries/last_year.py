"""A member's answer in the cycle before, beside the one that is being written or reviewed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from accounts.actor import Actor
from tracker.models import BudgetFigure, Evidence, ProgressEntry

# Figures of the cycle before, by line, currency and stage.
FigureKey = tuple[int, str, str]


@dataclass(frozen=True)
class LastAnswer:
    """The earlier answer, the code of its cycle, its documents counted, and its figures."""

    entry: ProgressEntry
    documents: int
    figures: Mapping[FigureKey, BudgetFigure]

    @property
    def cycle(self) -> str:
        return self.entry.report.cycle.code

    def amount(self, line: int, currency: str, stage: str) -> Decimal | None:
        """The amount at a stage then, in the currency's own units; None where none was given."""
        figure = self.figures.get((line, currency, stage))
        return figure.amount if figure else None


def last_answer(actor: Actor, entry: ProgressEntry) -> LastAnswer | None:
    """What the member answered to the same recommendation in its latest earlier cycle, as far as
    the actor may read it."""
    before = (
        ProgressEntry.objects.visible_to(actor)
        .filter(
            member=entry.member_id,
            edition="working",
            recommendation=entry.recommendation_id,
            report__cycle__meeting_on__lt=entry.report.cycle.meeting_on,
        )
        .select_related("report__cycle")
        .order_by("-report__cycle__meeting_on")
        .first()
    )
    if before is None:
        return None
    figures = (
        BudgetFigure.objects.visible_to(actor)
        .filter(
            member=entry.member_id,
            edition="working",
            report=before.report_id,
            line__recommendation=entry.recommendation_id,
        )
        .order_by("period_end")
    )
    documents = Evidence.objects.visible_to(actor).filter(edition="working", entries=before)
    return LastAnswer(
        entry=before,
        documents=documents.count(),
        figures={(row.line_id, row.currency, row.stage): row for row in figures},
    )
