"""What a snapshot freezes: the rows of a cycle that everybody may read, as plain facts. Rows of any
other class are not even read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from accounts.actor import PUBLIC
from tracker.currencies import minor_units
from tracker.enums import ElementState
from tracker.models import (
    Action,
    BudgetFigure,
    BudgetLine,
    Dataset,
    Evidence,
    Indicator,
    Measurement,
    Plan,
    ProgressEntry,
    ReportingCycle,
)
from tracker.models.content import MemberContent

from . import sealed_plans
from .asked import is_asked
from .published import published_to
from .sealed_facts import Frozen, anchor, day_of, frozen, number_of

MODELS: dict[str, type[MemberContent]] = {
    Dataset.ENTRIES.value: ProgressEntry,
    Dataset.EVIDENCE.value: Evidence,
    Dataset.BUDGET_LINES.value: BudgetLine,
    Dataset.BUDGET_FIGURES.value: BudgetFigure,
    Dataset.PLANS.value: Plan,
    Dataset.ACTIONS.value: Action,
    Dataset.INDICATORS.value: Indicator,
    Dataset.MEASUREMENTS.value: Measurement,
}


def public_rows(cycle: ReportingCycle) -> Iterator[Frozen]:
    """The public rows of a cycle, dataset by dataset, by member and recommendation."""
    yield from _entries(cycle)
    yield from _evidence(cycle)
    yield from _lines(cycle)
    yield from _figures(cycle)
    yield from sealed_plans.plans(cycle)
    yield from sealed_plans.indicators(cycle)


def still_public(model: type[MemberContent]) -> QuerySet[Any]:
    """Published copies that everybody may read, for a row of a snapshot to be one of them."""
    return published_to(model, PUBLIC).filter(
        public_id=OuterRef("public_id"), member=OuterRef("member")
    )


def _answers(cycle: ReportingCycle) -> QuerySet[ProgressEntry]:
    rows = published_to(ProgressEntry, PUBLIC).filter(report__cycle=cycle)
    return rows.order_by("member__code", "recommendation__code", "public_id")


def _entries(cycle: ReportingCycle) -> Iterator[Frozen]:
    documents = published_to(Evidence, PUBLIC).order_by("public_id")
    rows = _answers(cycle).select_related("member", "report", "recommendation__communique")
    rows = rows.prefetch_related("recommendation__elements", Prefetch("evidence", documents))
    for row in rows.iterator(chunk_size=500):
        published = row.report.published_at
        yield frozen(
            Dataset.ENTRIES,
            row,
            {
                "cycle": cycle.code,
                **anchor(row.recommendation),
                "asked": is_asked(row.recommendation, row.member),
                "status": row.status,
                "status_reason": row.status_reason,
                "planned_on": day_of(row.planned_on),
                "narrative": row.narrative,
                "obstacles": row.obstacles,
                "next_steps": row.next_steps,
                "language": row.language,
                "elements": [
                    {
                        "code": element.code,
                        "state": row.elements.get(element.code, {}).get(
                            "state", ElementState.NOT_BEGUN.value
                        ),
                        "reason": row.elements.get(element.code, {}).get("reason", ""),
                    }
                    for element in row.recommendation.elements.all()
                ],
                "evidence": [str(document.public_id) for document in row.evidence.all()],
                "published_on": day_of(published.date() if published else None),
            },
        )


def _evidence(cycle: ReportingCycle) -> Iterator[Frozen]:
    """Records, no files: a file has its hash, so that a copy can be known again."""
    answers = _answers(cycle).select_related("recommendation")
    serving = Evidence.entries.through.objects.filter(
        evidence=OuterRef("pk"), progressentry__in=_answers(cycle).order_by().values("pk")
    )
    rows = published_to(Evidence, PUBLIC).filter(Exists(serving)).select_related("member")
    rows = rows.prefetch_related(Prefetch("entries", answers))
    for row in rows.order_by("member__code", "public_id").iterator(chunk_size=500):
        served = list(row.entries.all())
        codes = tuple(f"{entry.recommendation.code}-" for entry in served)
        yield frozen(
            Dataset.EVIDENCE,
            row,
            {
                "cycle": cycle.code,
                "entries": [str(entry.public_id) for entry in served],
                "elements": sorted(code for code in row.elements if code.startswith(codes)),
                "form": row.form,
                "kind": row.kind,
                "title": row.title,
                "issued_by": row.issued_by,
                "document_date": day_of(row.document_date),
                "language": row.language,
                "url": row.url,
                "file_sha256": row.sha256,
                "relevance": row.relevance,
                "page_pin": row.page_pin,
                "check": row.check_result,
            },
        )


def _amounts(cycle: ReportingCycle) -> QuerySet[BudgetFigure]:
    lines = published_to(BudgetLine, PUBLIC).values("pk")
    return published_to(BudgetFigure, PUBLIC).filter(report__cycle=cycle, line__in=lines)


def _lines(cycle: ReportingCycle) -> Iterator[Frozen]:
    told = _amounts(cycle).filter(line=OuterRef("pk"))
    rows = published_to(BudgetLine, PUBLIC).filter(Exists(told))
    rows = rows.select_related("member", "recommendation__communique")
    order = ("member__code", "recommendation__code", "public_id")
    for row in rows.order_by(*order).iterator(chunk_size=500):
        yield frozen(
            Dataset.BUDGET_LINES,
            row,
            {
                **anchor(row.recommendation),
                "title": row.title,
                "body": row.body,
                "source": row.source,
                "commitment_origin": row.commitment_origin,
                "is_dedicated": row.is_dedicated,
                "share_percent": number_of(row.share_percent, 2),
                "recipient_kind": row.recipient_kind,
                "women_led": row.women_led,
                "flexible": row.flexible,
                "multi_year": row.multi_year,
                "gender_marker": row.gender_marker,
            },
        )


def _figures(cycle: ReportingCycle) -> Iterator[Frozen]:
    rows = _amounts(cycle).select_related("member", "line__recommendation__communique")
    order = ("member__code", "line__recommendation__code", "line__public_id", "public_id")
    for row in rows.order_by(*order).iterator(chunk_size=500):
        yield frozen(
            Dataset.BUDGET_FIGURES,
            row,
            {
                "cycle": cycle.code,
                "line": str(row.line.public_id),
                **anchor(row.line.recommendation),
                "stage": row.stage,
                "period_start": day_of(row.period_start),
                "period_end": day_of(row.period_end),
                "amount": number_of(row.amount, minor_units(row.currency)),
                "currency": row.currency,
                "data_state": row.data_state,
                "as_of": day_of(row.as_of),
                "quality": row.quality,
            },
        )
