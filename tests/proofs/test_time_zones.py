"""09:00 of every local day, in every time zone there is, from 2020 to 2035 (two years of some zones
outside `make proof`): each day has one morning and no day has two, whatever a clock jumps over or
shows twice (reliability E9, R8)."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from bisect import bisect_left
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from tests.drawing import PROOF, drawn
from tracker.mornings import may_leave, morning_of, next_morning

UTC, DAY = dt.UTC, dt.timedelta(days=1)
QUARTER = dt.timedelta(minutes=15)
FIRST, YEARS = (
    (dt.datetime(2020, 1, 1, tzinfo=UTC), 16) if PROOF else (dt.datetime(2026, 1, 1, tzinfo=UTC), 2)
)
END = dt.date(FIRST.year + YEARS, 1, 1)
WEEKDAYS, NONE = (6, 7), ()
# Half an hour of summer time, the widest offsets, a change in Ramadan, two changes at midnight.
TRICKY = (
    *("Australia/Lord_Howe", "Pacific/Apia", "Pacific/Kiritimati", "Africa/Cairo", "Asia/Gaza"),
    *("America/Santiago", "Europe/Bucharest", "Africa/Casablanca", "Asia/Kathmandu"),
)
OTHERS = sorted(zoneinfo.available_timezones() - {"localtime", *TRICKY})


def first_moments(zone: str) -> dict[dt.date, dt.datetime]:
    """The first moment of each local day at which a clock on the wall shows 09:00 or later: found
    by looking at that clock every quarter of an hour, with none of the product's arithmetic."""
    wall, found = ZoneInfo(zone), {}
    day = FIRST.astimezone(wall).date() + DAY
    while day < END:
        moment = dt.datetime.combine(day, dt.time(0), UTC) - dt.timedelta(hours=15)
        # No offset is beyond 15 hours; from there a few looks tell.
        looks = [moment + n * QUARTER for n in range(4 * 42)]
        at = bisect_left(looks, (day, dt.time(9)), key=lambda m: _shown(m, wall, day))
        for earlier in range(max(at - 8, 0), at):
            if _shown(looks[earlier], wall, day) >= (day, dt.time(9)):
                at = earlier
                break
        if _shown(looks[at], wall, day)[0] == day:
            found[day] = looks[at]
        day += DAY
    return found


def _shown(moment: dt.datetime, wall: ZoneInfo, day: dt.date) -> tuple[dt.date, dt.time]:
    local = moment.astimezone(wall)
    return local.date(), local.time()


@pytest.mark.parametrize("zone", [*TRICKY, *drawn(OTHERS, 40)])
def test_every_local_day_has_one_morning(zone: str) -> None:
    mornings = first_moments(zone)
    wrong = [day for day, moment in mornings.items() if morning_of(day, zone) != moment]
    assert wrong == []
    assert len(mornings) == (END - min(mornings)).days, "a day went missing"
    assert all(a < b for a, b in pairwise(mornings.values()))
    for (_day, moment), (_next, following) in pairwise(mornings.items()):
        # From just after one morning, the next one is the next local day's; never the same again.
        assert next_morning(moment + QUARTER, zone, NONE) == following
        assert may_leave(moment, zone, NONE)


@pytest.mark.parametrize("zone", TRICKY)
def test_no_mail_leaves_on_a_weekend(zone: str) -> None:
    moment = FIRST
    while moment < FIRST + 800 * DAY:
        local = next_morning(moment, zone, WEEKDAYS).astimezone(ZoneInfo(zone))
        assert local.isoweekday() not in WEEKDAYS
        moment += dt.timedelta(hours=17)
