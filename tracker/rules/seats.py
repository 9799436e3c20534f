"""What every rule asks first: a seat in force, a token that may write, a member not frozen."""

from __future__ import annotations

from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.answers import Allowed, Answer, Denied
from accounts.enums import Role, TokenScope
from accounts.models import Member
from tracker.enums import ReportState
from tracker.models import Report


def may_write(actor: Actor) -> Answer:
    """The ceiling over every other rule: a seat in office, and a token that may write."""
    if actor.is_system:
        return Allowed()
    if not actor.is_signed_in:
        return Denied(_("Sign in with a seat first."))
    if actor.is_read_only:
        return Denied(_("This seat was handed over. It reads until it closes and writes nothing."))
    if actor.scope != TokenScope.WRITE:
        return Denied(_("This token may only read. Make one with the scope “write”."))
    return Allowed()


def may_work(actor: Actor) -> Answer:
    """Write at all at the active seat: it is in office, and its member is not frozen. What exactly
    is another rule's answer."""
    if not (answer := may_write(actor)):
        return answer
    if actor.seat is not None and actor.seat.member is not None:
        return not_frozen(actor.seat.member)
    return Allowed()


def holds(actor: Actor, member_id: int | None, *roles: str) -> bool:
    """True where the active seat is one of these of that member."""
    return member_id is not None and actor.member_id == member_id and actor.has_role(*roles)


def looks_after(actor: Actor, member_id: int | None) -> bool:
    """True for the secretariat: administrators for every member, reviewers for those assigned."""
    return actor.has_role(Role.ADMINISTRATOR) or member_id in actor.reviewed_member_ids


def not_frozen(member: Member) -> Answer:
    if member.frozen_at is not None:
        return Denied(_("This member is frozen by the secretariat. Nothing can be edited now."))
    return Allowed()


def in_window(report: Report) -> Answer:
    """The cycle has not ended over a report that was never submitted. What the secretariat returned
    goes on beyond the end: it has a due date of its own."""
    cycle = report.cycle
    if report.submitted_at is not None or not cycle.is_over(report.today()):
        return Allowed()
    if cycle.closed_at is None:
        return Denied(_("This cycle has ended. The secretariat can reopen its window."))
    said = _gettext("The secretariat closed this cycle: %(reason)s")
    return Denied(said % {"reason": cycle.closed_reason})


def editable(report: Report) -> Answer:
    """The report is with its focal point, its cycle has not ended, and its member is not frozen."""
    if report.state not in (ReportState.DRAFT, ReportState.RETURNED):
        return Denied(_("This report is not with its focal point now, so it cannot be edited."))
    if not (answer := in_window(report)):
        return answer
    return not_frozen(report.member)
