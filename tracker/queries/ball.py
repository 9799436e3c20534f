"""Whose turn it is: the line that every working page, mail and API answer shows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from tracker.enums import ReportState
from tracker.models import Report


@dataclass(frozen=True)
class Ball:
    """Who must act on a report, since when, by when, and what it takes.

    `roles` is empty where nobody has to. `since` is UTC; `due_on` the report's own date while
    the member holds it.
    """

    roles: tuple[str, ...]
    since: dt.datetime
    due_on: dt.date | None
    sentence: Promise


_MEMBER = (Role.FOCAL_POINT.value, Role.DEPUTY.value)
_WHOSE: dict[str, tuple[tuple[str, ...], Promise]] = {
    ReportState.DRAFT: (
        _MEMBER,
        _("The report is with the focal point, who fills and submits it."),
    ),
    ReportState.CLEARANCE: (
        (Role.CLEARING_OFFICER.value,),
        _("The report is with the clearing officer, who clears it or sends it back."),
    ),
    ReportState.SUBMITTED: (
        (Role.REVIEWER.value,),
        _("The report is with the secretariat’s reviewer, who accepts or returns it."),
    ),
    ReportState.RETURNED: (
        _MEMBER,
        _("The report is with the focal point, who answers the comments and submits again."),
    ),
    ReportState.PUBLISHED: ((), _("The report is published. Nobody has to act.")),
    ReportState.WITHDRAWN: ((), _("The report was withdrawn. Nobody has to act.")),
}
_TO_RELEASE = (
    (Role.FOCAL_POINT.value,),
    _("The report is accepted. The focal point releases it for publication."),
)
_TO_PUBLISH = (
    (Role.REVIEWER.value,),
    _("The report is released. The secretariat’s reviewer publishes it."),
)


def ball_in_court(report: Report) -> Ball:
    """Who has the ball for this report now."""
    roles: tuple[str, ...]
    sentence: Promise
    if report.state == ReportState.ACCEPTED:
        roles, sentence = _TO_PUBLISH if report.released_at else _TO_RELEASE
        since = report.released_at or report.state_since
    else:
        roles, sentence = _WHOSE[report.state]
        since = report.state_since
    return Ball(roles, since, report.due_on if report.is_with_member else None, sentence)
