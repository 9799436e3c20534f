"""What a person is told about a report: its sentences, and the page where it can be done."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from tracker.enums import ReportState
from tracker.models import Reminder, Report
from tracker.queries.ball import ball_in_court
from tracker.queries.civil_society import WINDOW
from tracker.queries.due import (
    Open,
    Part,
    ToAnswer,
    comments_to_answer,
    open_answers,
    parts_of,
    reports_about,
)

from .told import Told, others_told

_REVIEWING = (
    "report_submitted",
    "report_released",
    "report_waits",
    "acceptance_due",
    "publication_due",
)
_RETURNED = ("comments_open", "comments_open_late")
# What ministries were asked for: a line of its own beside the report's.
PARTS = ("part_asked", "part_ready", "part_due", "part_due_late", "part_late")
_VIEWS = ("views_open", "views_close")
# Rules with a ladder for each day on which parts are due.
_LADDERS = ("part_due", "part_late")
# Sentences about the date of the reminder itself, and the word under which they name it.
_ABOUT_A_DAY = {
    "acceptance_due": "due",
    "publication_due": "due",
    "report_published": "since",
    "member_silent": "since",
    "views_open": "since",
    "views_close": "due",
}
SENTENCES: dict[str, Promise] = {
    "cycle_opened": _(
        "%(member)s: the %(cycle)s report is open with %(open)s of %(asked)s answers to give, "
        "due %(due)s"
    ),
    "answers_open": _("%(member)s: %(open)s of %(asked)s answers still open, due %(due)s"),
    "answers_open_late": _("%(member)s: %(open)s of %(asked)s answers still open, was due %(due)s"),
    "answers_written": _("%(member)s: all %(asked)s answers are there, to be submitted by %(due)s"),
    "answers_written_late": _(
        "%(member)s: all %(asked)s answers are there, to be submitted, was due %(due)s"
    ),
    "comments_open": ngettext_lazy(
        "%(member)s: returned with %(comments)d comment to answer, due %(due)s",
        "%(member)s: returned with %(comments)d comments to answer, due %(due)s",
        "comments",
    ),
    "comments_open_late": ngettext_lazy(
        "%(member)s: returned with %(comments)d comment to answer, was due %(due)s",
        "%(member)s: returned with %(comments)d comments to answer, was due %(due)s",
        "comments",
    ),
    "returned": _("%(member)s: the %(cycle)s report is back with you, due %(due)s"),
    "returned_late": _("%(member)s: the %(cycle)s report is back with you, was due %(due)s"),
    "clearance": _("%(member)s: the %(cycle)s report waits for your clearance, due %(due)s"),
    "clearance_late": _(
        "%(member)s: the %(cycle)s report waits for your clearance, was due %(due)s"
    ),
    "report_cleared": _("%(member)s: the %(cycle)s report is cleared, submit it by %(due)s"),
    "report_cleared_late": _(
        "%(member)s: the %(cycle)s report is cleared, submit it, was due %(due)s"
    ),
    "part_asked": ngettext_lazy(
        "%(member)s: you are asked for %(parts)d part of the %(cycle)s report, due %(due)s",
        "%(member)s: you are asked for %(parts)d parts of the %(cycle)s report, due %(due)s",
        "parts",
    ),
    "part_ready": ngettext_lazy(
        "%(member)s: contributors called %(parts)d part of the %(cycle)s report ready",
        "%(member)s: contributors called %(parts)d parts of the %(cycle)s report ready",
        "parts",
    ),
    "report_submitted": _(
        "%(member)s: the %(cycle)s report was submitted on %(since)s and waits to be read"
    ),
    "report_accepted": _(
        "%(member)s: the %(cycle)s report was accepted on %(since)s and waits for your release"
    ),
    "report_released": _(
        "%(member)s: the %(cycle)s report was released on %(since)s and waits to be published"
    ),
    "part_due": ngettext_lazy(
        "%(member)s: you were asked for %(parts)d part of the %(cycle)s report, due %(due)s",
        "%(member)s: you were asked for %(parts)d parts of the %(cycle)s report, due %(due)s",
        "parts",
    ),
    "part_due_late": ngettext_lazy(
        "%(member)s: your %(parts)d part of the %(cycle)s report was due %(due)s",
        "%(member)s: your %(parts)d parts of the %(cycle)s report were due %(due)s",
        "parts",
    ),
    "part_late": ngettext_lazy(
        "%(member)s: %(parts)d part of the %(cycle)s report was due from contributors on %(due)s "
        "and is not ready",
        "%(member)s: %(parts)d parts of the %(cycle)s report were due from contributors on "
        "%(due)s and are not ready",
        "parts",
    ),
    "member_silent": _(
        "%(member)s: nobody has worked on the %(cycle)s report since %(since)s, due %(due)s"
    ),
    "reports_late": ngettext_lazy(
        "%(late)d member is late with its %(cycle)s report",
        "%(late)d members are late with their %(cycle)s reports",
        "late",
    ),
    "report_waits": _("%(member)s: the %(cycle)s report has waited for a decision since %(since)s"),
    "acceptance_due": _(
        "%(member)s: the %(cycle)s report waits for a decision; reports are accepted by %(due)s"
    ),
    "publication_due": _(
        "%(member)s: the %(cycle)s report waits to be published; the agreed set comes out on "
        "%(due)s"
    ),
    "report_published": _("%(member)s: the %(cycle)s report was published on %(since)s"),
    "views_open": _(
        "%(member)s: civil society may file its views for %(cycle)s from %(since)s to %(due)s"
    ),
    "views_close": _("%(member)s: views of civil society for %(cycle)s are asked for by %(due)s"),
}


def tell(reminders: Iterable[Reminder], moment: dt.datetime) -> dict[int, Told]:
    """What each reminder says about its report as it stands now, by reminder id. A reminder of
    a report that is gone says nothing. Five queries, however many reminders."""
    reminders = list(reminders)
    reports = reports_about({reminder.subject for reminder in reminders})
    if not reports:
        return {}
    still_open = open_answers(reports.values())
    comments = comments_to_answer(reports.values())
    parts = parts_of(reports.values())
    late = _late_ones(reminders, reports)
    found: dict[int, Told] = {}
    for reminder in reminders:
        report = reports.get(reminder.subject)
        if report is None:
            continue
        if reminder.rule == "reports_late":
            if reminder.pk in late:
                found[reminder.pk] = late[reminder.pk]
            continue
        found[reminder.pk] = _told(
            reminder,
            report,
            still_open[report.pk],
            comments.get(report.pk, ToAnswer()),
            _parts(reminder, parts[report.pk]),
            moment,
        )
    return found


def _late_ones(reminders: Iterable[Reminder], reports: Mapping[str, Report]) -> dict[int, Told]:
    """One line for each seat of the secretariat and each cycle, with how many members are late:
    the first of its reminders says it, the others say nothing."""
    groups: dict[tuple[int, str], list[Reminder]] = defaultdict(list)
    for one in reminders:
        if one.rule == "reports_late" and one.subject in reports:
            groups[one.seat_id, reports[one.subject].cycle.code].append(one)
    return {
        group[0].pk: Told(
            "reports_late",
            {
                "cycle": cycle,
                "late": len({one.subject for one in group}),
                "due": min(one.due_on for one in group).isoformat(),
            },
            line="reports_late",
        )
        for (_seat, cycle), group in groups.items()
    }


def _told(
    reminder: Reminder,
    report: Report,
    unanswered: Open,
    comments: ToAnswer,
    parts: list[Part],
    moment: dt.datetime,
) -> Told:
    zone = ZoneInfo(reminder.time_zone)
    code = _situation(reminder.rule, report, unanswered, comments.count)
    late, due_on = f"{code}_late", report.due_on
    if code in _LADDERS:
        due_on = reminder.due_on
    if late in SENTENCES and moment.astimezone(zone).date() > due_on:
        code = late
    facts = {
        "member": report.member.code,
        "cycle": report.cycle.code,
        "due": report.due_on.isoformat(),
        "since": report.state_since.astimezone(zone).date().isoformat(),
        "open": unanswered.count,
        "asked": unanswered.asked,
        "comments": comments.count,
    }
    today = moment.astimezone(zone).date()
    if code in _ABOUT_A_DAY:
        facts = {name: facts[name] for name in ("member", "cycle", "since", "due")}
        facts[_ABOUT_A_DAY[code]] = reminder.due_on.isoformat()
        if code == "views_open":
            facts["due"] = _last_day_of_views(report).isoformat()
        # Where the report has a line anyway, its silence and its publication need none.
        return Told(code, facts, line=code if code in _VIEWS else "")
    if report.state == ReportState.RETURNED and comments.first:
        facts["first"] = comments.first
    if code in PARTS:
        # A contributor is told of their own parts and of no others: no count of the report.
        facts = {name: facts[name] for name in ("member", "cycle", "since")}
        facts |= {
            "parts": len(parts),
            "due": min((part.due_on for part in parts), default=report.due_on).isoformat(),
        }
        codes = tuple(part.code for part in parts if part.code)
        line = f"{code}{facts['due']}" if reminder.rule in _LADDERS else code
        return Told(code, facts, codes, line=line, others=others_told(reminder, today))
    lists_codes = code in {"cycle_opened", "answers_open", "answers_open_late"}
    codes = unanswered.codes if lists_codes else ()
    following = ball_in_court(report).next
    return Told(code, facts, codes, following, others=others_told(reminder, today))


def _parts(reminder: Reminder, parts: list[Part]) -> list[Part]:
    """The parts that a telling is about: those of its day, or of its seat."""
    if reminder.rule in _LADDERS:
        parts = [part for part in parts if part.due_on == reminder.due_on]
    if reminder.rule == "part_late":
        return [part for part in parts if part.ready_at is None]
    if reminder.rule == "part_ready":
        return [part for part in parts if part.ready_at is not None]
    return [part for part in parts if part.seat_id == reminder.seat_id and part.ready_at is None]


def _last_day_of_views(report: Report) -> dt.date:
    return report.cycle.meeting_on + dt.timedelta(days=WINDOW[1])


def _situation(rule: str, report: Report, unanswered: Open, comments: int) -> str:
    """The sentence for a rule; reminders say what the report's state asks for."""
    if rule in SENTENCES:
        return rule
    if report.state == ReportState.CLEARANCE:
        return "clearance"
    if report.state == ReportState.RETURNED:
        return "comments_open" if comments else "returned"
    return "answers_open" if unanswered.count else "answers_written"


def url(code: str, facts: Mapping[str, Any]) -> str:
    """The page, in the reader's language, where the thing can be done."""
    if code in _REVIEWING:
        return reverse("tracker:review-detail", args=[facts["member"], facts["cycle"]])
    if code == "reports_late":
        return reverse("tracker:review-overview")
    if code in _VIEWS:
        return reverse("tracker:view-list")
    if code in ("part_asked", "part_due", "part_due_late"):
        return reverse("tracker:work")
    if code in ("part_ready", "part_late"):
        return reverse("tracker:ask", args=[facts["cycle"]])
    if code in _RETURNED:
        if first := facts.get("first"):
            # No word of a comment: only the way to the first answer that has one.
            return reverse("tracker:entry", args=[facts["cycle"], first]) + "#comments"
        return reverse("tracker:comments", args=[facts["cycle"]])
    return reverse("tracker:report", args=[facts["cycle"]])
