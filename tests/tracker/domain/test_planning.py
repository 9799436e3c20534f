"""Who is told what, and on which morning: plain facts in, days out."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from dataclasses import replace
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.planning import REMINDERS, plan
from tracker.enums import ReportState
from tracker.mornings import (
    MORNING,
    at_or_before,
    may_leave,
    monday,
    morning_of,
    next_morning,
    reminder_days,
    weekly_day,
)
from tracker.queries.due import ReportFacts, SeatFacts

UTC = dt.UTC
# Due on a Sunday, so that every reminder has to move.
KENYA = ReportFacts(
    subject="report:1",
    member_id=1,
    member_code="KEN",
    state=ReportState.DRAFT,
    due_on=dt.date(2027, 1, 31),
    opens_on=dt.date(2026, 11, 17),
    closes_on=dt.date(2027, 3, 31),
    created_at=dt.datetime(2026, 10, 1, tzinfo=UTC),
    state_since=dt.datetime(2026, 10, 1, tzinfo=UTC),
)
RETURNED = replace(
    KENYA,
    state=ReportState.RETURNED,
    was_submitted=True,
    due_on=dt.date(2027, 2, 26),
    state_since=dt.datetime(2027, 2, 12, 13, tzinfo=UTC),
)
AMINA = SeatFacts(11, 1, "focal_point", "Africa/Nairobi", (6, 7))
DEPUTY = SeatFacts(12, 2, "deputy", "Africa/Nairobi", (6, 7))
CLEARING = SeatFacts(13, 3, "clearing_officer", "Africa/Nairobi", (6, 7))
VIEWER = SeatFacts(14, 4, "viewer", "Africa/Nairobi", (6, 7))
REVIEWER = SeatFacts(15, 5, "reviewer", "UTC", (6, 7))
ALL = (AMINA, DEPUTY, CLEARING, VIEWER, REVIEWER)


def days(report: ReportFacts, rule: str, *seats: SeatFacts) -> list[tuple[int, str]]:
    return [
        (told.offset_days, told.local_date.isoformat())
        for told in plan(report, seats)
        if told.rule == rule
    ]


def told(report: ReportFacts, *seats: SeatFacts) -> set[tuple[str, int]]:
    return {(told.rule, told.user_id) for told in plan(report, seats or ALL)}


def test_submission_ladder_moves_to_thursdays_and_folds_what_shares_a_week() -> None:
    assert days(KENYA, "submission_due", AMINA) == [
        (-30, "2026-12-31"),
        (-14, "2027-01-14"),
        (-7, "2027-01-21"),
        (-2, "2027-01-28"),
        (3, "2027-02-03"),
        (14, "2027-02-11"),
        (21, "2027-02-18"),
        (28, "2027-02-25"),
        (35, "2027-03-04"),
        (42, "2027-03-11"),
    ]


def test_returned_report_has_a_short_ladder_of_its_own_due_date() -> None:
    assert days(RETURNED, "return_due", AMINA) == [
        (-7, "2027-02-18"),
        (-2, "2027-02-24"),
        (7, "2027-03-04"),
    ]
    assert days(RETURNED, "submission_due", AMINA) == []


def test_returned_report_is_news_on_the_next_working_morning() -> None:
    """Friday afternoon in Nairobi: Monday at 09:00, not Saturday."""
    (news,) = [t for t in plan(RETURNED, [AMINA]) if t.rule == "report_returned"]
    assert news.due_at == dt.datetime(2027, 2, 15, 6, tzinfo=UTC)
    assert (news.due_on, news.local_date) == (dt.date(2027, 2, 12), dt.date(2027, 2, 15))


def test_reminders_leave_at_nine_where_the_recipient_is() -> None:
    in_new_york = replace(AMINA, time_zone="America/New_York")
    (first, *_rest) = [t for t in plan(KENYA, [in_new_york]) if t.offset_days == -30]
    assert first.due_at == dt.datetime(2026, 12, 31, 14, tzinfo=UTC)
    assert first.time_zone == "America/New_York"


@pytest.mark.parametrize(
    ("report", "expected"),
    [
        pytest.param(
            KENYA,
            {
                ("cycle_opened", 1),
                ("cycle_opened", 2),
                ("submission_due", 1),
                ("submission_due", 2),
                ("submission_due", 3),
                ("reports_late", 5),
            },
            id="draft",
        ),
        pytest.param(
            replace(KENYA, state=ReportState.CLEARANCE),
            {("submission_due", 3), ("clearance_asked", 3), ("reports_late", 5)},
            id="clearance",
        ),
        pytest.param(
            replace(KENYA, is_cleared=True, was_submitted=True),
            {("return_due", 1), ("return_due", 2), ("report_cleared", 1), ("report_cleared", 2)},
            id="draft again after a return and a clearance",
        ),
        pytest.param(
            replace(RETURNED, state=ReportState.SUBMITTED),
            {("report_submitted", 5), ("report_waits", 5)},
            id="submitted",
        ),
        pytest.param(
            RETURNED,
            {("report_returned", 1), ("report_returned", 2), ("return_due", 1), ("return_due", 2)},
            id="returned",
        ),
        pytest.param(
            replace(RETURNED, state=ReportState.ACCEPTED),
            {("report_accepted", 1), ("report_accepted", 2)},
            id="accepted",
        ),
        pytest.param(
            replace(RETURNED, state=ReportState.ACCEPTED, is_released=True),
            {("report_released", 5)},
            id="released",
        ),
        pytest.param(
            replace(RETURNED, state=ReportState.PUBLISHED),
            {("report_published", 1), ("report_published", 2)},
            id="published",
        ),
        pytest.param(replace(RETURNED, state=ReportState.WITHDRAWN), set(), id="withdrawn"),
        pytest.param(replace(KENYA, is_frozen=True), set(), id="frozen member"),
    ],
)
def test_who_has_the_ball_is_told_and_nobody_else(
    report: ReportFacts, expected: set[tuple[str, int]]
) -> None:
    assert told(report) == expected


def test_clearing_officer_of_a_draft_hears_only_from_a_week_late_on() -> None:
    offsets = [offset for offset, _day in days(KENYA, "submission_due", CLEARING)]
    assert offsets == [7, 14, 21, 28, 35, 42]


def test_cycle_that_is_over_reminds_nobody_of_a_report_never_submitted() -> None:
    over = replace(KENYA, closes_on=dt.date(2026, 11, 1))
    assert plan(over, ALL) == ()


def test_person_with_two_seats_in_one_report_is_told_once() -> None:
    twice = replace(DEPUTY, user_id=AMINA.user_id)
    assert plan(KENYA, [AMINA, twice]) == plan(KENYA, [AMINA])


def test_keys_know_no_time_zone_and_tell_two_returns_of_one_day_apart() -> None:
    moved = [replace(seat, time_zone="Pacific/Kiritimati") for seat in ALL]
    assert {o.key for o in plan(RETURNED, moved)} == {o.key for o in plan(RETURNED, ALL)}
    again = replace(RETURNED, state_since=RETURNED.state_since + dt.timedelta(hours=2))
    first, second = (
        next(o.key for o in plan(report, [AMINA]) if o.rule == "report_returned")
        for report in (RETURNED, again)
    )
    assert first != second


def test_planning_twice_gives_the_same_keys_whatever_the_order_of_seats() -> None:
    assert plan(KENYA, ALL) == plan(KENYA, reversed(ALL))


ZONES = st.sampled_from(sorted(zoneinfo.available_timezones() - {"localtime"}))
WEEKENDS = st.sets(st.integers(1, 7), max_size=3).map(lambda days: tuple(sorted(days)))
DATES = st.dates(dt.date(2020, 1, 1), dt.date(2035, 12, 31))
STATES = st.sampled_from(ReportState.values)


@given(zone=ZONES, weekend=WEEKENDS, due_on=DATES, state=STATES, again=st.booleans())
def test_every_mail_leaves_on_an_allowed_morning_at_most_once_a_week_and_key(
    zone: str, weekend: tuple[int, ...], due_on: dt.date, state: str, again: bool
) -> None:
    report = replace(
        KENYA,
        state=state,
        due_on=due_on,
        opens_on=due_on - dt.timedelta(days=75),
        closes_on=due_on + dt.timedelta(days=59),
        was_submitted=again,
        created_at=dt.datetime.combine(due_on, dt.time(1), UTC) - dt.timedelta(days=80),
        state_since=dt.datetime.combine(due_on, dt.time(1), UTC) - dt.timedelta(days=20),
    )
    seats = [replace(seat, time_zone=zone, weekend=weekend) for seat in ALL]
    occurrences = plan(report, seats)
    assert len({o.key for o in occurrences}) == len(occurrences)
    for o in occurrences:
        local = o.due_at.astimezone(ZoneInfo(zone))
        assert local.date() == o.local_date
        assert o.local_date.isoweekday() not in weekend
        assert local.time() >= MORNING
        if o.rule in REMINDERS:
            assert o.local_date <= o.due_on + dt.timedelta(days=o.offset_days)
            if not {2, 3, 4} <= set(weekend):
                assert o.local_date.isoweekday() in {2, 3, 4}
    for seat in seats:
        mine = sorted(
            o.local_date for o in occurrences if o.user_id == seat.user_id and o.rule in REMINDERS
        )
        assert all(monday(a) < monday(b) for a, b in pairwise(mine))


@given(zone=ZONES, day=DATES)
def test_morning_is_nine_or_the_first_moment_after_a_gap(zone: str, day: dt.date) -> None:
    local = morning_of(day, zone).astimezone(ZoneInfo(zone))
    exists = dt.datetime.combine(day, MORNING, ZoneInfo(zone))
    there_and_back = exists.astimezone(UTC).astimezone(ZoneInfo(zone))
    if there_and_back.replace(tzinfo=None) == exists.replace(tzinfo=None):
        assert (local.date(), local.time()) == (day, MORNING)
    else:
        assert local.replace(tzinfo=None) > exists.replace(tzinfo=None)


@given(
    zone=ZONES,
    weekend=WEEKENDS,
    moment=st.datetimes(dt.datetime(2020, 1, 1), dt.datetime(2035, 1, 1), timezones=st.just(UTC)),
)
def test_next_morning_is_ahead_and_open_for_mail(
    zone: str, weekend: tuple[int, ...], moment: dt.datetime
) -> None:
    morning = next_morning(moment, zone, weekend)
    assert moment <= morning <= moment + dt.timedelta(days=9)
    assert may_leave(morning, zone, weekend)


@pytest.mark.parametrize(
    ("clock", "expected"),
    [("08:59", False), ("09:00", True), ("17:59", True), ("18:00", False), ("00:30", False)],
)
def test_mail_leaves_by_day_only(clock: str, expected: bool) -> None:
    local = dt.datetime.fromisoformat(f"2027-01-13T{clock}:00+03:00")
    assert may_leave(local, "Africa/Nairobi", (6, 7)) is expected
    assert may_leave(local, "Africa/Nairobi", (3,)) is False


def test_clock_that_skips_a_day_loses_no_morning() -> None:
    """Samoa had no 30 December 2011."""
    assert morning_of(dt.date(2011, 12, 30), "Pacific/Apia") == morning_of(
        dt.date(2011, 12, 31), "Pacific/Apia"
    )


def test_friday_saturday_weekend_leaves_the_three_days_and_a_thursday_one_takes_its_own() -> None:
    assert reminder_days((5, 6)) == {2, 3, 4}
    assert reminder_days((4, 5)) == {2, 3}
    assert reminder_days((2, 3, 4)) == {1, 5, 6, 7}
    assert at_or_before(dt.date(2027, 1, 31), {2, 3, 4}) == dt.date(2027, 1, 28)


@pytest.mark.parametrize(
    ("weekend", "expected"),
    [((6, 7), 2), ((5, 6), 2), ((2, 3), 4), ((1, 2), 3), ((2, 3, 4), 5), ((), 2)],
)
def test_weekly_digest_comes_on_tuesday_or_the_next_day_for_reminders(
    weekend: tuple[int, ...], expected: int
) -> None:
    assert weekly_day(weekend) == expected


def test_topic_wanted_weekly_is_told_on_that_day_deadlines_before_and_news_after() -> None:
    weekly = replace(AMINA, weekly=frozenset({"deadlines", "decisions"}))
    assert days(KENYA, "submission_due", weekly)[:4] == [
        (-30, "2026-12-29"),
        (-14, "2027-01-12"),
        (-7, "2027-01-19"),
        (-2, "2027-01-26"),
    ]
    # Returned on a Friday.
    assert days(RETURNED, "report_returned", AMINA) == [(0, "2027-02-15")]
    assert days(RETURNED, "report_returned", weekly) == [(0, "2027-02-16")]


def test_other_topics_do_not_wait_for_the_day_of_a_weekly_one() -> None:
    weekly = replace(AMINA, weekly=frozenset({"news"}))
    assert plan(KENYA, [weekly]) == plan(KENYA, [AMINA])
