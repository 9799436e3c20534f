"""What a person is told about a report: its sentences, and the page where it can be done."""

from __future__ import annotations

import datetime as dt
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
from tracker.queries.due import (
    Open,
    Part,
    ToAnswer,
    comments_to_answer,
    open_answers,
    parts_of,
    reports_about,
)

from .told import Told

_REVIEWING = ("report_submitted", "report_released")
_RETURNED = ("comments_open", "comments_open_late")
# What ministries were asked for: a line of its own beside the report's.
PARTS = ("part_asked", "part_ready")
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
    return {
        reminder.pk: _told(
            reminder,
            reports[reminder.subject],
            still_open[reports[reminder.subject].pk],
            comments.get(reports[reminder.subject].pk, ToAnswer()),
            _parts(reminder, parts[reports[reminder.subject].pk]),
            moment,
        )
        for reminder in reminders
        if reminder.subject in reports
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
    late = f"{code}_late"
    if late in SENTENCES and moment.astimezone(zone).date() > report.due_on:
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
    if report.state == ReportState.RETURNED and comments.first:
        facts["first"] = comments.first
    if code in PARTS:
        # A contributor is told of their own parts and of no others: no count of the report.
        facts = {name: facts[name] for name in ("member", "cycle", "since")}
        facts |= {
            "parts": len(parts),
            "due": min((part.due_on for part in parts), default=report.due_on).isoformat(),
        }
        return Told(code, facts, tuple(part.code for part in parts if not part.is_restricted))
    lists_codes = code in {"cycle_opened", "answers_open", "answers_open_late"}
    codes = unanswered.codes if lists_codes else ()
    return Told(code, facts, codes, ball_in_court(report).next)


def _parts(reminder: Reminder, parts: list[Part]) -> list[Part]:
    """The parts that a piece of news is about."""
    if reminder.rule == "part_ready":
        return [part for part in parts if part.ready_at is not None]
    return [part for part in parts if part.seat_id == reminder.seat_id and part.ready_at is None]


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
    if code == "part_asked":
        return reverse("tracker:work")
    if code == "part_ready":
        return reverse("tracker:ask", args=[facts["cycle"]])
    if code in _RETURNED:
        if first := facts.get("first"):
            # No word of a comment: only the way to the first answer that has one.
            return reverse("tracker:entry", args=[facts["cycle"], first]) + "#comments"
        return reverse("tracker:comments", args=[facts["cycle"]])
    return reverse("tracker:report", args=[facts["cycle"]])
