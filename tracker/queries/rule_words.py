"""The rules of the calendar in plain words, for who changes them."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

KINDS: dict[str, Promise] = {
    "report": _("Reports"),
    "cycle": _("The meeting and the autumn"),
    "plan": _("Plans"),
    "figures": _("Figures"),
    "seat": _("Seats"),
    "vacancy": _("Vacant seats"),
}
# What is told, and from which date its days are counted.
RULES: dict[str, tuple[Promise, Promise]] = {
    "cycle_opened": (_("A cycle opens"), _("Once, when it opens.")),
    "submission_due": (
        _("A report is to be submitted"),
        _("Days from the due date, until it is submitted."),
    ),
    "submission_late": (
        _("A report is late: its clearing officer hears of it too"),
        _("Days from the due date, until it is submitted."),
    ),
    "reports_late": (
        _("Reports are late: the secretariat hears how many"),
        _("Days from the due date, until they are submitted."),
    ),
    "return_due": (
        _("A returned report is to be submitted again"),
        _("Days from the date that the return set."),
    ),
    "member_silent": (
        _("A member has been silent"),
        _("Days from the last time somebody signed in or wrote in the report."),
    ),
    "clearance_asked": (_("A report waits for clearance"), _("Once, when it is sent.")),
    "report_cleared": (_("A report is cleared"), _("Once, when it is cleared.")),
    "report_returned": (_("A report is returned"), _("Once, when it is returned.")),
    "part_asked": (_("A contributor is asked for a part"), _("Once, when asked.")),
    "part_due": (
        _("A part of a report is due"),
        _("Days from its date, until the contributor calls it ready."),
    ),
    "part_late": (
        _("A part of a report is late: its focal point hears of it too"),
        _("Days from its date, until the contributor calls it ready."),
    ),
    "part_ready": (_("A part of a report is ready"), _("Once, when it is called ready.")),
    "report_submitted": (_("A report is submitted"), _("Once, when it is submitted.")),
    "report_waits": (
        _("A submitted report waits for a decision"),
        _("Days from the day of submission, until it is accepted or returned."),
    ),
    "acceptance_due": (
        _("The day of acceptance comes near"),
        _("Days from 14 days before the meeting, while a report waits for a decision."),
    ),
    "report_accepted": (_("A report is accepted"), _("Once, when it is accepted.")),
    "report_released": (_("A report is released"), _("Once, when it is released.")),
    "publication_due": (
        _("The day of publication comes near"),
        _("Days from the publication of the set, while a released report is not published."),
    ),
    "report_published": (_("A report is published"), _("Once, when it is published.")),
    "views_open": (
        _("Civil society may file views"),
        _("Days from 60 days before the meeting, until a monitor has filed one."),
    ),
    "views_close": (
        _("Views of civil society are awaited"),
        _("Days from 35 days before the meeting, until a monitor has filed one."),
    ),
    "meeting_near": (_("The aggregates are ready"), _("Days from the meeting.")),
    "communique_new": (
        _("The new communiqué is to be entered"),
        _("Days from 14 days after the meeting."),
    ),
    "contribution": (
        _("The contribution to the Secretary-General’s report"),
        _("Days from 1 September after the meeting."),
    ),
    "debate_pack": (_("The open debate"), _("Days from 1 October after the meeting.")),
    "plan_ends": (_("A plan ends"), _("Months from its last day.")),
    "plan_review": (
        _("The review or evaluation of a plan is due"),
        _("Months from the day that the plan announced."),
    ),
    "figures_old": (
        _("Figures have grown old"),
        _("Months from the day as of which the oldest budget line was last told."),
    ),
    "seat_unused": (
        _("Somebody has not signed in"),
        _("Days from the last time they did, or took their seat."),
    ),
    "vacant_seat": (
        _("A member has no focal point"),
        _("Once, when the last one goes, and when a cycle opens without one."),
    ),
}
