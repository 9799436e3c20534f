"""The published edition: frozen copies that everybody else reads, never live rows."""

from __future__ import annotations

import uuid
from collections import defaultdict
from typing import Any, TypeVar

from django.db import models
from django.utils import timezone

from tracker.enums import Confidentiality, Edition, Status, stricter
from tracker.models import BudgetFigure, BudgetLine, Evidence, ProgressEntry, Report

from . import snapshots
from .published_files import keeps_files_clean

NETWORK = Confidentiality.NETWORK
SHARED = (Confidentiality.PUBLIC, NETWORK)
_OWN_COLUMNS = {"id", "edition"}

Row = TypeVar("Row", bound=models.Model)


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
    _narrow(report.member_id)
    working = list(
        ProgressEntry.objects.working()
        .filter(report=report, confidentiality__in=SHARED, confirmed=True)
        .exclude(status=Status.NOT_REPORTED)
    )
    frozen = {entry.pk: _freeze(entry) for entry in working}
    ProgressEntry.internal.bulk_create(frozen.values())
    _publish_evidence(working, frozen)
    _publish_money(report, working)
    snapshots.blank_hidden(report.member_id)
    return len(frozen)


@keeps_files_clean
def withdraw_edition(report: Report) -> None:
    """Takes the published edition of a report away, whole and at once, and its words out of every
    snapshot. Documents and lines that another published report still needs stay. Runs in the
    caller's transaction."""
    snapshots.hold_publication()
    _take_away(report)
    snapshots.blank_report(report)
    snapshots.blank_hidden(report.member_id)


def _take_away(report: Report) -> None:
    entries = ProgressEntry.objects.published().filter(report=report)
    through = Evidence.entries.through
    through.objects.filter(progressentry__in=entries.values("pk")).delete()
    entries.delete()
    Evidence.objects.published().filter(member=report.member_id, entries__isnull=True).delete()
    BudgetFigure.objects.published().filter(report=report).delete()
    BudgetLine.objects.published().filter(member=report.member_id, figures__isnull=True).delete()


def _narrow(member_id: int) -> None:
    """Documents and lines that their member has since shown to fewer people go, or close, beside
    the answers of earlier years too: they run over years, and nobody looks for each copy."""
    evidence = Evidence.objects.working().filter(member=member_id)
    lines = BudgetLine.objects.working().filter(member=member_id)
    figures = BudgetFigure.objects.published().filter(member=member_id)
    inside = _ids(lines.exclude(confidentiality__in=SHARED))
    figures.filter(line__public_id__in=inside).delete()
    for working in (evidence, lines):
        copies = working.model.objects.published().filter(member=member_id)
        copies.filter(public_id__in=_ids(working.exclude(confidentiality__in=SHARED))).delete()
        closed = _ids(working.filter(confidentiality=NETWORK))
        copies.filter(public_id__in=closed).update(confidentiality=NETWORK)
    closed = _ids(lines.filter(confidentiality=NETWORK))
    figures.filter(line__public_id__in=closed).update(confidentiality=NETWORK)


def _ids(rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
    return rows.values("public_id")


def _freeze(row: Row, **changes: object) -> Row:
    """An unsaved published copy of a working row, under the same public id."""
    columns = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if field.name not in _OWN_COLUMNS
    }
    return type(row)(**{**columns, "edition": Edition.PUBLISHED, **changes})


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
    standing = _standing(Evidence, Evidence.internal.filter(pk__in=serves))
    for evidence in Evidence.objects.working().filter(pk__in=serves):
        widest = min(
            (entry.confidentiality for entry in serves[evidence.pk]),
            key=Confidentiality.values.index,
        )
        copy = _upsert(
            evidence,
            standing.get(evidence.public_id),
            confidentiality=stricter(evidence.confidentiality, widest),
            # Between the member and its reviewers.
            personal_data="",
            consent_basis="",
        )
        copy.entries.add(*[frozen[entry.pk] for entry in serves[evidence.pk]])


def _publish_money(report: Report, working: list[ProgressEntry]) -> None:
    """Frozen lines and figures of the shared answers, as narrow as the narrower of both."""
    classes = {entry.recommendation_id: entry.confidentiality for entry in working}
    today = timezone.now().date()
    lines = (
        BudgetLine.objects.working()
        .filter(member=report.member_id, recommendation__in=classes, confidentiality__in=SHARED)
        .filter(figures__report=report, figures__edition=Edition.WORKING)
        .exclude(embargo_until__gt=today)
        .distinct()
    )
    standing = _standing(BudgetLine, lines)
    copies = {}
    for line in lines:
        shared = stricter(line.confidentiality, classes[line.recommendation_id])
        copies[line.pk] = _upsert(line, standing.get(line.public_id), confidentiality=shared)
    figures = BudgetFigure.objects.working().filter(report=report, line__in=copies)
    BudgetFigure.internal.bulk_create(
        _freeze(
            figure,
            line_id=copies[figure.line_id].pk,
            confidentiality=copies[figure.line_id].confidentiality,
            evidence_id=None,
        )
        for figure in figures
    )


def _standing(model: type[models.Model], rows: models.QuerySet) -> dict[uuid.UUID, int]:
    """Published copies that stand already, by public id."""
    found = model.internal.filter(  # type: ignore[attr-defined]
        edition=Edition.PUBLISHED, public_id__in=rows.values("public_id")
    )
    return dict(found.values_list("public_id", "pk"))


def _upsert(row: Row, standing: int | None, **changes: object) -> Row:
    copy = _freeze(row, **changes)
    copy.pk = standing
    copy.save(force_insert=standing is None, force_update=standing is not None)
    return copy
