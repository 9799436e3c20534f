"""The answers of a cycle: one per recommendation, with what the member said last time."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from recommendations.models import Recommendation
from tracker.enums import Status
from tracker.models import Evidence, ProgressEntry, Report, ReportingCycle

CARRIED = (
    "status status_reason planned_on narrative obstacles next_steps language elements "
    "confidentiality".split()
)

Answers = dict[tuple[int, int], ProgressEntry]


def asked_in(cycle: ReportingCycle) -> QuerySet[Recommendation]:
    """What a cycle asks about: every recommendation agreed before its meeting. None ever closes
    because a newer communiqué came."""
    return Recommendation.objects.filter(communique__ends_on__lt=cycle.meeting_on)


def fill(cycle: ReportingCycle, reports: Iterable[Report]) -> int:
    """Gives reports the answers they lack, carried over unconfirmed where the member answered in
    the cycle before; what is there stays as it is. Returns how many it were. Runs in the caller's
    transaction."""
    reports = list(reports)
    recommendations = list(asked_in(cycle))
    standing = set(
        ProgressEntry.objects.working()
        .filter(report__in=reports)
        .values_list("report_id", "recommendation_id")
    )
    before = last_answers(cycle)
    entries = [
        _entry(report, recommendation, before)
        for report in reports
        for recommendation in recommendations
        if (report.pk, recommendation.pk) not in standing
    ]
    ProgressEntry.internal.bulk_create(entries, batch_size=500)
    _carry_evidence(entries, before)
    return len(entries)


def last_answers(cycle: ReportingCycle) -> Answers:
    """Each member's answers in the latest earlier cycle, by member and recommendation."""
    last = ReportingCycle.objects.filter(meeting_on__lt=cycle.meeting_on).first()
    if last is None:
        return {}
    rows = (
        ProgressEntry.objects.working().filter(report__cycle=last).select_related("report__cycle")
    )
    return {(row.member_id, row.recommendation_id): row for row in rows}


def is_carried(last: ProgressEntry | None) -> bool:
    return last is not None and last.status != Status.NOT_REPORTED


def _entry(report: Report, recommendation: Recommendation, before: Answers) -> ProgressEntry:
    entry = ProgressEntry(member=report.member, report=report, recommendation=recommendation)
    last = before.get((report.member_id, recommendation.pk))
    if last is not None and is_carried(last):
        for name in CARRIED:
            setattr(entry, name, getattr(last, name))
        entry.confirmed, entry.carried_from = False, last.report.cycle.code
    return entry


def _carry_evidence(entries: list[ProgressEntry], before: Answers) -> None:
    """The same documents serve the carried answers, until somebody changes them. Restricted
    answers carry theirs too: nothing widens by being carried."""
    successor = {
        before[key].pk: entry.pk
        for entry in entries
        if entry.carried_from and (key := (entry.member_id, entry.recommendation_id)) in before
    }
    through = Evidence.entries.through
    links = through.objects.filter(
        progressentry_id__in=successor, evidence__edition="working"
    ).values_list("evidence_id", "progressentry_id")
    through.objects.bulk_create(
        through(evidence_id=evidence, progressentry_id=successor[entry])
        for evidence, entry in links
    )
