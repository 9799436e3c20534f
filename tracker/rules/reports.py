"""What may be done with a report and what stands in it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.answers import Allowed, Answer, Denied
from accounts.enums import LEADING_ROLES, Role
from accounts.models import Appointment, Member
from tracker.enums import ReportState
from tracker.models import BudgetLine, Evidence, ProgressEntry, Report, ReviewComment
from tracker.models.content import MemberContent

from .assignments import is_assigned, may_fill_line, not_called_ready
from .seats import editable, holds, in_window, may_write, not_frozen


def may_edit_entry(actor: Actor, entry: ProgressEntry) -> Answer:
    """Write an answer: focal point and deputy; a contributor what was assigned and is not called
    ready. While returned, only the answers that were commented on."""
    if not (answer := may_write(actor)):
        return answer
    if not holds(actor, entry.member_id, *LEADING_ROLES, Role.CONTRIBUTOR):
        return Denied(_("Only the member’s focal point, deputy and contributors write answers."))
    if actor.has_role(Role.CONTRIBUTOR) and not is_assigned(actor, entry):
        return Denied(_("This answer was not assigned to you."))
    if not (answer := editable(entry.report)):
        return answer
    if actor.has_role(Role.CONTRIBUTOR) and not (answer := not_called_ready(actor, entry)):
        return answer
    if not entry.is_open:
        return Denied(_("Only the answers with comments are open in a returned report."))
    return Allowed()


def may_share(actor: Actor, row: MemberContent) -> Answer:
    """Say who may see an answer, a document or money: the focal point and the deputy."""
    if not (answer := may_write(actor)):
        return answer
    if not holds(actor, row.member_id, *LEADING_ROLES):
        return Denied(_("Only the focal point and the deputy decide who may see an answer."))
    return not_frozen(row.member)


def may_see_readers(actor: Actor, row: MemberContent) -> Answer:
    """Look at who reads an answer, a document or money: the leading seats, also while nothing can
    be changed."""
    if holds(actor, row.member_id, *LEADING_ROLES):
        return Allowed()
    return Denied(_("Only the focal point and the deputy see who reads an answer."))


def may_edit_evidence(actor: Actor, evidence: Evidence) -> Answer:
    """Change or remove a document: whoever may edit one of the answers it serves; a contributor
    only where it serves nobody else’s answer."""
    read = evidence.entries.visible_to(actor).select_related("report__member")
    if (
        actor.has_role(Role.CONTRIBUTOR)
        and read.count() < evidence.entries.through.objects.filter(evidence=evidence).count()
    ):
        return Denied(_("This document also serves answers that were not assigned to you."))
    last: Answer = Denied(_("This document serves no answer that you may edit."))
    for entry in read:
        last = may_edit_entry(actor, entry)
        if last:
            return last
    return last


def may_check_evidence(actor: Actor, evidence: Evidence) -> Answer:
    """Say whether a document suffices: who may comment on a report that it serves."""
    last: Answer = Denied(_("Only a reviewer assigned to this member does this."))
    for entry in evidence.entries.visible_to(actor).select_related("report__submitted_by"):
        last = may_comment(actor, entry.report)
        if last:
            return last
    return last


def may_edit_money(
    actor: Actor, report: Report, recommendation_id: int, line: BudgetLine | None = None
) -> Answer:
    """Write figures of a recommendation in a report: whoever may edit the answer to it, and a
    contributor who was asked for this line."""
    if line is not None and actor.has_role(Role.CONTRIBUTOR):
        by_line = may_fill_line(actor, report, line)
        if by_line is not None:
            return by_line
    entry = (
        ProgressEntry.objects.visible_to(actor)
        .select_related("report__member")
        .filter(report=report, recommendation=recommendation_id, edition="working")
        .first()
    )
    if entry is None:
        return Denied(_("This recommendation was not assigned to you."))
    return may_edit_entry(actor, entry)


def has_clearing_officer(member: Member) -> bool:
    """A member with a clearing officer in force clears its reports before submission."""
    return Appointment.objects.in_office().holding(Role.CLEARING_OFFICER, member).exists()


def may_send_for_clearance(actor: Actor, report: Report) -> Answer:
    if not (answer := may_write(actor)):
        return answer
    if not holds(actor, report.member_id, *LEADING_ROLES):
        return Denied(_("Only the focal point and the deputy send a report for clearance."))
    if not has_clearing_officer(report.member):
        return Denied(_("This member has no clearing officer."))
    return _going_on(report)


def may_clear(actor: Actor, report: Report) -> Answer:
    if not (answer := may_write(actor)):
        return answer
    if not holds(actor, report.member_id, Role.CLEARING_OFFICER):
        return Denied(_("Only the member’s clearing officer clears a report."))
    return _going_on(report)


def may_submit(actor: Actor, report: Report) -> Answer:
    """The focal point; the deputy inside the dates of a delegation."""
    if not (answer := may_write(actor)):
        return answer
    if holds(actor, report.member_id, Role.FOCAL_POINT):
        return _going_on(report)
    if holds(actor, report.member_id, Role.DEPUTY):
        if actor.seat is not None and actor.seat.is_delegated(report.today()):
            return _going_on(report)
        return Denied(_("A deputy submits only while the focal point has delegated it."))
    return Denied(_("Only the member’s focal point submits a report."))


def _going_on(report: Report) -> Answer:
    """Neither has the cycle ended over the report, nor is the member frozen."""
    if not (answer := in_window(report)):
        return answer
    return not_frozen(report.member)


def _reviews(actor: Actor, report: Report) -> Answer:
    if not (answer := may_write(actor)):
        return answer
    if report.member_id not in actor.reviewed_member_ids:
        return Denied(_("Only a reviewer assigned to this member does this."))
    return Allowed()


def may_review(actor: Actor, report: Report) -> Answer:
    """Return or accept: an assigned reviewer who did not submit the report."""
    if not (answer := _reviews(actor, report)):
        return answer
    if report.submitted_by is not None and report.submitted_by.user_id == actor.user.pk:  # type: ignore[union-attr]
        return Denied(_("Who submitted a report does not review it."))
    return Allowed()


def may_release(actor: Actor, report: Report) -> Answer:
    if not (answer := may_write(actor)):
        return answer
    if not holds(actor, report.member_id, Role.FOCAL_POINT):
        return Denied(_("Only the member’s focal point releases a report for publication."))
    return not_frozen(report.member)


def may_publish(actor: Actor, report: Report) -> Answer:
    if not (answer := _reviews(actor, report)):
        return answer
    return not_frozen(report.member)


def may_withdraw(actor: Actor, report: Report) -> Answer:
    """At once, by the member or a reviewer, even while the member is frozen: danger cannot wait."""
    if not (answer := may_write(actor)):
        return answer
    if holds(actor, report.member_id, *LEADING_ROLES):
        return Allowed()
    return _reviews(actor, report)


def may_reopen(actor: Actor, report: Report) -> Answer:
    return _reviews(actor, report)


def may_comment(actor: Actor, report: Report) -> Answer:
    """Ask the member: an assigned reviewer, while the report is submitted."""
    if not (answer := may_review(actor, report)):
        return answer
    if report.state != ReportState.SUBMITTED:
        return Denied(_("Comments are written while a report is submitted."))
    return Allowed()


def may_change_comment(actor: Actor, comment: ReviewComment) -> Answer:
    """Change or remove a comment that was not sent yet: the seat that wrote it."""
    if not (answer := may_comment(actor, comment.report)):
        return answer
    if comment.sent_at is not None:
        return Denied(_("A comment that was sent stays as it is. Write another one."))
    if actor.seat is None or comment.author_id != actor.seat.pk:
        return Denied(_("Only who wrote a comment changes it."))
    return Allowed()


def may_answer(actor: Actor, comment: ReviewComment) -> Answer:
    """Answer a reviewer: focal point and deputy, while the report is returned."""
    if not (answer := may_write(actor)):
        return answer
    if not holds(actor, comment.member_id, *LEADING_ROLES):
        return Denied(_("Only the focal point and the deputy answer a reviewer."))
    if comment.report.state not in (ReportState.DRAFT, ReportState.RETURNED):
        return Denied(_("Comments are answered while the report is with the focal point."))
    return not_frozen(comment.report.member)


def may_resolve(actor: Actor, comment: ReviewComment) -> Answer:
    return _reviews(actor, comment.report)


def may_ask_again(actor: Actor, comment: ReviewComment) -> Answer:
    """Open a settled comment again: an assigned reviewer, while the report can be returned."""
    if not (answer := may_comment(actor, comment.report)):
        return answer
    if comment.resolved_at is None:
        return Denied(_("This comment is not settled."))
    return Allowed()


def may_take(actor: Actor, report: Report) -> Answer:
    """Say that one reads a report, also in the place of somebody else. It binds nobody."""
    if not (answer := may_review(actor, report)):
        return answer
    is_released = report.state == ReportState.ACCEPTED and report.released_at is not None
    if report.state != ReportState.SUBMITTED and not is_released:
        return Denied(_("A report is taken while it waits for a reviewer."))
    return Allowed()
