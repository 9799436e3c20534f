"""Every round of a report is kept: what was sent when, under which receipt."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from tracker.models import BudgetFigure, Evidence, ProgressEntry, Report, Submission


def keep_round(report: Report) -> Submission:
    """Writes down what a report holds as it is sent. Runs in the caller's transaction."""
    assert report.submitted_by is not None, "a report is sent by somebody"
    return Submission.internal.create(
        member=report.member,
        report=report,
        round=report.round,
        submitted_at=report.submitted_at or timezone.now(),
        submitted_by=report.submitted_by,
        is_late=report.is_late,
        receipt_number=report.receipt_number,
        receipt_sha256=report.receipt_sha256,
        versions=versions(report),
    )


def versions(report: Report) -> dict[str, Any]:
    """The version of each answer now, and of the documents and figures that stand with it. Ids and
    numbers only."""
    entries = list(
        ProgressEntry.objects.working()
        .filter(report=report)
        .values_list("pk", "public_id", "version", "recommendation_id")
    )
    found: dict[int, dict[str, Any]] = {
        pk: {"version": version, "evidence": {}, "figures": {}}
        for pk, _public_id, version, _recommendation in entries
    }
    documents = Evidence.objects.working().filter(entries__in=list(found))
    for pk, public_id, version in documents.values_list("entries", "public_id", "version"):
        if pk in found:
            found[pk]["evidence"][str(public_id)] = version
    of_recommendation = {recommendation: pk for pk, _id, _version, recommendation in entries}
    figures = BudgetFigure.objects.working().filter(report=report)
    for recommendation, public_id, version in figures.values_list(
        "line__recommendation", "public_id", "version"
    ):
        found[of_recommendation[recommendation]]["figures"][str(public_id)] = version
    return {str(public_id): found[pk] for pk, public_id, _version, _recommendation in entries}
