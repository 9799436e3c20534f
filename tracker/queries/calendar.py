"""The calendar of a cycle: what falls on which day, in order (domain brief, section 8)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tracker.models import ReportingCycle


@dataclass(frozen=True)
class Day:
    """A day of the calendar. `is_stored` for one of the cycle's own dates; the others are counted
    from the meeting."""

    on: dt.date
    what: str | Promise
    is_stored: bool = False


_COUNTED = (
    (-100, _("Focal points ask ministries for their parts")),
    (-60, _("Civil society may begin to file its views")),
    (-35, _("Last day for views of civil society")),
    (-25, _("Reviews end; a returned report has a due date of its own")),
    (-21, _("Second submission of returned reports")),
    (-14, _("Reports are accepted")),
)
_STORED = (
    ("opens_on", _("The cycle opens; last answers are there, unconfirmed")),
    ("ministry_due_on", _("Ministries have answered their focal point")),
    ("due_on", _("Reports are due")),
    ("publishes_on", _("Publication of the agreed set")),
    ("closes_on", _("Last day of the cycle; the window closes")),
)
_MEETING = _("First day of the meeting")
_BY_HAND = _("The day set by hand, since there is no meeting")


def calendar_of(cycle: ReportingCycle) -> list[Day]:
    """Every day of the calendar, in order, before any weekend is looked at."""
    days = [Day(cycle.meeting_on + dt.timedelta(days=offset), what) for offset, what in _COUNTED]
    days += [Day(getattr(cycle, name), what, is_stored=True) for name, what in _STORED]
    anchor = _BY_HAND if cycle.no_meeting_reason else _MEETING
    days.append(Day(cycle.meeting_on, anchor, is_stored=True))
    return sorted(days, key=lambda day: day.on)
