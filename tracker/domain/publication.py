"""The published edition: frozen copies that everybody else reads, never live rows."""

from __future__ import annotations

import uuid
from collections import defaultdict
from typing import Any

from django.db import models

from tracker.enums import Confidentiality, Edition, Status, stricter
from tracker.models import BudgetFigure, BudgetLine, Evidence, ProgressEntry, Report

from . import plan_publication, publishing_indicators, snapshots
from .freezing import NETWORK, SHARED, freeze, standing, upsert
from .published_files import keeps_files_clean


@keeps_files_clean
def publish_edition(report: Report) -> int:
    """Freezes what a report shares: confirmed answers whose class is public or network, with the
    evidence and the figures that go with them. Replaces what was published of it before.

    A document or a figure is never shown more widely than the answer it belongs to, and a line
    under embargo stays back. Returns the number of answers frozen. Runs in the caller's
    transaction.
    """
    snapshots.hold_publication()
    _take_away(report)
    _narrow(report)
    working = list(
        ProgressEntry.objects.working()
        .filter(report=report, confidentiality__in=SHARED, confirmed=True)
        .exclude(status=Status.NOT_REPORTED)
    )
    frozen = {entry.pk: freeze(entry) for entry in working}
    ProgressEntry.internal.bulk_create(frozen.values())
    _publish_evidence(working, frozen)
    _publish_money(report, working)
    plan_publication.publish_plans(report)
    publishing_indicators.publish(report)
    snapshots.blank_hidden(report.member_id)
    return len(frozen)


@keeps_files_clean
def withdraw_edition(report: Report) -> None:
    """Takes the published edition of a report away, whole and at once, and its words out of every
    snapshot. Documents and lines that another published report still needs stay. Runs in the
    caller's transaction."""
    snapshots.hold_publication()
    _take_away(report)
    plan_publication.withdraw_with(report)
    publishing_indicators.withdraw(report)
    snapshots.blank_report(report)
    snapshots.blank_hidden(report.member_id)


def hold_back(line: BudgetLine) -> None:
    """Takes what was published of a line away, at once and out of every snapshot: it is under
    embargo now. Runs in the caller's transaction."""
    snapshots.hold_publication()
    BudgetFigure.objects.published().filter(line__public_id=line.public_id).delete()
    BudgetLine.objects.published().filter(public_id=line.public_id).delete()
    snapshots.blank_hidden(line.member_id)


def _take_away(report: Report) -> None:
    entries = ProgressEntry.objects.published().filter(report=report)
    through = Evidence.entries.through
    through.objects.filter(progressentry__in=entries.values("pk")).delete()
    entries.delete()
    Evidence.objects.published().filter(member=report.member_id, entries__isnull=True).delete()
    BudgetFigure.objects.published().filter(report=report).delete()
    BudgetLine.objects.published().filter(member=report.member_id, figures__isnull=True).delete()


def _narrow(report: Report) -> None:
    """Documents and lines that their member has since shown to fewer people go, or close, beside
    the answers of earlier years too: they run over years, and nobody looks for each copy."""
    member_id = report.member_id
    evidence = Evidence.objects.working().filter(member=member_id)
    lines = BudgetLine.objects.working().filter(member=member_id)
    figures = BudgetFigure.objects.published().filter(member=member_id)
    inside = _ids(lines.exclude(confidentiality__in=SHARED))
    figures.filter(line__public_id__in=inside).delete()
    for line in lines.filter(embargo_until__gt=report.today()):
        hold_back(line)
    for working in (evidence, lines):
        copies = working.model.objects.published().filter(member=member_id)
        copies.filter(public_id__in=_ids(working.exclude(confidentiality__in=SHARED))).delete()
        closed = _ids(working.filter(confidentiality=NETWORK))
        copies.filter(public_id__in=closed).update(confidentiality=NETWORK)
    closed = _ids(lines.filter(confidentiality=NETWORK))
    figures.filter(line__public_id__in=closed).update(confidentiality=NETWORK)


def _ids(rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
    return rows.values("public_id")


def _publish_evidence(working: list[ProgressEntry], frozen: dict[int, ProgressEntry]) -> None:
    """One frozen copy of each shared document, linked to the frozen answers it serves. Its class
    is the stricter of its own and the widest of those answers'."""
    serves: dict[int, list[ProgressEntry]] = defaultdict(list)
    by_pk = {entry.pk: entry for entry in working}
    links = Evidence.entries.through.objects.filter(
        progressentry__in=list(by_pk), evidence__confidentiality__in=SHARED
    )
    for evidence_id, entry_id in links.values_list("evidence_id", "progressentry_id"):
        serves[evidence_id].append(by_pk[entry_id])
    stand = standing(Evidence, Evidence.internal.filter(pk__in=serves))
    for evidence in Evidence.objects.working().filter(pk__in=serves):
        widest = min(
            (entry.confidentiality for entry in serves[evidence.pk]),
            key=Confidentiality.values.index,
        )
        copy = upsert(
            evidence,
            stand.get(evidence.public_id),
            confidentiality=stricter(evidence.confidentiality, widest),
            # Between the member and its reviewers.
            personal_data="",
            consent_basis="",
        )
        copy.entries.add(*[frozen[entry.pk] for entry in serves[evidence.pk]])


def _publish_money(report: Report, working: list[ProgressEntry]) -> None:
    """Frozen lines and figures of the shared answers, as narrow as the narrower of both."""
    classes = {entry.recommendation_id: entry.confidentiality for entry in working}
    lines = (
        BudgetLine.objects.working()
        .filter(member=report.member_id, recommendation__in=classes, confidentiality__in=SHARED)
        .filter(figures__report=report, figures__edition=Edition.WORKING)
        .exclude(embargo_until__gt=report.today())
        .distinct()
    )
    stand = standing(BudgetLine, lines)
    copies = {}
    for line in lines:
        shared = stricter(line.confidentiality, classes[line.recommendation_id])
        # Which action it pays for is told once that action's own copy is out.
        copies[line.pk] = upsert(
            line, stand.get(line.public_id), confidentiality=shared, action_id=None
        )
    figures = (
        BudgetFigure.objects.working()
        .filter(report=report, line__in=copies)
        .select_related("evidence")
    )
    # A figure that an earlier report told of goes over to the report that tells of it now.
    BudgetFigure.objects.published().filter(public_id__in=_ids(figures)).delete()
    shown = _shown_documents(report.member_id)
    BudgetFigure.internal.bulk_create(
        _freeze_figure(figure, copies[figure.line_id], shown) for figure in figures
    )


def _freeze_figure(
    figure: BudgetFigure, line: BudgetLine, shown: dict[uuid.UUID, tuple[int, str]]
) -> BudgetFigure:
    """A figure beside the published copy of its line. It names its document, and the page, only
    where whoever reads the figure reads the document too."""
    known = shown.get(figure.evidence.public_id) if figure.evidence else None
    is_as_open = known is not None and known[1] in (Confidentiality.PUBLIC, line.confidentiality)
    return freeze(
        figure,
        line_id=line.pk,
        confidentiality=line.confidentiality,
        evidence_id=known[0] if known is not None and is_as_open else None,
        page_pin=figure.page_pin if is_as_open else "",
    )


def _shown_documents(member_id: int) -> dict[uuid.UUID, tuple[int, str]]:
    """The published documents of a member with their classes, by public id."""
    rows = Evidence.objects.published().filter(member=member_id)
    return {
        key: (pk, shared)
        for key, pk, shared in rows.values_list("public_id", "pk", "confidentiality")
    }
