"""Whose turn it is: the line that every working page, mail and API answer shows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from tracker.enums import ReportState
from tracker.models import Report
from tracker.models.report import WITH_MEMBER


@dataclass(frozen=True)
class Ball:
    """Who must act on a report, since when, by when, what it takes, and what happens next.

    `roles` is empty where nobody has to; then `next` is empty too. `since` is UTC; `due_on` the
    report's own date while the member holds it.
    """

    roles: tuple[str, ...]
    since: dt.datetime
    due_on: dt.date | None
    sentence: Promise
    next: str | Promise


@dataclass(frozen=True)
class _Turn:
    roles: tuple[str, ...]
    sentence: Promise
    next: str | Promise = ""


_MEMBER = (Role.FOCAL_POINT.value, Role.DEPUTY.value)
_REVIEWER = (Role.REVIEWER.value,)
_TURNS: dict[str, _Turn] = {
    ReportState.DRAFT: _Turn(
        _MEMBER,
        _("The report is with the focal point, who fills and submits it."),
        _("Next: the secretariat’s reviewer reads it, and accepts it or returns it with comments."),
    ),
    ReportState.CLEARANCE: _Turn(
        (Role.CLEARING_OFFICER.value,),
        _("The report is with the clearing officer, who clears it or sends it back."),
        _("Next: once it is cleared, the focal point submits it."),
    ),
    ReportState.SUBMITTED: _Turn(
        _REVIEWER,
        _("The report is with the secretariat’s reviewer, who accepts or returns it."),
        _(
            "Next: if accepted, the focal point releases it; if returned, the answers with "
            "comments open again."
        ),
    ),
    ReportState.RETURNED: _Turn(
        _MEMBER,
        _("The report is with the focal point, who answers the comments and submits again."),
        _("Next: the secretariat’s reviewer reads what changed."),
    ),
    ReportState.PUBLISHED: _Turn((), _("The report is published. Nobody has to act.")),
    ReportState.WITHDRAWN: _Turn((), _("The report was withdrawn. Nobody has to act.")),
}
_TO_RELEASE = _Turn(
    (Role.FOCAL_POINT.value,),
    _("The report is accepted. The focal point releases it for publication."),
    _("Next: the secretariat’s reviewer publishes what was released."),
)
_TO_PUBLISH = _Turn(
    _REVIEWER,
    _("The report is released. The secretariat’s reviewer publishes it."),
    _("Next: the answers for the Network and for everyone are shown."),
)


def ball_in_court(report: Report) -> Ball:
    """Who has the ball for this report now."""
    turn, since = _TURNS.get(report.state), report.state_since
    if turn is None:
        turn = _TO_PUBLISH if report.released_at else _TO_RELEASE
        since = report.released_at or report.state_since
    # By the state alone: rows of long lists have the values of a report and none of its methods.
    due_on = report.due_on if report.state in WITH_MEMBER else None
    return Ball(turn.roles, since, due_on, turn.sentence, turn.next)
