"""Who should get a digest on which day: written from the calendar of the domain brief and the caps
of the mail rules, in days and plain loops, and knowing nothing of the product's own planning.

A person's year is given as spans: from when until when (UTC) something is asked of them, and by
which day. The answer is the set of their local days on which one digest is to come.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

DAY = dt.timedelta(days=1)
FOREVER = dt.datetime(9999, 1, 1, tzinfo=dt.UTC)
# Days from the date in question, as the calendar has them.
SUBMISSION = (-30, -14, -7, -2, 0, 3, 7, 14, 21, 28, 35, 42)
MINISTRY = (-14, -7, -1, 3, 10)
RETURNED = (-7, -2, 0, 3, 7)
CLEARING = (7, 14, 21, 28, 35, 42)


@dataclass(frozen=True)
class News:
    """Something that happened, worth telling as long as it stands."""

    at: dt.datetime
    until: dt.datetime = FOREVER


@dataclass(frozen=True)
class Asked:
    """Something to be done by a day, and how many days before and after it that is said."""

    by: dt.date
    offsets: tuple[int, ...]
    since: dt.datetime
    until: dt.datetime = FOREVER
    last: dt.date = dt.date.max


@dataclass
class Person:
    address: str
    zone: str
    weekend: tuple[int, ...]
    news: list[News] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    # Moments between which this person may be written to at all.
    since: dt.datetime = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
    until: dt.datetime = FOREVER


def digests(person: Person, first: dt.date, last: dt.date) -> set[dt.date]:
    """The local days on which a digest comes."""
    found: set[dt.date] = set()
    told: set[News] = set()
    reminded_weeks: set[tuple[int, int]] = set()
    for day in _days(first, last):
        if day.isoweekday() in person.weekend:
            continue
        nine = dt.datetime.combine(day, dt.time(9), ZoneInfo(person.zone)).astimezone(dt.UTC)
        if not person.since <= nine < person.until:
            continue
        fresh = {n for n in person.news if n.at <= nine < n.until} - told
        told |= fresh
        week = day.isocalendar()[:2]
        reminded = week not in reminded_weeks and any(
            a.since <= nine < a.until and day in _mornings(a, person.weekend) for a in person.asked
        )
        if reminded:
            reminded_weeks.add(week)
        if fresh or reminded:
            found.add(day)
    return found


def _mornings(asked: Asked, weekend: Iterable[int]) -> set[dt.date]:
    """Tuesday to Thursday only: a date that falls elsewhere moves to the last such day before."""
    allowed = {2, 3, 4} - set(weekend)
    found = set()
    for offset in asked.offsets:
        day = asked.by + offset * DAY
        while day.isoweekday() not in allowed:
            day -= DAY
        if day <= asked.last:
            found.add(day)
    return found


def working(day: dt.date, weekend: Iterable[int]) -> dt.date:
    while day.isoweekday() in weekend:
        day += DAY
    return day


def _days(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    while first <= last:
        yield first
        first += DAY
