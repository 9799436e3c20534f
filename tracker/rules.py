"""Who may do what: one function per permission. Each answers Allowed or Denied with a reason.

Whether somebody may read a row is not here: that is the model's `visible_to(actor)`, and a row
that is not visible does not exist for its reader.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.answers import Allowed, Answer, Denied
from accounts.enums import Role, TokenScope
from accounts.models import Appointment, Member, SecondFactorReset, User
from tracker.enums import ReportState
from tracker.models import Assignment, Evidence, ProgressEntry, Report, ReviewComment

MEMBER_EDITORS = (Role.FOCAL_POINT, Role.DEPUTY)


def may_write(actor: Actor) -> Answer:
    """The ceiling over every other rule: a seat in force, and a token that may write."""
    if actor.is_system:
        return Allowed()
    if not actor.is_signed_in:
        return Denied(_("Sign in with a seat first."))
    if actor.scope != TokenScope.WRITE:
        return Denied(_("This token may only read. Make one with the scope “write”."))
    return Allowed()


def _holds(actor: Actor, member_id: int, *roles: str) -> bool:
    return actor.member_id == member_id and actor.has_role(*roles)


def _not_frozen(member: Member) -> Answer:
    if member.frozen_at is not None:
        return Denied(_("This member is frozen by the secretariat. Nothing can be edited now."))
    return Allowed()


def _editable(report: Report) -> Answer:
    if report.state not in (ReportState.DRAFT, ReportState.RETURNED):
        return Denied(_("This report is not with its focal point now, so it cannot be edited."))
    return _not_frozen(report.member)


def is_assigned(actor: Actor, entry: ProgressEntry) -> bool:
    """True for a contributor who was asked for this answer."""
    return Assignment.objects.visible_to(actor).filter(entry=entry).exists()


def may_edit_entry(actor: Actor, entry: ProgressEntry) -> Answer:
    """Write an answer: focal point and deputy; a contributor what was assigned. While returned,
    only the answers that were commented on."""
    if not (answer := may_write(actor)):
        return answer
    if not _holds(actor, entry.member_id, *MEMBER_EDITORS, Role.CONTRIBUTOR):
        return Denied(_("Only the member’s focal point, deputy and contributors write answers."))
    if actor.has_role(Role.CONTRIBUTOR) and not is_assigned(actor, entry):
        return Denied(_("This answer was not assigned to you."))
    if not (answer := _editable(entry.report)):
        return answer
    if not entry.is_open:
        return Denied(_("Only the answers with comments are open in a returned report."))
    return Allowed()


def may_share(actor: Actor, entry: ProgressEntry) -> Answer:
    """Say who may see an answer: the focal point and the deputy."""
    if not (answer := may_write(actor)):
        return answer
    if not _holds(actor, entry.member_id, *MEMBER_EDITORS):
        return Denied(_("Only the focal point and the deputy decide who may see an answer."))
    return Allowed()


def may_edit_evidence(actor: Actor, evidence: Evidence) -> Answer:
    """Change or remove a document: whoever may edit one of the answers it serves."""
    last: Answer = Denied(_("This document serves no answer that you may edit."))
    for entry in evidence.entries.visible_to(actor).select_related("report__member"):
        last = may_edit_entry(actor, entry)
        if last:
            return last
    return last


def may_edit_money(actor: Actor, report: Report, recommendation_id: int) -> Answer:
    """Write figures of a recommendation in a report: whoever may edit the answer to it."""
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
    return Appointment.objects.current().holding(Role.CLEARING_OFFICER, member).exists()


def may_send_for_clearance(actor: Actor, report: Report) -> Answer:
    if not (answer := may_write(actor)):
        return answer
    if not _holds(actor, report.member_id, *MEMBER_EDITORS):
        return Denied(_("Only the focal point and the deputy send a report for clearance."))
    if not has_clearing_officer(report.member):
        return Denied(_("This member has no clearing officer."))
    return _not_frozen(report.member)


def may_clear(actor: Actor, report: Report) -> Answer:
    if not (answer := may_write(actor)):
        return answer
    if not _holds(actor, report.member_id, Role.CLEARING_OFFICER):
        return Denied(_("Only the member’s clearing officer clears a report."))
    return _not_frozen(report.member)


def may_submit(actor: Actor, report: Report) -> Answer:
    """The focal point; the deputy inside the dates of a delegation."""
    if not (answer := may_write(actor)):
        return answer
    if _holds(actor, report.member_id, Role.FOCAL_POINT):
        return _not_frozen(report.member)
    if _holds(actor, report.member_id, Role.DEPUTY):
        if actor.seat is not None and actor.seat.is_delegated(report.today()):
            return _not_frozen(report.member)
        return Denied(_("A deputy submits only while the focal point has delegated it."))
    return Denied(_("Only the member’s focal point submits a report."))


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
    if not _holds(actor, report.member_id, Role.FOCAL_POINT):
        return Denied(_("Only the member’s focal point releases a report for publication."))
    return _not_frozen(report.member)


def may_publish(actor: Actor, report: Report) -> Answer:
    return _reviews(actor, report)


def may_withdraw(actor: Actor, report: Report) -> Answer:
    """At once, by the member or a reviewer, even while the member is frozen: danger cannot wait."""
    if not (answer := may_write(actor)):
        return answer
    if _holds(actor, report.member_id, *MEMBER_EDITORS):
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


def may_answer(actor: Actor, comment: ReviewComment) -> Answer:
    """Answer a reviewer: focal point and deputy, while the report is returned."""
    if not (answer := may_write(actor)):
        return answer
    if not _holds(actor, comment.member_id, *MEMBER_EDITORS):
        return Denied(_("Only the focal point and the deputy answer a reviewer."))
    if comment.report.state not in (ReportState.DRAFT, ReportState.RETURNED):
        return Denied(_("Comments are answered while the report is with the focal point."))
    return _not_frozen(comment.report.member)


def may_resolve(actor: Actor, comment: ReviewComment) -> Answer:
    return _reviews(actor, comment.report)


def may_open_cycle(actor: Actor) -> Answer:
    """Cycles are the secretariat's, Network-wide."""
    if not (answer := may_write(actor)):
        return answer
    if actor.is_system or actor.has_role(Role.REVIEWER, Role.ADMINISTRATOR):
        return Allowed()
    return Denied(_("Only the secretariat opens a reporting cycle."))


def may_use_admin(actor: Actor) -> Answer:
    """The operators' admin: reviewers and administrators."""
    if actor.has_role(Role.REVIEWER, Role.ADMINISTRATOR):
        return Allowed()
    return Denied(_("The admin is for reviewers and administrators."))


def may_read_mail(actor: Actor) -> Answer:
    """See which mails and reminders went out or wait. The rows hold ids and dates only."""
    if actor.has_role(Role.ADMINISTRATOR):
        return Allowed()
    return Denied(_("Only administrators see the outgoing mail."))


# --- people and their accounts -------------------------------------------------------------------


def may_change_account(actor: Actor, user: User) -> Answer:
    """Name, language, address, sessions: the person alone, with a seat or without one."""
    if actor.user is None or actor.user.pk != user.pk:
        return Denied(_("Only the person changes their own account."))
    return Allowed()


def may_help_with_second_factors(actor: Actor) -> Answer:
    """Reset a lost second factor: the secretariat, two of them."""
    if not (answer := may_write(actor)):
        return answer
    if not actor.has_role(Role.REVIEWER, Role.ADMINISTRATOR):
        return Denied(_("Only the secretariat resets a second factor."))
    return Allowed()


def may_ask_for_reset(actor: Actor, user: User) -> Answer:
    if not (answer := may_help_with_second_factors(actor)):
        return answer
    if actor.user == user:
        return Denied(_("Somebody else of the secretariat asks for the reset of your own account."))
    return Allowed()


def may_confirm_reset(actor: Actor, reset: SecondFactorReset) -> Answer:
    if not (answer := may_ask_for_reset(actor, reset.user)):
        return answer
    if actor.user == reset.asked_by_person:
        return Denied(_("Who asked for a reset does not confirm it: a second person does."))
    return Allowed()


def may_manage_accounts(actor: Actor) -> Answer:
    """Close and open accounts, end sessions: administrators."""
    if not (answer := may_write(actor)):
        return answer
    if not actor.has_role(Role.ADMINISTRATOR):
        return Denied(_("Only administrators close and open accounts."))
    return Allowed()


def may_close_account(actor: Actor, user: User) -> Answer:
    if not (answer := may_manage_accounts(actor)):
        return answer
    if is_last_administrator(user):
        return Denied(_("This is the last administrator. Give somebody else the seat first."))
    return Allowed()


def is_last_administrator(user: User) -> bool:
    """True where the Network would be left without an administrator if this person went."""
    seats = Appointment.objects.current().filter(role=Role.ADMINISTRATOR)
    return seats.filter(user=user).exists() and not seats.exclude(user=user).exists()
