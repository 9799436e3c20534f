"""Where each report of the demonstration stands, and when it got there."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from accounts.models import Appointment
from tracker.domain import receipt, rounds
from tracker.enums import ReportState
from tracker.models import ProgressEntry, Report, ReviewComment

from . import words
from .script import RELEASED, dice

_STATES = {
    "submitted": ReportState.SUBMITTED,
    "returned": ReportState.RETURNED,
    "accepted": ReportState.ACCEPTED,
    RELEASED: ReportState.ACCEPTED,
    "published": ReportState.PUBLISHED,
    "withdrawn": ReportState.WITHDRAWN,
}


def standing(
    report: Report, outcome: str, seat: Appointment, begins: dt.datetime, ends: dt.datetime
) -> dict[str, Any]:
    """The columns of a report that came so far, its moments spread between `begins` and `ends`
    (UTC). A draft has only the moment it began."""
    if outcome not in _STATES:
        return {"state": ReportState.DRAFT, "state_since": begins}
    rng = dice("moments", report.member.code, begins.date().year)
    submitted, second, third, fourth, last = _moments(rng, begins, ends, 5)
    local_day = submitted.astimezone(ZoneInfo(report.member.time_zone)).date()
    columns: dict[str, Any] = {
        "state": _STATES[outcome],
        "state_since": submitted,
        "submitted_at": submitted,
        "submitted_by": seat,
        "round": 1,
        "is_late": local_day > report.due_on,
    }
    if outcome == "returned":
        due_on = second.date() + dt.timedelta(days=rng.randint(14, 21))
        columns |= {"due_on": due_on, "state_since": second, "message": words.RETURN_MESSAGE}
    if outcome in ("accepted", RELEASED, "published", "withdrawn"):
        columns |= {"accepted_at": second, "state_since": second}
    if outcome in (RELEASED, "published", "withdrawn"):
        columns |= {"released_at": third}
    if outcome in ("published", "withdrawn"):
        columns |= {"published_at": fourth, "state_since": fourth}
    if outcome == "withdrawn":
        columns |= {
            "withdrawn_at": last,
            "state_since": last,
            "message": words.WITHDRAW_REASON,
        }
    return columns


def _moments(
    rng: random.Random, begins: dt.datetime, ends: dt.datetime, number: int
) -> list[dt.datetime]:
    seconds = int((ends - begins).total_seconds())
    return [begins + dt.timedelta(seconds=s) for s in sorted(rng.sample(range(seconds), number))]


def comments_on(
    report: Report, entries: Sequence[ProgressEntry], reviewer: Appointment
) -> list[ReviewComment]:
    """What a reviewer asked, unsaved: open questions of a returned report, and for some of those
    that went on, a question that was answered and settled."""
    rng = dice("comments", report.member.code, report.cycle.code)
    if not entries or report.submitted_at is None:
        return []
    if report.state == ReportState.RETURNED:
        asked = rng.sample(list(entries), min(2, len(entries)))
        return [
            _question(report, entry, *words.QUESTIONS[n], reviewer, sent_at=report.state_since)
            for n, entry in enumerate(asked)
        ]
    if report.accepted_at is None or rng.random() > 0.2:
        return []
    settled = _question(
        report, rng.choice(list(entries)), *words.QUESTIONS[2], reviewer, report.submitted_at
    )
    settled.answer, settled.answered_by = words.ANSWERED, report.submitted_by
    settled.answered_at = settled.resolved_at = report.accepted_at
    return [settled]


def _question(
    report: Report,
    entry: ProgressEntry,
    field: str,
    text: str,
    reviewer: Appointment,
    sent_at: dt.datetime,
) -> ReviewComment:
    return ReviewComment(
        member=report.member,
        report=report,
        entry=entry,
        field=field,
        text=text,
        author=reviewer,
        round=report.round,
        sent_at=sent_at,
    )


def write_receipt(report: Report) -> None:
    """The number and the hash of what was submitted, and its round, as the submission itself
    writes them."""
    report.receipt_number = receipt.number(report)
    report.receipt_sha256 = receipt.fingerprint(report)
    Report.internal.filter(pk=report.pk).update(
        receipt_number=report.receipt_number, receipt_sha256=report.receipt_sha256
    )
    rounds.keep_round(report)
