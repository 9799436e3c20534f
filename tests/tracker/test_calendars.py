from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.calendars import cycle_dates, working_day

DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2040, 12, 31))


def test_dates_follow_from_the_meeting():
    dates = cycle_dates(dt.date(2027, 3, 17))
    assert dates.due_on == dt.date(2027, 1, 31)
    assert dates.opens_on == dt.date(2026, 11, 17)
    assert dates.publishes_on == dt.date(2027, 3, 10)


@given(DAYS)
def test_dates_are_always_in_order(meeting):
    d = cycle_dates(meeting)
    assert d.opens_on < d.ministry_due_on < d.due_on < d.publishes_on < meeting < d.closes_on


@given(DAYS, st.sets(st.integers(1, 7), max_size=6))
def test_working_day_is_the_first_one_outside_the_weekend(day, weekend):
    found = working_day(day, weekend)
    assert found.isoweekday() not in weekend
    assert dt.timedelta(0) <= found - day <= dt.timedelta(days=6)
    between = [day + dt.timedelta(days=n) for n in range((found - day).days)]
    assert all(d.isoweekday() in weekend for d in between)


def test_week_without_a_working_day_is_refused():
    with pytest.raises(ValueError, match="seven"):
        working_day(dt.date(2026, 11, 23), range(1, 8))
