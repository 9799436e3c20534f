"""Days as a file that calendar programs read (RFC 5545): whole days, in UTC, told 14 days ahead."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event

from tracker.queries.calendar_dates import Date

CONTENT_TYPE = "text/calendar; charset=utf-8"
FILE_NAME = "nap-tracker.ics"
AHEAD = dt.timedelta(days=14)
DAY = dt.timedelta(days=1)


def written(dates: Iterable[Date], moment: dt.datetime) -> bytes:
    """The file: CRLF, folded at 75 octets. `moment` (UTC) is when it was made. Where an event is
    known to a program already, its UID and the higher SEQUENCE move it."""
    calendar = Calendar()
    calendar.add("prodid", "-//NAP Tracker//Dates//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _("NAP Tracker"))
    for date in dates:
        calendar.add_component(_event(date, moment))
    return calendar.to_ical()


def _event(date: Date, moment: dt.datetime) -> Event:
    event = Event()
    event.add("uid", f"{date.uid}@{urlsplit(settings.PUBLIC_BASE_URL).hostname}")
    event.add("sequence", date.sequence)
    event.add("dtstamp", moment.astimezone(dt.UTC).replace(microsecond=0))
    event.add("dtstart", date.on)
    event.add("dtend", date.on + DAY)
    event.add("summary", date.summary)
    event.add("url", f"{settings.PUBLIC_BASE_URL}{date.path}")
    event.add("transp", "TRANSPARENT")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", date.summary)
    alarm.add("trigger", -AHEAD)
    event.add_component(alarm)
    return event
