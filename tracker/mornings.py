"""The mornings on which mail leaves, and days counted in months: pure functions."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Collection
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

MORNING = dt.time(9)
# Mail that could not leave in the morning may still leave until here; later it waits.
EVENING = dt.time(18)
REMINDER_DAYS = frozenset({2, 3, 4})
EVERY_DAY = frozenset(range(1, 8))
DAY = dt.timedelta(days=1)


@cache
def zone(name: str) -> ZoneInfo:
    """A time zone by its name. The library keeps the last eight; members live in some sixty, and
    each would be read from the disk again for every mail. Raises what ZoneInfo raises."""
    return ZoneInfo(name)


@lru_cache(4096)
def morning_of(day: dt.date, time_zone: str) -> dt.datetime:
    """09:00 of a local day, as UTC. A clock that jumps over 09:00 gives the moment after the
    jump; a clock that shows it twice gives the first."""
    return dt.datetime.combine(day, MORNING, zone(time_zone)).astimezone(dt.UTC)


def reminder_days(weekend: Collection[int]) -> frozenset[int]:
    """ISO weekdays on which a reminder may leave: Tuesday to Thursday off the weekend, or, where
    that leaves none, any working day."""
    return (REMINDER_DAYS - set(weekend)) or working_days(weekend)


def weekly_day(weekend: Collection[int]) -> int:
    """The ISO weekday of a weekly digest: Tuesday, or the next day on which a reminder may
    leave."""
    allowed = reminder_days(weekend)
    return next(day for day in (2, 3, 4, 5, 6, 7, 1) if day in allowed)


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
    day = at_or_after(moment.astimezone(zone(time_zone)).date(), working_days(weekend))
    while morning_of(day, time_zone) < moment:
        day = at_or_after(day + DAY, working_days(weekend))
    return morning_of(day, time_zone)


def may_leave(moment: dt.datetime, time_zone: str, weekend: Collection[int]) -> bool:
    """True on a working day between 09:00 and 18:00 where the recipient is."""
    local = moment.astimezone(zone(time_zone))
    return MORNING <= local.time() < EVENING and local.isoweekday() in working_days(weekend)


def months_from(day: dt.date, months: int) -> dt.date:
    """The same day so many months later (earlier where negative), or the last of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
