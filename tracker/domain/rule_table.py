"""The rules as a table: on what condition, and on which days, which seats are told of what.

The days come from the domain brief (section 8); the caps of the mail rules win over them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from accounts.enums import Role
from tracker.enums import ReportState, Topic
from tracker.queries.due import ReportFacts, SeatFacts

Since = Callable[[Any, SeatFacts], dt.datetime | None]

_OWNERS = (Role.FOCAL_POINT, Role.DEPUTY)
_CLEARING = (Role.CLEARING_OFFICER,)
_REVIEWING = (Role.REVIEWER,)
_ASKED = (Role.CONTRIBUTOR,)
# Days from the due date; after the last of the calendar, weekly, at most four times.
_SUBMISSION = (-30, -14, -7, -2, 0, 3, 7, 14, 21, 28, 35, 42)
_RETURN = (-7, -2, 0, 3, 7)
_FROM_A_WEEK_LATE = tuple(days for days in _SUBMISSION if days >= 7)


def _due(facts: Any, seat: SeatFacts) -> Collection[dt.date]:
    return (facts.due_on,)


@dataclass(frozen=True)
class Rule:
    """One row: of which kind of subject, on what condition, which seats are told.

    A reminder is told at `offsets` (days) from each of the dates that `dates` names. News, which
    has `since`, is told once, on the first working morning after that moment; nobody where it
    names none.
    """

    code: str
    topic: Topic
    roles: tuple[str, ...]
    offsets: tuple[int, ...] = ()
    kind: str = "report"
    dates: Callable[[Any, SeatFacts], Collection[dt.date]] = _due
    since: Since | None = None
    when: Callable[[Any, SeatFacts], bool] = lambda facts, seat: True


def _in(state: str, *, again: bool | None = None) -> Callable[[ReportFacts, SeatFacts], bool]:
    """A report in this state, submitted before (`again`) or never, where that matters."""
    return lambda report, seat: (
        report.state == state and (again is None or report.was_submitted is again)
    )


def _moved(report: ReportFacts, seat: SeatFacts) -> dt.datetime:
    return report.state_since


def _opening(report: ReportFacts, seat: SeatFacts) -> dt.datetime:
    """When a member may begin: the cycle's first day, or later where the report came later."""
    opens = dt.datetime.combine(report.opens_on, dt.time(0), dt.UTC)
    return max(opens, report.created_at)


def _asked(report: ReportFacts, seat: SeatFacts) -> dt.datetime | None:
    return report.asked_at.get(seat.seat_id)


def _called_ready(report: ReportFacts, seat: SeatFacts) -> dt.datetime | None:
    return report.ready_at


def _is_filled(report: ReportFacts, seat: SeatFacts) -> bool:
    """While contributors may write in it."""
    return report.state in (ReportState.DRAFT, ReportState.RETURNED)


S, T = ReportState, Topic
_first, _again = _in(S.DRAFT, again=False), _in(S.DRAFT, again=True)
_clear_first, _clear_again = _in(S.CLEARANCE, again=False), _in(S.CLEARANCE, again=True)
RULES: tuple[Rule, ...] = (
    Rule("cycle_opened", T.DEADLINES, _OWNERS, since=_opening, when=_first),
    Rule("submission_due", T.DEADLINES, _OWNERS, _SUBMISSION, when=_first),
    Rule("submission_due", T.DEADLINES, _CLEARING, _FROM_A_WEEK_LATE, when=_first),
    Rule("submission_due", T.DEADLINES, _CLEARING, _SUBMISSION, when=_clear_first),
    Rule("return_due", T.DEADLINES, _OWNERS, _RETURN, when=_again),
    Rule("return_due", T.DEADLINES, _CLEARING, _RETURN, when=_clear_again),
    Rule("return_due", T.DEADLINES, _OWNERS, _RETURN, when=_in(S.RETURNED)),
    Rule("clearance_asked", T.DECISIONS, _CLEARING, since=_moved, when=_in(S.CLEARANCE)),
    Rule(
        "report_cleared",
        T.DECISIONS,
        _OWNERS,
        since=_moved,
        when=lambda report, seat: report.state == S.DRAFT and report.is_cleared,
    ),
    Rule("report_returned", T.DECISIONS, _OWNERS, since=_moved, when=_in(S.RETURNED)),
    Rule("part_asked", T.REQUESTS, _ASKED, since=_asked, when=_is_filled),
    Rule("part_ready", T.REQUESTS, _OWNERS, since=_called_ready, when=_is_filled),
    Rule("report_submitted", T.DECISIONS, _REVIEWING, since=_moved, when=_in(S.SUBMITTED)),
    Rule(
        "report_accepted",
        T.DECISIONS,
        _OWNERS,
        since=_moved,
        when=lambda report, seat: report.state == S.ACCEPTED and not report.is_released,
    ),
    Rule(
        "report_released",
        T.DECISIONS,
        _REVIEWING,
        since=_moved,
        when=lambda report, seat: report.state == S.ACCEPTED and report.is_released,
    ),
)
