"""The reviewers' queue: what waits for a completeness check, oldest first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.actor import Actor
from accounts.models import Appointment
from tracker.enums import ReportState
from tracker.models import Report

from .reports import of_insiders, reports_as_shown
from .rounds import base_rounds, changes_since


@dataclass(frozen=True)
class Waiting:
    """A report in the queue and the whole days since it came to where it stands."""

    report: Report
    days: int

    @property
    def is_pending(self) -> bool:
        """True where the reviewer has to act."""
        return is_pending(self.report)

    @property
    def in_hand(self) -> Appointment | None:
        return in_hand(self.report)

    @property
    def key(self) -> str:
        """The report as it was looked at: its id and version."""
        return f"{self.report.public_id}:{self.report.version}"


@dataclass(frozen=True)
class Queue:
    """The reports a reviewer was assigned to, those that wait for the reviewer first.

    `average_days` is the mean of the days that reports have waited for the reviewer; None where
    none waits.
    """

    rows: Sequence[Waiting]
    pending: int
    average_days: int | None


def reviewed(actor: Actor) -> QuerySet[Report]:
    """The reports this reviewer reads, as they stand, not yet narrowed or read."""
    return (
        reports_as_shown(actor)
        .filter(of_insiders(actor))
        .select_related("member", "cycle", "submitted_by", "reviewer_in_hand__user")
    )


def waiting_for_reviewers(reports: QuerySet[Report]) -> QuerySet[Report]:
    """Those of the reports on which a reviewer has to act."""
    return reports.filter(
        Q(state=ReportState.SUBMITTED) | Q(state=ReportState.ACCEPTED, released_at__isnull=False)
    )


def is_pending(report: Report) -> bool:
    return report.state == ReportState.SUBMITTED or (
        report.state == ReportState.ACCEPTED and report.released_at is not None
    )


def in_hand(report: Report) -> Appointment | None:
    """Who has a report in hand; nobody, once that seat is over."""
    seat = report.reviewer_in_hand
    return seat if seat is not None and seat.is_current() else None


def queue(reports: Iterable[Report], now: dt.datetime | None = None) -> Queue:
    """The queue of some reports: those that wait for the reviewer first, by age."""
    moment = now or timezone.now()
    rows = [Waiting(report, _days(report, moment)) for report in reports]
    rows.sort(key=lambda row: (not row.is_pending, -row.days, row.report.member.code))
    pending = [row for row in rows if row.is_pending]
    return Queue(
        rows=rows,
        pending=len(pending),
        average_days=round(sum(row.days for row in pending) / len(pending)) if pending else None,
    )


def changed_answers(actor: Actor, reports: Iterable[Report]) -> Mapping[int, int]:
    """How many answers of each report changed since it was sent the time before, by report; a
    report that was sent once is not among them. A fixed number of queries."""
    bases = base_rounds(actor, reports)
    counts = dict.fromkeys(bases, 0)
    for since in changes_since(actor, bases).values():
        if since.fields:
            counts[since.report_id] += 1
    return counts


def _days(report: Report, now: dt.datetime) -> int:
    since = report.state_since
    if report.state == ReportState.ACCEPTED and report.released_at is not None:
        since = report.released_at
    return max((now - since).days, 0)
