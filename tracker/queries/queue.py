"""The reviewers' queue: what waits for a completeness check, oldest first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.actor import Actor
from tracker.enums import ReportState
from tracker.models import Report

from .reports import of_insiders, reports_as_shown


@dataclass(frozen=True)
class Waiting:
    """A report in the queue and the whole days since it came to where it stands."""

    report: Report
    days: int

    @property
    def is_pending(self) -> bool:
        """True where the reviewer has to act."""
        return self.report.state == ReportState.SUBMITTED or (
            self.report.state == ReportState.ACCEPTED and self.report.released_at is not None
        )


@dataclass(frozen=True)
class Queue:
    """The reports a reviewer was assigned to, those that wait for the reviewer first.

    `average_days` is the mean of the days that submitted reports have waited; None where none
    waits.
    """

    rows: Sequence[Waiting]
    pending: int
    average_days: int | None


def reviewed(actor: Actor) -> QuerySet[Report]:
    """The reports this reviewer reads, as they stand, not yet narrowed or read."""
    return reports_as_shown(actor).filter(of_insiders(actor))


def waiting_for_reviewers(reports: QuerySet[Report]) -> QuerySet[Report]:
    """Those of the reports on which a reviewer has to act."""
    return reports.filter(
        Q(state=ReportState.SUBMITTED) | Q(state=ReportState.ACCEPTED, released_at__isnull=False)
    )


def queue(reports: Iterable[Report], now: dt.datetime | None = None) -> Queue:
    """The queue of some reports: submitted first, by age."""
    moment = now or timezone.now()
    rows = [Waiting(report, _days(report, moment)) for report in reports]
    rows.sort(key=lambda row: (not row.is_pending, -row.days, row.report.member.code))
    pending = [row for row in rows if row.is_pending]
    return Queue(
        rows=rows,
        pending=len(pending),
        average_days=round(sum(row.days for row in pending) / len(pending)) if pending else None,
    )


def _days(report: Report, now: dt.datetime) -> int:
    since = report.state_since
    if report.state == ReportState.ACCEPTED and report.released_at is not None:
        since = report.released_at
    return max((now - since).days, 0)
