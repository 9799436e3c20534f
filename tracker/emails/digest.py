"""The digest: everything a person is told on a day, what is theirs to do first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, get_language_bidi, ngettext
from django.utils.translation import gettext as _

from accounts.enums import LEADING_ROLES
from accounts.models import Appointment, User
from tracker import ics, notices
from tracker.dates import date_long
from tracker.enums import MailFrequency, Topic
from tracker.mail_links import pause_path, stop_path
from tracker.models import OutgoingMail, Reminder, Report
from tracker.queries.ball import ball_in_court
from tracker.queries.calendar_dates import dates_of_reports
from tracker.queries.due import FOLDED, Part, parts_of, reports_about, topics_by_person
from tracker.wording import listed

from .letter import Item, Letter, Section, absolute

# A mail is a list to begin with, not a report: the inbox has all of it.
SHOWN, FEWEST = 12, 1
CODES_SHOWN = 6
SEATS_SHOWN = 3
# After every date, where there is none to order by.
_LAST = "9999"
# The first mail of a cycle, and that of a return, carry the day for the reader's calendar.
WITH_CALENDAR = ("cycle_opened", "report_returned")


@dataclass(frozen=True)
class _Line:
    """An item, its place (whether it only goes along, and the day by which it counts), whether its
    reader has to act, and what it is of."""

    item: Item
    place: tuple[bool, str]
    is_mine: bool
    topic: Topic


def digest(
    mail: OutgoingMail,
    reminders: Sequence[Reminder],
    moment: dt.datetime,
    shown: int,
) -> Letter:
    """A person's mail of a day: one line per report and piece of news, most urgent first, with at
    most `shown` of them. Its header stops the topic of its first line (decision 23)."""
    reader = mail.recipient
    assert reader is not None, "a digest is of a person"
    told = notices.tell(reminders, moment)
    reports = reports_about({reminder.subject for reminder in reminders})
    lines = _lines(reminders, told, reports)
    mine = [line for line in lines if line.is_mine]
    with_others = [line for line in lines if not line.is_mine]
    first = (mine or with_others)[0]
    others = len(lines) - 1
    parts = _asked_of_others(reminders, reports)
    stop = absolute(stop_path(reader, first.topic))
    return Letter(
        subject=ngettext("%(first)s (and %(n)d more)", "%(first)s (and %(n)d more)", others)
        % {"first": first.item.text, "n": others}
        if others
        else first.item.text,
        action=(_("Continue"), first.item.url),
        sections=_sections(
            [line.item for line in mine], [line.item for line in with_others] + parts, shown
        ),
        more=_more(len(lines) + len(parts) - shown),
        paragraphs=(
            *_each_once(one.others for one in told.values()),
            *_each_once(one.next for one in told.values()),
            *_lateness(reminders, moment),
        ),
        footer=(*_because(reminders), *_weekly(reader, lines)),
        pause=absolute(pause_path(reader)),
        links=(
            (_("E-mail settings"), absolute(reverse("tracker:mail-settings"))),
            (_("Stop mails of this kind: %(topic)s") % {"topic": first.topic.label}, stop),
        ),
        stop=stop,
        calendar=_calendar(reminders, reports, moment),
    )


def _lines(
    reminders: Sequence[Reminder],
    told: Mapping[int, notices.Told],
    reports: Mapping[str, Report],
) -> list[_Line]:
    """One line per subject, and one for each thing of it that stands for itself; what only goes
    along comes last, and says nothing where its subject has a line."""
    members = notices.members_in(one.facts for one in told.values())
    found: dict[str, _Line] = {}
    for reminder in sorted(reminders, key=lambda one: one.rule in FOLDED):
        if reminder.pk not in told:
            continue
        one = told[reminder.pk]
        is_part = one.code in notices.PARTS
        item = Item(
            notices.sentence(one.code, one.facts, members.get(one.facts.get("member", ""))),
            absolute(notices.url(one.code, one.facts)),
            _codes(one.open_codes) if is_part else _still_open(one.open_codes),
        )
        report = reports.get(reminder.subject)
        acts = is_part or report is None or reminder.seat.role in ball_in_court(report).roles
        goes_along = reminder.rule in FOLDED
        due = one.facts.get("due", _LAST)
        line = _Line(item, (goes_along, due), acts, Topic(reminder.topic))
        found.setdefault(f"{reminder.subject}|{one.line}", line)
    return sorted(found.values(), key=lambda line: line.place)


def _asked_of_others(reminders: Sequence[Reminder], reports: Mapping[str, Report]) -> list[Item]:
    """What contributors were asked for and have not called ready, for who leads the member's work:
    codes and days, no names."""
    led = {r.subject: r for r in reminders if r.seat.role in LEADING_ROLES}
    working = [reports[subject] for subject in led if subject in reports]
    working = [report for report in working if report.is_with_member]
    found = []
    for report_id, parts in parts_of(working).items():
        waiting = [part for part in parts if part.ready_at is None]
        if waiting:
            report = next(report for report in working if report.pk == report_id)
            found.append(_asked(report, waiting))
    return found


def _asked(report: Report, waiting: Sequence[Part]) -> Item:
    names = {
        "member": report.member.display_name,
        "n": len(waiting),
        "day": date_long(
            min(part.asked_at for part in waiting)
            .astimezone(ZoneInfo(report.member.time_zone))
            .date(),
            get_language() or "en",
        ),
    }
    said = ngettext(
        "%(member)s: %(n)d part with contributors, asked on %(day)s",
        "%(member)s: %(n)d parts with contributors, the first asked on %(day)s",
        len(waiting),
    )
    codes = dict.fromkeys(part.code for part in waiting if part.code)
    page = reverse("tracker:ask", args=[report.cycle.code])
    return Item(said % names, absolute(page), _codes(tuple(codes)))


def _sections(mine: list[Item], others: list[Item], shown: int) -> tuple[Section, ...]:
    mine = mine[:shown]
    others = others[: shown - len(mine)]
    named = ((_("With you"), mine), (_("With others"), others))
    return tuple(Section(title, tuple(items)) for title, items in named if items)


def _more(left: int) -> tuple[str, str] | None:
    if left <= 0:
        return None
    said = ngettext("And %(n)d more, in your inbox", "And %(n)d more, in your inbox", left)
    return said % {"n": left}, absolute(reverse("tracker:inbox"))


def _each_once(said: Iterable[str | Promise]) -> list[str]:
    """What happens after the reader has acted, or has not: each sentence once."""
    return list(dict.fromkeys(str(one) for one in said if one))


def _codes(codes: tuple[str, ...]) -> str:
    """The first codes of a list, and how many more there are. Between words that run from right to
    left each code is isolated: 2022-08 would turn round."""
    first = codes[:CODES_SHOWN]
    if get_language_bidi():
        first = tuple(f"\u2066{code}\u2069" for code in first)
    shown, more = listed(first), len(codes) - CODES_SHOWN
    if more <= 0:
        return shown
    said = ngettext("%(codes)s and %(n)d more", "%(codes)s and %(n)d more", more)
    return said % {"codes": shown, "n": more}


def _still_open(codes: tuple[str, ...]) -> str:
    return _("Still open: %(codes)s") % {"codes": _codes(codes)} if codes else ""


def _lateness(reminders: Sequence[Reminder], moment: dt.datetime) -> tuple[str, ...]:
    """Says so where a mail comes after the day it was due; what goes along when it can is never
    late."""
    day = min((one.local_date for one in reminders if one.rule not in FOLDED), default=dt.date.max)
    today = moment.astimezone(ZoneInfo(reminders[0].time_zone)).date()
    if today <= day:
        return ()
    written = date_long(day, get_language() or "en")
    return (_("This mail comes late: it was due on %(day)s.") % {"day": written},)


def _because(reminders: Sequence[Reminder]) -> list[str]:
    seats = list({reminder.seat_id: reminder.seat for reminder in reminders}.values())
    said = [_because_of(seat) for seat in seats[:SEATS_SHOWN]]
    if (more := len(seats) - SEATS_SHOWN) > 0:
        also = ngettext(
            "And because of %(n)d more seat of yours.",
            "And because of %(n)d more seats of yours.",
            more,
        )
        said.append(also % {"n": more})
    return said


def _because_of(seat: Appointment) -> str:
    if seat.member is None:
        return _("You get this because you hold the seat “%(role)s” of the Network.") % {
            "role": seat.get_role_display()
        }
    return _("You get this because you hold the seat “%(role)s, %(member)s”.") % {
        "role": seat.get_role_display(),
        "member": seat.member.display_name,
    }


def _weekly(reader: User, lines: Sequence[_Line]) -> tuple[str, ...]:
    weekly = topics_by_person(MailFrequency.WEEKLY, [reader.pk]).get(reader.pk, frozenset())
    if not any(line.topic in weekly for line in lines):
        return ()
    return (_("You asked for these mails once a week."),)


def _calendar(
    reminders: Sequence[Reminder], reports: Mapping[str, Report], moment: dt.datetime
) -> bytes:
    """The due days of the reports that have just opened or come back; empty where none is ahead."""
    subjects = {r.subject for r in reminders if r.rule in WITH_CALENDAR}
    chosen = [reports[subject] for subject in sorted(subjects) if subject in reports]
    dates = list(dates_of_reports(chosen, moment.date()))
    return ics.written(dates, moment) if dates else b""
