"""Opening a reporting cycle, moving its dates, closing and reopening its window."""

from __future__ import annotations

import datetime as dt
import re
from itertools import pairwise
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Member
from tracker import rules
from tracker.calendars import cycle_dates, working_day
from tracker.enums import CycleState
from tracker.models import Report, ReportingCycle

from . import filling, reminders
from .errors import Conflict, IllegalMove, require
from .saving import recorded

CODE = re.compile(r"[0-9]{4}[0-9A-Za-z-]{0,16}")
# The dates of a cycle in the order in which they have to come.
WINDOW = ("opens_on", "ministry_due_on", "due_on", "publishes_on", "closes_on")
DATES = ("meeting_on", *WINDOW)
# A meeting outside these is a slip of the pen.
MOST_DAYS_AHEAD = 3 * 366


def draft(
    code: str, meeting_on: dt.date, closes_on: dt.date | None = None, no_meeting: str = ""
) -> ReportingCycle:
    """The cycle that would be opened, with its dates; nothing is written. Raises ValidationError
    naming each field that is wrong."""
    problems: dict[str, list[str]] = {}
    if not CODE.fullmatch(code):
        problems["code"] = [_("Write a code that begins with the year, such as 2027.")]
    elif ReportingCycle.objects.filter(code=code).exists():
        problems["code"] = [_("A cycle with the code %(code)s exists already.") % {"code": code}]
    if abs((meeting_on - timezone.now().date()).days) > MOST_DAYS_AHEAD:
        problems["meeting_on"] = [_("Write a day within three years from today.")]
    if problems:
        raise ValidationError(problems)
    dates = cycle_dates(meeting_on)
    cycle = ReportingCycle(
        code=code,
        meeting_on=meeting_on,
        no_meeting_reason=no_meeting.strip(),
        opens_on=dates.opens_on,
        ministry_due_on=dates.ministry_due_on,
        due_on=dates.due_on,
        publishes_on=dates.publishes_on,
        closes_on=closes_on or dates.closes_on,
    )
    cycle.full_clean()
    return cycle


def open_cycle(
    actor: Actor,
    code: str,
    meeting_on: dt.date,
    closes_on: dt.date | None = None,
    no_meeting: str = "",
) -> ReportingCycle:
    """Opens a cycle anchored on a meeting, or on a day set by hand for the reason `no_meeting`: its
    dates, a report for each member that is not frozen, and one answer per recommendation of every
    communiqué so far.

    Answers of the member's last cycle are carried over, unconfirmed, with their evidence. Raises
    NotAllowed, or ValidationError where the code is taken or no cycle can have these dates.
    """
    require(rules.may_open_cycle(actor))
    cycle = draft(code, meeting_on, closes_on, no_meeting)
    with recorded(actor, "cycles.open_cycle", cycle.no_meeting_reason):
        try:
            cycle.save(force_insert=True)
        except IntegrityError as error:
            raise ValidationError({"code": [str(error)]}) from error
        reports = Report.internal.bulk_create(reports_of(cycle))
        filling.fill(cycle, reports)
        reminders.replan_cycle(cycle, reports)
    return cycle


def reports_of(cycle: ReportingCycle) -> list[Report]:
    """The reports that a cycle opens, unsaved: one for each member that is not frozen."""
    return [
        Report(member=member, cycle=cycle, due_on=working_day(cycle.due_on, member.weekend))
        for member in Member.objects.filter(frozen_at__isnull=True)
    ]


def fill_missing(actor: Actor, cycle: ReportingCycle) -> int:
    """Gives the reports of an open cycle the answers they lack, as after a late import of a
    communiqué; nothing else changes. Returns how many it were."""
    require(rules.may_change_cycle(actor))
    with recorded(actor, "cycles.fill_missing"):
        rows = Report.objects.unscoped().filter(cycle=cycle)
        return filling.fill(cycle, rows.select_related("member").select_for_update(of=("self",)))


def move_dates(
    actor: Actor, cycle: ReportingCycle, version: int, reason: str, **dates: dt.date
) -> ReportingCycle:
    """Moves the dates of a cycle, and with them the due date of every report that was never
    submitted; one that was keeps the day it was measured by, or that its return set. Reminders
    follow in the same transaction.

    Raises NotAllowed, Conflict (somebody was faster), ValidationError.
    """
    require(rules.may_change_cycle(actor))
    why = _reason(reason)
    moved = moved_to(cycle, **dates)
    with recorded(actor, "cycles.move_dates", why):
        _save(cycle, version, {name: getattr(moved, name) for name in DATES})
        reports = list(unsubmitted(moved))
        for report in reports:
            report.due_on = working_day(moved.due_on, report.member.weekend)
            report.version, report.updated_at = report.version + 1, timezone.now()
        Report.internal.bulk_update(reports, ["due_on", "version", "updated_at"], batch_size=500)
        reminders.replan_cycle(_stored(moved), _all_reports(moved))
    return _stored(cycle)


def moved_to(cycle: ReportingCycle, **dates: dt.date) -> ReportingCycle:
    """The cycle as it would be with other dates; nothing is written. Raises ValidationError."""
    moved = ReportingCycle.objects.get(pk=cycle.pk)
    for name, day in dates.items():
        if name not in DATES:
            raise ValidationError({name: [_("This field cannot be changed here.")]})
        setattr(moved, name, day)
    problems = {
        later: [_("Write a day that is not before the one above.")]
        for earlier, later in pairwise(WINDOW)
        if getattr(moved, later) < getattr(moved, earlier)
    }
    today = timezone.now().date()
    if moved.due_on != cycle.due_on and moved.due_on < today:
        problems.setdefault("due_on", [_("Write a day from today on.")])
    if abs((moved.meeting_on - today).days) > MOST_DAYS_AHEAD:
        problems["meeting_on"] = [_("Write a day within three years from today.")]
    if problems:
        raise ValidationError(problems)
    return moved


def unsubmitted(cycle: ReportingCycle) -> QuerySet[Report]:
    """Reports of a cycle that were never submitted: the cycle's date is theirs."""
    rows = Report.objects.unscoped().select_related("member").select_for_update(of=("self",))
    return rows.filter(cycle=cycle, submitted_at__isnull=True).order_by("pk")


def close_cycle(actor: Actor, cycle: ReportingCycle, version: int, reason: str) -> ReportingCycle:
    """Closes the window of a cycle before its day: what was not submitted can only be read, and
    nobody is reminded of it. Reviews, returns and publication go on.

    Raises NotAllowed, IllegalMove (over already), Conflict, ValidationError (no reason).
    """
    require(rules.may_change_cycle(actor))
    why = _reason(reason)
    with recorded(actor, "cycles.close_cycle", why):
        if _locked(cycle).state == CycleState.CLOSED:
            raise IllegalMove(_("This cycle is closed already."))
        _save(cycle, version, {"closed_at": timezone.now(), "closed_reason": why})
        reminders.replan_cycle(_stored(cycle), _all_reports(cycle))
    return _stored(cycle)


def reopen_cycle(
    actor: Actor, cycle: ReportingCycle, version: int, reason: str, closes_on: dt.date
) -> ReportingCycle:
    """Opens the window of a closed cycle again, until a day, with the answers that came in with a
    communiqué meanwhile.

    Raises NotAllowed, IllegalMove (not closed), Conflict, ValidationError.
    """
    require(rules.may_change_cycle(actor))
    why = _reason(reason)
    if not timezone.now().date() < closes_on <= timezone.now().date() + dt.timedelta(days=366):
        raise ValidationError({"closes_on": [_("Write a date after today, within a year.")]})
    with recorded(actor, "cycles.reopen_cycle", why):
        stored = _locked(cycle)
        if stored.state != CycleState.CLOSED:
            raise IllegalMove(_("This cycle is not closed."))
        if closes_on < stored.publishes_on:
            said = _("Write a day that is not before the publication.")
            raise ValidationError({"closes_on": [said]})
        _save(cycle, version, {"closed_at": None, "closed_reason": "", "closes_on": closes_on})
        reports = _all_reports(cycle)
        filling.fill(stored, reports)
        reminders.replan_cycle(stored, reports)
    return _stored(cycle)


def _reason(reason: str) -> str:
    words = reason.strip()
    if not words:
        raise ValidationError({"reason": [_("Say why: it stands in the log.")]})
    if len(words) > 1000:
        raise ValidationError({"reason": [_("Write at most 1,000 characters.")]})
    return words


def _save(cycle: ReportingCycle, version: int, values: dict[str, Any]) -> None:
    rows = ReportingCycle.objects.filter(pk=cycle.pk, version=version)
    if not rows.update(**values, version=F("version") + 1):
        raise Conflict(_stored(cycle))


def _stored(cycle: ReportingCycle) -> ReportingCycle:
    return ReportingCycle.objects.get(pk=cycle.pk)


def _locked(cycle: ReportingCycle) -> ReportingCycle:
    return ReportingCycle.objects.select_for_update().get(pk=cycle.pk)


def _all_reports(cycle: ReportingCycle) -> list[Report]:
    rows = Report.objects.unscoped().select_related("member", "cycle")
    return list(rows.filter(cycle=cycle).order_by("pk"))
