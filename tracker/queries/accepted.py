"""Accepted answers before they are published, for who reads the member's own work."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.db.models import Q

from accounts.actor import Actor
from recommendations.models import Recommendation
from tracker.enums import Confidentiality, Edition, ReportState, Status
from tracker.models import BudgetFigure, Evidence, ProgressEntry, Report
from tracker.models.content import OWN_READERS, ContentQuerySet

from .answers import Answer
from .money import lines_of
from .published import Content


def accepted_report(actor: Actor, member_id: int, cycle_id: int) -> Report | None:
    """The accepted report of a cycle that is not out yet, for a seat that reads all of its own
    member's work; None for everybody else."""
    if not actor.has_role(*OWN_READERS) or actor.member_id != member_id:
        return None
    rows = Report.objects.visible_to(actor).select_related("cycle", "member")
    return rows.filter(member=member_id, cycle=cycle_id, state=ReportState.ACCEPTED).first()


def accepted_answers(
    actor: Actor, report: Report, recommendations: Sequence[Recommendation]
) -> list[Answer]:
    """One answer per recommendation, with its words, documents and figures, as this reader reads
    them; nothing for named people only, and no money under embargo, since all of it leaves the
    house in a file. Four queries."""
    answered = _rows(ProgressEntry, actor).filter(report=report, confirmed=True)
    entries = {
        entry.recommendation_id: entry
        for entry in answered.exclude(status=Status.NOT_REPORTED).select_related("report")
    }
    documents = _documents(actor, {entry.pk: about for about, entry in entries.items()})
    figures: dict[int, list[BudgetFigure]] = defaultdict(list)
    today = report.today()
    told = _rows(BudgetFigure, actor).filter(
        Q(line__embargo_until__isnull=True) | Q(line__embargo_until__lte=today), report=report
    )
    open_lines = told.exclude(line__confidentiality=Confidentiality.RESTRICTED)
    for figure in open_lines.select_related("line"):
        figures[figure.line.recommendation_id].append(figure)
    return [
        Answer(
            report.member,
            r,
            entries.get(r.pk),
            None,
            evidence=documents[r.pk],
            lines=lines_of(figures[r.pk]) if r.pk in entries else [],
        )
        for r in recommendations
    ]


def _documents(actor: Actor, about: Mapping[int, int]) -> dict[int, list[Evidence]]:
    """The documents of each recommendation; `about` says what each answer is about."""
    links = Evidence.entries.through.objects.filter(progressentry__in=about)
    serves: dict[int, list[int]] = defaultdict(list)
    for document, entry in links.values_list("evidence_id", "progressentry_id"):
        serves[document].append(about[entry])
    found: dict[int, list[Evidence]] = defaultdict(list)
    for row in _rows(Evidence, actor).filter(pk__in=serves).order_by("kind", "title", "pk"):
        for recommendation in serves[row.pk]:
            found[recommendation].append(row)
    return found


def _rows(model: type[Content], actor: Actor) -> ContentQuerySet:
    """Working rows of the actor's own that are not for named people only."""
    rows: ContentQuerySet = model.objects.visible_to(actor)  # type: ignore[attr-defined]
    own = rows.filter(member=actor.member_id, edition=Edition.WORKING)
    return own.exclude(confidentiality=Confidentiality.RESTRICTED)
