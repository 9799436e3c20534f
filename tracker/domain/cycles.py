"""Opening a reporting cycle."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Member
from recommendations.models import Recommendation
from tracker import rules
from tracker.calendars import cycle_dates, working_day
from tracker.enums import Status
from tracker.models import Evidence, ProgressEntry, Report, ReportingCycle

from . import reminders
from .errors import require
from .saving import recorded

CARRIED = (
    "status status_reason planned_on narrative obstacles next_steps language elements "
    "confidentiality".split()
)


def open_cycle(
    actor: Actor, code: str, meeting_on: dt.date, closes_on: dt.date | None = None
) -> ReportingCycle:
    """Opens a cycle anchored on a meeting: its dates, a report for each member that is not
    frozen, and one answer per recommendation of every communiqué so far.

    Answers of the member's last cycle are carried over, unconfirmed, with their evidence. Raises
    NotAllowed, or ValidationError where the code is taken.
    """
    require(rules.may_open_cycle(actor))
    if ReportingCycle.objects.filter(code=code).exists():
        raise ValidationError(
            {"code": [_("A cycle with the code %(code)s exists already.") % {"code": code}]}
        )
    dates = cycle_dates(meeting_on)
    cycle = ReportingCycle(
        code=code,
        meeting_on=meeting_on,
        opens_on=dates.opens_on,
        ministry_due_on=dates.ministry_due_on,
        due_on=dates.due_on,
        publishes_on=dates.publishes_on,
        closes_on=closes_on or dates.closes_on,
    )
    cycle.full_clean()
    with recorded(actor, "cycles.open_cycle"):
        try:
            cycle.save(force_insert=True)
        except IntegrityError as error:
            raise ValidationError({"code": [str(error)]}) from error
        members = list(Member.objects.filter(frozen_at__isnull=True))
        reports = Report.internal.bulk_create(
            Report(member=member, cycle=cycle, due_on=working_day(cycle.due_on, member.weekend))
            for member in members
        )
        _fill(cycle, reports)
        reminders.replan_all(reports, timezone.now())
    return cycle


def _fill(cycle: ReportingCycle, reports: list[Report]) -> None:
    recommendations = list(Recommendation.objects.filter(communique__ends_on__lt=cycle.meeting_on))
    before = _last_answers(cycle)
    entries = []
    for report in reports:
        for recommendation in recommendations:
            entry = ProgressEntry(
                member=report.member, report=report, recommendation=recommendation
            )
            last = before.get((report.member_id, recommendation.pk))
            if last is not None and last.status != Status.NOT_REPORTED:
                for name in CARRIED:
                    setattr(entry, name, getattr(last, name))
                entry.confirmed, entry.carried_from = False, last.report.cycle.code
            entries.append(entry)
    ProgressEntry.internal.bulk_create(entries, batch_size=500)
    _carry_evidence(entries, before)


def _last_answers(cycle: ReportingCycle) -> dict[tuple[int, int], ProgressEntry]:
    """Each member's answers in the latest earlier cycle that has any."""
    last = ReportingCycle.objects.filter(meeting_on__lt=cycle.meeting_on).first()
    if last is None:
        return {}
    rows = (
        ProgressEntry.objects.working().filter(report__cycle=last).select_related("report__cycle")
    )
    return {(row.member_id, row.recommendation_id): row for row in rows}


def _carry_evidence(
    entries: list[ProgressEntry], before: dict[tuple[int, int], ProgressEntry]
) -> None:
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
