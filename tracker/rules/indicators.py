"""Who writes indicators and what they were found to be."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.answers import Allowed, Answer, Denied
from accounts.enums import LEADING_ROLES
from tracker.models import Indicator, Report

from .seats import editable, holds, may_write


def may_write_indicators(actor: Actor, report: Report) -> Answer:
    """Add, change and remove indicators and measurements: the focal point and the deputy, while
    the report is with them."""
    if not (answer := may_write(actor)):
        return answer
    if not holds(actor, report.member_id, *LEADING_ROLES):
        return Denied(_("Only the member’s focal point and deputy write indicators."))
    return editable(report)


def may_withdraw_indicator(actor: Actor, indicator: Indicator) -> Answer:
    """At once, by the member or a reviewer, even while the member is frozen: danger cannot wait."""
    if not (answer := may_write(actor)):
        return answer
    if holds(actor, indicator.member_id, *LEADING_ROLES):
        return Allowed()
    if indicator.member_id in actor.reviewed_member_ids:
        return Allowed()
    return Denied(_("Only the member’s focal point, deputy and reviewers withdraw an indicator."))
