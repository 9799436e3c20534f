"""A report as it is read in the admin: each answer with what stands behind it and around it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Prefetch

from accounts.actor import Actor
from recommendations.models import Element
from tracker.enums import ElementState
from tracker.models import BudgetFigure, Evidence, ProgressEntry, Report, ReviewComment


@dataclass
class Said:
    """One answer, its checklist as (element, state, reason), documents, figures and comments, as
    far as the actor may see each of them."""

    entry: ProgressEntry
    elements: list[tuple[Element, str, str]]
    documents: list[Evidence]
    figures: list[BudgetFigure] = field(default_factory=list)
    comments: list[ReviewComment] = field(default_factory=list)


def dossier(actor: Actor, report: Report) -> list[Said]:
    """The visible answers of a report in the order of the recommendations. Five queries."""
    documents = Prefetch(
        "evidence", queryset=Evidence.objects.visible_to(actor), to_attr="visible_evidence"
    )
    entries = (
        ProgressEntry.objects.visible_to(actor)
        .filter(report=report)
        .select_related("recommendation")
        .prefetch_related(documents, "recommendation__elements")
    )
    said = {
        entry.recommendation_id: Said(entry, _checklist(entry), entry.visible_evidence)
        for entry in entries
    }
    figures = BudgetFigure.objects.visible_to(actor).filter(report=report).select_related("line")
    for figure in figures:
        if figure.line.recommendation_id in said:
            said[figure.line.recommendation_id].figures.append(figure)
    comments: dict[int | None, list[ReviewComment]] = defaultdict(list)
    for row in ReviewComment.objects.visible_to(actor).filter(report=report):
        comments[row.entry_id].append(row)
    for answer in said.values():
        answer.comments = comments[answer.entry.pk]
    return list(said.values())


def _checklist(entry: ProgressEntry) -> list[tuple[Element, str, str]]:
    rows = []
    for element in entry.recommendation.elements.all():
        told = entry.elements.get(element.code, {})
        state = ElementState(told.get("state", ElementState.NOT_BEGUN))
        rows.append((element, state.label, told.get("reason", "")))
    return rows
