"""Dates of a reporting cycle, as pure functions (domain brief, section 8)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

# Days from the first day of the capital-level meeting.
OPENS, MINISTRY_DUE, DUE, PUBLISHES, CLOSES = -120, -75, -45, -7, 14
# Reviewers accept by so long before the agreed set is published.
ACCEPTED_BEFORE = dt.timedelta(days=7)


@dataclass(frozen=True)
class CycleDates:
    opens_on: dt.date
    ministry_due_on: dt.date
    due_on: dt.date
    publishes_on: dt.date
    closes_on: dt.date


def cycle_dates(meeting_on: dt.date) -> CycleDates:
    """The dates that follow from the meeting, before any weekend is looked at."""

    def day(offset: int) -> dt.date:
        return meeting_on + dt.timedelta(days=offset)

    return CycleDates(day(OPENS), day(MINISTRY_DUE), day(DUE), day(PUBLISHES), day(CLOSES))


def working_day(day: dt.date, weekend: Collection[int]) -> dt.date:
    """The day itself, or the next one outside the weekend (ISO weekdays, Monday = 1).

    Raises ValueError for a weekend of seven days.
    """
    if len(set(weekend)) >= 7:
        raise ValueError("A weekend of seven days leaves no working day.")
    while day.isoweekday() in weekend:
        day += dt.timedelta(days=1)
    return day
