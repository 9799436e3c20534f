"""The rules as a table: on what condition, and on which days, which seats are told of what.

The days come from the domain brief (section 8); the caps of the mail rules win over them. What the
secretariat may change of a rule (its days, its readers, whether it speaks at all) is a row of
`ReminderRule`; the conditions stand here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from typing import Any

from accounts.enums import Role
from tracker.enums import ReportState, Topic
from tracker.queries.due import FOLDED, ReportFacts, SeatFacts
from tracker.queries.due.cycle import CycleFacts
from tracker.queries.due.figures import FigureFacts
from tracker.queries.due.plan import PlanFacts
from tracker.queries.due.seat import UnusedFacts
from tracker.queries.due.vacancy import VacancyFacts

Dates = Callable[[Any, SeatFacts], Collection[dt.date]]
Since = Callable[[Any, SeatFacts], dt.datetime | None]
DAYS, MONTHS = "days", "months"

_OWNERS = (Role.FOCAL_POINT, Role.DEPUTY)
_CLEARING = (Role.CLEARING_OFFICER,)
_REVIEWING = (Role.REVIEWER,)
_ASKED = (Role.CONTRIBUTOR,)
_MONITORS = (Role.CIVIL_SOCIETY_MONITOR,)
_ALL = tuple(Role)
# Days from the due date; after the last of the calendar, weekly, at most four times.
_SUBMISSION = (-30, -14, -7, -2, 0, 3, 7, 14, 21, 28, 35, 42)
_RETURN = (-7, -2, 0, 3, 7)
_FROM_A_WEEK_LATE = tuple(days for days in _SUBMISSION if days >= 7)
_PART, _PART_LATE = (-14, -7, -1, 3, 10), (3, 10)
# From a week on, weekly, as long as a rule may have days.
_WEEKLY = tuple(range(7, 141, 7))
_TOWARDS = (-7, -2, 0)
_ENDS, _REVIEW, _OLD = (-12, -6, -3, -1), (-3, -1, 0), (12, 24, 36)
# Days from the meeting.
_VIEWS_OPEN, _VIEWS_CLOSE, _ACCEPTANCE, _COMMUNIQUE = -60, -35, -14, 14
_SEPTEMBER, _OCTOBER = 9, 10


def _due(facts: Any, seat: SeatFacts) -> Collection[dt.date]:
    return (facts.due_on,)


@dataclass(frozen=True)
class Rule:
    """One line: of which kind of subject, on what condition, which seats are told.

    A reminder is told at `offsets` (in days or months) from each of the dates that `dates` names.
    News, which has `since`, is told once, on the first working morning after that moment; nobody
    where it names none. What `folds` goes along in another mail, and seldom has one of its own.
    `row` is the row of ReminderRule that it goes by, its own code unless told otherwise. `after`
    names the row of who is reminded first: this rule tells others of the same, once it is late.
    """

    code: str
    topic: Topic
    roles: tuple[str, ...]
    offsets: tuple[int, ...] = ()
    kind: str = "report"
    unit: str = DAYS
    dates: Dates = _due
    since: Since | None = None
    when: Callable[[Any, SeatFacts], bool] = lambda facts, seat: True
    row: str = ""
    after: str = ""

    @property
    def row_code(self) -> str:
        return self.row or self.code

    @property
    def folds(self) -> bool:
        return self.code in FOLDED


@dataclass(frozen=True)
class Setting:
    """What the secretariat chose for a row: days, readers, and whether it speaks."""

    offsets: tuple[int, ...]
    audience: frozenset[str]
    is_active: bool


def set_by(settings: dict[str, Setting], rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """The rules as they are set; one without a setting goes by the table. Nobody else is told of a
    delay of which its owner is not."""
    rules = tuple(rules)
    silent = {code for code, chosen in settings.items() if not chosen.is_active}
    found = []
    for rule in rules:
        if {rule.row_code, rule.after} & silent:
            continue
        if chosen := settings.get(rule.row_code):
            roles = tuple(role for role in rule.roles if role in chosen.audience)
            offsets = rule.offsets if rule.since else chosen.offsets
            rule = replace(rule, roles=roles, offsets=offsets)
        found.append(rule)
    return tuple(found)


# --- reports ------------------------------------------------------------------------------------


def _in(*states: str, again: bool | None = None) -> Callable[[ReportFacts, SeatFacts], bool]:
    """A report in one of these states, submitted before (`again`) or never, where that matters."""
    return lambda report, seat: (
        report.state in states and (again is None or report.was_submitted is again)
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


def _own_parts(report: ReportFacts, seat: SeatFacts) -> Collection[dt.date]:
    return sorted({day for seat_id, day in report.open_parts if seat_id == seat.seat_id})


def _all_parts(report: ReportFacts, seat: SeatFacts) -> Collection[dt.date]:
    return sorted({day for _seat_id, day in report.open_parts})


def _state_since(report: ReportFacts, seat: SeatFacts) -> Collection[dt.date]:
    return (report.state_since.astimezone(dt.UTC).date(),)


def _last_sign(report: ReportFacts, seat: SeatFacts) -> Collection[dt.date]:
    return (report.last_sign.astimezone(dt.UTC).date(),) if report.last_sign else ()


def _publication(report: ReportFacts, seat: SeatFacts) -> Collection[dt.date]:
    return (report.publishes_on,) if report.publishes_on else ()


def _meeting(offset: int) -> Dates:
    """So many days from the meeting."""

    def dates(facts: Any, seat: SeatFacts) -> Collection[dt.date]:
        return (facts.meeting_on + dt.timedelta(days=offset),) if facts.meeting_on else ()

    return dates


def _has_not_filed(report: ReportFacts, seat: SeatFacts) -> bool:
    return seat.seat_id not in report.filed


# --- other subjects -----------------------------------------------------------------------------


def _autumn(month: int) -> Dates:
    """The first of a month, next after the meeting."""

    def dates(cycle: CycleFacts, seat: SeatFacts) -> Collection[dt.date]:
        day = cycle.meeting_on.replace(month=month, day=1)
        return (day if day > cycle.meeting_on else day.replace(year=day.year + 1),)

    return dates


def _plan_end(plan: PlanFacts, seat: SeatFacts) -> Collection[dt.date]:
    return (plan.ends_on,) if plan.ends_on else ()


def _plan_reviews(plan: PlanFacts, seat: SeatFacts) -> Collection[dt.date]:
    return plan.reviews


def _oldest(figures: FigureFacts, seat: SeatFacts) -> Collection[dt.date]:
    return (figures.oldest,) if figures.oldest else ()


def _last_used(seat_of: UnusedFacts, seat: SeatFacts) -> Collection[dt.date]:
    return (seat_of.last_used,)


def _vacant(vacancy: VacancyFacts, seat: SeatFacts) -> dt.datetime | None:
    return vacancy.since


def _has_meeting(cycle: CycleFacts, seat: SeatFacts) -> bool:
    return cycle.has_meeting


S, T = ReportState, Topic
_first, _again = _in(S.DRAFT, again=False), _in(S.DRAFT, again=True)
_clear_first, _clear_again = _in(S.CLEARANCE, again=False), _in(S.CLEARANCE, again=True)
_late_first = _in(S.DRAFT, S.CLEARANCE, again=False)
_filling = _in(S.DRAFT, S.RETURNED)
_with_member = _in(S.DRAFT, S.CLEARANCE, S.RETURNED)
_released = lambda report, seat: report.state == S.ACCEPTED and report.is_released  # noqa: E731
RULES: tuple[Rule, ...] = (
    Rule("cycle_opened", T.DEADLINES, _OWNERS, since=_opening, when=_first),
    Rule("submission_due", T.DEADLINES, _OWNERS, _SUBMISSION, when=_first),
    Rule("submission_due", T.DEADLINES, _CLEARING, _SUBMISSION, when=_clear_first),
    Rule(
        "submission_due",
        T.DEADLINES,
        _CLEARING,
        _FROM_A_WEEK_LATE,
        when=_first,
        row="submission_late",
        after="submission_due",
    ),
    Rule(
        "reports_late",
        T.DEADLINES,
        _REVIEWING,
        _FROM_A_WEEK_LATE,
        when=_late_first,
        after="submission_due",
    ),
    Rule("return_due", T.DEADLINES, _OWNERS, _RETURN, when=_again),
    Rule("return_due", T.DEADLINES, _CLEARING, _RETURN, when=_clear_again),
    Rule("return_due", T.DEADLINES, _OWNERS, _RETURN, when=_in(S.RETURNED)),
    Rule(
        "member_silent",
        T.DEADLINES,
        _OWNERS,
        (90,),
        dates=_last_sign,
        when=_with_member,
    ),
    Rule("clearance_asked", T.DECISIONS, _CLEARING, since=_moved, when=_in(S.CLEARANCE)),
    Rule(
        "report_cleared",
        T.DECISIONS,
        _OWNERS,
        since=_moved,
        when=lambda report, seat: report.state == S.DRAFT and report.is_cleared,
    ),
    Rule("report_returned", T.DECISIONS, _OWNERS, since=_moved, when=_in(S.RETURNED)),
    Rule("part_asked", T.REQUESTS, _ASKED, since=_asked, when=_filling),
    Rule("part_due", T.REQUESTS, _ASKED, _PART, dates=_own_parts, when=_filling),
    Rule(
        "part_late",
        T.REQUESTS,
        _OWNERS,
        _PART_LATE,
        dates=_all_parts,
        when=_filling,
        after="part_due",
    ),
    Rule("part_ready", T.REQUESTS, _OWNERS, since=_called_ready, when=_filling),
    Rule("report_submitted", T.DECISIONS, _REVIEWING, since=_moved, when=_in(S.SUBMITTED)),
    Rule(
        "report_waits", T.DEADLINES, _REVIEWING, _WEEKLY, dates=_state_since, when=_in(S.SUBMITTED)
    ),
    Rule(
        "acceptance_due",
        T.DEADLINES,
        _REVIEWING,
        _TOWARDS,
        dates=_meeting(_ACCEPTANCE),
        when=_in(S.SUBMITTED),
    ),
    Rule(
        "report_accepted",
        T.DECISIONS,
        _OWNERS,
        since=_moved,
        when=lambda report, seat: report.state == S.ACCEPTED and not report.is_released,
    ),
    Rule("report_released", T.DECISIONS, _REVIEWING, since=_moved, when=_released),
    Rule("publication_due", T.DEADLINES, _REVIEWING, _TOWARDS, dates=_publication, when=_released),
    Rule("report_published", T.NEWS, _OWNERS, since=_moved, when=_in(S.PUBLISHED)),
    Rule(
        "views_open", T.DEADLINES, _MONITORS, (0,), dates=_meeting(_VIEWS_OPEN), when=_has_not_filed
    ),
    Rule(
        "views_close",
        T.DEADLINES,
        _MONITORS,
        (-7,),
        dates=_meeting(_VIEWS_CLOSE),
        when=_has_not_filed,
    ),
    Rule("meeting_near", T.NEWS, _REVIEWING, (0,), kind="cycle", dates=_meeting(0)),
    Rule(
        "communique_new",
        T.NEWS,
        _REVIEWING,
        (0,),
        kind="cycle",
        dates=_meeting(_COMMUNIQUE),
        when=_has_meeting,
    ),
    Rule("contribution", T.NEWS, _OWNERS, (0,), kind="cycle", dates=_autumn(_SEPTEMBER)),
    Rule("debate_pack", T.NEWS, _OWNERS, (0,), kind="cycle", dates=_autumn(_OCTOBER)),
    Rule(
        "plan_ends",
        T.DEADLINES,
        _OWNERS,
        _ENDS,
        kind="plan",
        unit=MONTHS,
        dates=_plan_end,
    ),
    Rule(
        "plan_review",
        T.DEADLINES,
        _OWNERS,
        _REVIEW,
        kind="plan",
        unit=MONTHS,
        dates=_plan_reviews,
    ),
    Rule(
        "figures_old",
        T.DEADLINES,
        _OWNERS,
        _OLD,
        kind="figures",
        unit=MONTHS,
        dates=_oldest,
    ),
    Rule("seat_unused", T.NEWS, _ALL, (180,), kind="seat", dates=_last_used),
    Rule("vacant_seat", T.NEWS, _REVIEWING, kind="vacancy", since=_vacant),
)
