"""Who is told what about a report, and on which morning: pure functions over plain facts.

The rules are a table. The days come from the domain brief (section 8), the caps from the mail
rules (section 5 of the design of pages): reminders leave from Tuesday to Thursday at 09:00 where
the recipient is, at most one a week per person; news leaves on the next working morning.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from accounts.enums import Role
from tracker.enums import ReportState, Topic
from tracker.queries.due import ReportFacts, SeatFacts

MORNING = dt.time(9)
# Mail that could not leave in the morning may still leave until here; later it waits.
EVENING = dt.time(18)
REMINDER_DAYS = frozenset({2, 3, 4})
EVERY_DAY = frozenset(range(1, 8))
DAY = dt.timedelta(days=1)

_OWNERS = (Role.FOCAL_POINT, Role.DEPUTY)
_CLEARING = (Role.CLEARING_OFFICER,)
_REVIEWING = (Role.REVIEWER,)
_ASKED = (Role.CONTRIBUTOR,)
# Days from the due date; after the last of the calendar, weekly, at most four times.
_SUBMISSION = (-30, -14, -7, -2, 0, 3, 7, 14, 21, 28, 35, 42)
_RETURN = (-7, -2, 0, 3, 7)
_FROM_A_WEEK_LATE = tuple(days for days in _SUBMISSION if days >= 7)


@dataclass(frozen=True)
class Rule:
    """One row: in which state of a report, and on what condition, which seats are told.

    With `offsets` it is a reminder, so many days from the due date; without, it is news, told
    once on the first working morning after the moment that `since` names; nobody where it names
    none.
    """

    code: str
    topic: Topic
    state: str
    roles: tuple[str, ...]
    offsets: tuple[int, ...] = ()
    since: Callable[[ReportFacts, SeatFacts], dt.datetime | None] = lambda report, seat: (
        report.state_since
    )
    when: Callable[[ReportFacts], bool] = lambda report: True


@dataclass(frozen=True)
class Occurrence:
    """One telling: a rule, a report, a day and a person. `due_on` is the date it is about (for
    news the UTC day it happened), `due_at` the UTC moment it is due, `local_date` that day where
    the recipient is. No time zone enters the key, so that a move repeats nothing."""

    key: str
    rule: str
    due_on: dt.date
    offset_days: int
    seat_id: int
    user_id: int
    due_at: dt.datetime
    local_date: dt.date
    time_zone: str


def _first_time(report: ReportFacts) -> bool:
    return not report.was_submitted


def _again(report: ReportFacts) -> bool:
    return report.was_submitted


def _opening(report: ReportFacts, seat: SeatFacts) -> dt.datetime:
    """When a member may begin: the cycle's first day, or later where the report came later."""
    opens = dt.datetime.combine(report.opens_on, dt.time(0), dt.UTC)
    return max(opens, report.created_at)


def _asked(report: ReportFacts, seat: SeatFacts) -> dt.datetime | None:
    return report.asked_at.get(seat.seat_id)


def _called_ready(report: ReportFacts, seat: SeatFacts) -> dt.datetime | None:
    return report.ready_at


S, T = ReportState, Topic
RULES: tuple[Rule, ...] = (
    Rule("cycle_opened", T.DEADLINES, S.DRAFT, _OWNERS, since=_opening, when=_first_time),
    Rule("submission_due", T.DEADLINES, S.DRAFT, _OWNERS, _SUBMISSION, when=_first_time),
    Rule("submission_due", T.DEADLINES, S.DRAFT, _CLEARING, _FROM_A_WEEK_LATE, when=_first_time),
    Rule("submission_due", T.DEADLINES, S.CLEARANCE, _CLEARING, _SUBMISSION, when=_first_time),
    Rule("return_due", T.DEADLINES, S.DRAFT, _OWNERS, _RETURN, when=_again),
    Rule("return_due", T.DEADLINES, S.CLEARANCE, _CLEARING, _RETURN, when=_again),
    Rule("return_due", T.DEADLINES, S.RETURNED, _OWNERS, _RETURN),
    Rule("clearance_asked", T.DECISIONS, S.CLEARANCE, _CLEARING),
    Rule("report_cleared", T.DECISIONS, S.DRAFT, _OWNERS, when=lambda report: report.is_cleared),
    Rule("report_returned", T.DECISIONS, S.RETURNED, _OWNERS),
    Rule("part_asked", T.REQUESTS, S.DRAFT, _ASKED, since=_asked),
    Rule("part_asked", T.REQUESTS, S.RETURNED, _ASKED, since=_asked),
    Rule("part_ready", T.REQUESTS, S.DRAFT, _OWNERS, since=_called_ready),
    Rule("part_ready", T.REQUESTS, S.RETURNED, _OWNERS, since=_called_ready),
    Rule("report_submitted", T.DECISIONS, S.SUBMITTED, _REVIEWING),
    Rule(
        "report_accepted",
        T.DECISIONS,
        S.ACCEPTED,
        _OWNERS,
        when=lambda report: not report.is_released,
    ),
    Rule(
        "report_released",
        T.DECISIONS,
        S.ACCEPTED,
        _REVIEWING,
        when=lambda report: report.is_released,
    ),
)
REMINDERS = frozenset(rule.code for rule in RULES if rule.offsets)
TOPICS: dict[str, Topic] = {rule.code: rule.topic for rule in RULES}


def plan(
    report: ReportFacts, seats: Iterable[SeatFacts], rules: Iterable[Rule] = RULES
) -> tuple[Occurrence, ...]:
    """Everything there is to tell about a report as it stands, past and future, once per key.

    Empty for a frozen member, and for a report never submitted once its cycle is over.
    """
    if report.is_frozen:
        return ()
    seats = tuple(seats)
    found: dict[str, Occurrence] = {}
    for rule in rules:
        if rule.state != report.state or not rule.when(report):
            continue
        for seat in seats:
            if seat.role in rule.roles:
                told = _reminders if rule.offsets else _news
                for occurrence in told(rule, report, seat):
                    found.setdefault(occurrence.key, occurrence)
    return tuple(sorted(found.values(), key=lambda o: (o.due_at, o.key)))


def _news(rule: Rule, report: ReportFacts, seat: SeatFacts) -> list[Occurrence]:
    since = rule.since(report, seat)
    if since is None:
        return []
    due_at = next_morning(since, seat.time_zone, quiet_days(rule.topic, seat))
    local_date = due_at.astimezone(ZoneInfo(seat.time_zone)).date()
    if _first_time(report) and local_date > report.closes_on:
        return []
    happened = since.astimezone(dt.UTC)
    when = happened.isoformat(timespec="seconds")
    return [_occurrence(rule, report, seat, when, happened.date(), 0, local_date)]


def _reminders(rule: Rule, report: ReportFacts, seat: SeatFacts) -> list[Occurrence]:
    """One a week at most: what falls into a week that has one already is folded into it."""
    allowed = reminder_days(quiet_days(rule.topic, seat))
    by_week: dict[dt.date, tuple[dt.date, int]] = {}
    for offset in rule.offsets:
        day = at_or_before(report.due_on + offset * DAY, allowed)
        by_week.setdefault(monday(day), (day, offset))
    when = report.due_on.isoformat()
    return [
        _occurrence(rule, report, seat, when, report.due_on, offset, day)
        for day, offset in by_week.values()
        if report.was_submitted or day <= report.closes_on
    ]


def _occurrence(
    rule: Rule,
    report: ReportFacts,
    seat: SeatFacts,
    when: str,
    due_on: dt.date,
    offset: int,
    local_date: dt.date,
) -> Occurrence:
    names = (report.member_code, report.subject, rule.code, when, f"{offset:+d}", seat.user_id)
    return Occurrence(
        key="|".join(str(name) for name in names),
        rule=rule.code,
        due_on=due_on,
        offset_days=offset,
        seat_id=seat.seat_id,
        user_id=seat.user_id,
        due_at=morning_of(local_date, seat.time_zone),
        local_date=local_date,
        time_zone=seat.time_zone,
    )


# --- mornings -----------------------------------------------------------------------------------


def morning_of(day: dt.date, time_zone: str) -> dt.datetime:
    """09:00 of a local day, as UTC. A clock that jumps over 09:00 gives the moment after the
    jump; a clock that shows it twice gives the first."""
    return dt.datetime.combine(day, MORNING, ZoneInfo(time_zone)).astimezone(dt.UTC)


def reminder_days(weekend: Collection[int]) -> frozenset[int]:
    """ISO weekdays on which a reminder may leave: Tuesday to Thursday off the weekend, or, where
    that leaves none, any working day."""
    return (REMINDER_DAYS - set(weekend)) or working_days(weekend)


def weekly_day(weekend: Collection[int]) -> int:
    """The ISO weekday of a weekly digest: Tuesday, or the next day on which a reminder may
    leave."""
    allowed = reminder_days(weekend)
    return next(day for day in (2, 3, 4, 5, 6, 7, 1) if day in allowed)


def quiet_days(topic: str, seat: SeatFacts) -> Collection[int]:
    """ISO weekdays on which nothing of a topic leaves: the weekend, or, for who wants the topic
    once a week, all days but that one."""
    if topic not in seat.weekly:
        return seat.weekend
    return EVERY_DAY - {weekly_day(seat.weekend)}


def working_days(weekend: Collection[int]) -> frozenset[int]:
    return (EVERY_DAY - set(weekend)) or EVERY_DAY


def at_or_before(day: dt.date, allowed: Collection[int]) -> dt.date:
    while day.isoweekday() not in allowed:
        day -= DAY
    return day


def at_or_after(day: dt.date, allowed: Collection[int]) -> dt.date:
    while day.isoweekday() not in allowed:
        day += DAY
    return day


def monday(day: dt.date) -> dt.date:
    """The first day of the week a day lies in."""
    return day - (day.isoweekday() - 1) * DAY


def next_morning(moment: dt.datetime, time_zone: str, weekend: Collection[int]) -> dt.datetime:
    """The first 09:00 of a working day at or after a moment, as UTC."""
    day = at_or_after(moment.astimezone(ZoneInfo(time_zone)).date(), working_days(weekend))
    while morning_of(day, time_zone) < moment:
        day = at_or_after(day + DAY, working_days(weekend))
    return morning_of(day, time_zone)


def may_leave(moment: dt.datetime, time_zone: str, weekend: Collection[int]) -> bool:
    """True on a working day between 09:00 and 18:00 where the recipient is."""
    local = moment.astimezone(ZoneInfo(time_zone))
    return MORNING <= local.time() < EVENING and local.isoweekday() in working_days(weekend)
