"""Who asks ministries for what, and what a contributor may do with what was asked."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.answers import Allowed, Answer, Denied
from accounts.enums import LEADING_ROLES, Role
from tracker.models import Action, Assignment, BudgetLine, ProgressEntry, Report

from .seats import editable, holds, in_window, may_write, not_frozen


def may_assign_at_all(actor: Actor) -> Answer:
    """Ask contributors: focal point and deputy."""
    if not (answer := may_write(actor)):
        return answer
    if not actor.has_role(*LEADING_ROLES):
        return Denied(_("Only the focal point and the deputy ask contributors."))
    return Allowed()


def may_assign(actor: Actor, report: Report) -> Answer:
    """Ask a contributor for something in a report, or move the day: focal point and deputy, while
    the member holds the report."""
    if not (answer := may_assign_at_all(actor)):
        return answer
    if not holds(actor, report.member_id, *LEADING_ROLES):
        return Denied(_("This report belongs to another member."))
    if not report.is_with_member:
        return Denied(_("This report is with the secretariat or done. Nothing is asked for it."))
    if not (answer := in_window(report)):
        return answer
    return not_frozen(report.member)


def may_withdraw_assignment(actor: Actor, assignment: Assignment) -> Answer:
    """Ask for it no more: focal point and deputy, at any time."""
    if not (answer := may_write(actor)):
        return answer
    if not holds(actor, assignment.member_id, *LEADING_ROLES):
        return Denied(_("Only the focal point and the deputy ask contributors."))
    return not_frozen(assignment.member)


def may_call_ready(actor: Actor, assignment: Assignment) -> Answer:
    """Say that one’s part is done: the contributor who was asked."""
    if not (answer := may_write(actor)):
        return answer
    if not _is_asked_of(actor, assignment):
        return Denied(_("Only the contributor who was asked calls it ready."))
    return _in_an_open_report(assignment)


def may_call_back(actor: Actor, assignment: Assignment) -> Answer:
    """Put it back to work: the contributor who was asked, focal point and deputy."""
    if not (answer := may_write(actor)):
        return answer
    if not (_is_asked_of(actor, assignment) or holds(actor, assignment.member_id, *LEADING_ROLES)):
        return Denied(
            _("Only the contributor who was asked, the focal point and the deputy do this.")
        )
    return _in_an_open_report(assignment)


def is_assigned(actor: Actor, entry: ProgressEntry) -> bool:
    """True for a contributor in office who was asked for this answer."""
    return _in_office(actor) and _asked(actor).filter(entry=entry).exists()


def not_called_ready(actor: Actor, entry: ProgressEntry) -> Answer:
    """What a contributor called ready is closed to them until it is put back to work."""
    if _asked(actor).filter(entry=entry, ready_at__isnull=False).exists():
        return Denied(_("You called this answer ready. Put it back to work to change it."))
    return Allowed()


def may_fill_line(actor: Actor, report: Report, line: BudgetLine) -> Answer | None:
    """Whether a contributor writes the figures of a line they were asked for by name; None where
    nobody asked them for it in this report."""
    asked = [row for row in _asked(actor).filter(budget_line=line) if row.report() == report]
    if not asked or not _in_office(actor):
        return None
    if not (answer := may_write(actor)):
        return answer
    if not (answer := editable(report)):
        return answer
    if asked[0].ready_at is not None:
        return Denied(_("You called this budget line ready. Put it back to work to change it."))
    closed = ProgressEntry.objects.working().filter(
        report=report, recommendation=line.recommendation_id, is_open=False
    )
    if closed.exists():
        return Denied(_("Only the answers with comments are open in a returned report."))
    return Allowed()


def may_fill_action(actor: Actor, action: Action) -> Answer | None:
    """Whether a contributor writes an action they were asked for; None where nobody asked them. The
    latest request counts."""
    part = _asked(actor).filter(action=action).order_by("-due_on").first()
    if part is None or not _is_asked_of(actor, part):
        return None
    if not (answer := may_write(actor)):
        return answer
    if part.ready_at is not None:
        return Denied(_("You called this action ready. Put it back to work to change it."))
    return _in_an_open_report(part)


def _asked(actor: Actor):  # type: ignore[no-untyped-def]
    return Assignment.objects.visible_to(actor)


def _in_office(actor: Actor) -> bool:
    return actor.seat is not None and actor.seat.is_current()


def _is_asked_of(actor: Actor, assignment: Assignment) -> bool:
    return (
        _in_office(actor)
        and actor.has_role(Role.CONTRIBUTOR)
        and actor.seat is not None
        and assignment.appointment_id == actor.seat.pk
    )


def _in_an_open_report(assignment: Assignment) -> Answer:
    report = assignment.report()
    if report is None:
        return Denied(_("There is no report to which this belongs."))
    return editable(report)
