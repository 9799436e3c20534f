"""Asking ministries for their part of a report, and what becomes of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.enums import Role
from accounts.models import Appointment, Invitation
from tracker import rules
from tracker.enums import Confidentiality, Edition
from tracker.models import Action, Assignment, BudgetLine, ProgressEntry, Report

from . import reminders
from .errors import Conflict, Duplicate, IllegalMove, require
from .invitations import invite
from .saving import recorded, save_version

Thing = ProgressEntry | BudgetLine | Action
LONGEST = dt.timedelta(days=366)


def assign(
    actor: Actor,
    report: Report,
    what: Sequence[Thing],
    due_on: dt.date,
    to: Appointment | Invitation,
) -> list[Assignment]:
    """Asks a contributor, or somebody invited to be one, for answers, budget lines and actions
    of plans by a day.

    All or nothing. Raises NotAllowed, ValidationError (what, to, due_on), or Duplicate with what
    is asked of this person already.
    """
    require(rules.may_assign(actor, report))
    _check(report, what, due_on, to)
    with recorded(actor, "assignments.assign"):
        made = [_make(report, thing, due_on, to) for thing in what]
        reminders.replan(report)
    return made


def ask_newcomer(
    actor: Actor,
    report: Report,
    what: Sequence[Thing],
    due_on: dt.date,
    *,
    email: str,
    name: str = "",
    language: str = "en",
) -> list[Assignment]:
    """Invites an address as contributor and asks it, in one transaction. Who is a contributor, or
    was invited, already is asked without another invitation.

    Raises as `assign`; ValidationError also by the fields of an invitation.
    """
    require(rules.may_assign(actor, report))
    with recorded(actor, "assignments.ask_newcomer"):
        to: Appointment | Invitation
        try:
            to = invite(actor, email, Role.CONTRIBUTOR, report.member, name=name, language=language)
        except Duplicate as known:
            to = known.existing
        return assign(actor, report, what, due_on, to)


def change_due(actor: Actor, assignment: Assignment, version: int, due_on: dt.date) -> Assignment:
    """Moves the day. Raises NotAllowed, Conflict or ValidationError (due_on)."""
    report = _report_of(assignment)
    require(rules.may_assign(actor, report))
    _check_day(report, due_on, found_by_day=assignment.entry_id is None)
    with recorded(actor, "assignments.change_due"):
        assignment.due_on = due_on
        save_version(assignment, version, {"due_on"})
        reminders.replan(report)
    return assignment


def withdraw(actor: Actor, assignment: Assignment, version: int) -> None:
    """Asks for it no more; what was written stays. Raises NotAllowed or Conflict."""
    require(rules.may_withdraw_assignment(actor, assignment))
    with recorded(actor, "assignments.withdraw"):
        rows = Assignment.objects.unscoped().filter(pk=assignment.pk)
        gone, _by_model = rows.filter(version=version).delete()
        if not gone:
            raise Conflict(rows.first() or assignment)
        _replan(assignment)


def call_ready(actor: Actor, assignment: Assignment, version: int) -> Assignment:
    """A contributor says that their part is done: it closes to them, and the focal point hears.

    Raises NotAllowed, Conflict, or IllegalMove where it is ready already.
    """
    require(rules.may_call_ready(actor, assignment))
    if assignment.ready_at is not None:
        raise IllegalMove(_("This is called ready already."))
    with recorded(actor, "assignments.call_ready"):
        assignment.ready_at = timezone.now()
        save_version(assignment, version, {"ready_at"})
        _replan(assignment)
    return assignment


def call_back(actor: Actor, assignment: Assignment, version: int) -> Assignment:
    """Opens to the contributor again what they had called ready.

    Raises NotAllowed, Conflict, or IllegalMove where it is not ready.
    """
    require(rules.may_call_back(actor, assignment))
    if assignment.ready_at is None:
        raise IllegalMove(_("This is not called ready."))
    with recorded(actor, "assignments.call_back"):
        assignment.ready_at = None
        save_version(assignment, version, {"ready_at"})
        _replan(assignment)
    return assignment


def _check(
    report: Report, what: Sequence[Thing], due_on: dt.date, to: Appointment | Invitation
) -> None:
    problems: dict[str, list[str]] = {}
    if not what:
        problems["what"] = [_("Choose at least one recommendation.")]
    for thing in what:
        if thing.edition != Edition.WORKING or not _stands_in(thing, report):
            problems["what"] = [
                _("Choose answers of this report, and budget lines or actions of its member.")
            ]
        elif not _can_read(thing, to):
            problems["what"] = [
                _("%(code)s is for named people only. Name this contributor there first.")
                % {"code": _code_of(thing)}
            ]
    if not _is_contributor(report, to):
        problems["to"] = [_("Choose a contributor of your member whose seat is in force.")]
    try:
        by_day = any(not isinstance(thing, ProgressEntry) for thing in what)
        _check_day(report, due_on, found_by_day=by_day)
    except ValidationError as error:
        problems |= error.message_dict
    if problems:
        raise ValidationError(problems)


def _stands_in(thing: Thing, report: Report) -> bool:
    if isinstance(thing, ProgressEntry):
        return thing.report_id == report.pk
    return thing.member_id == report.member_id


def _can_read(thing: Thing, to: Appointment | Invitation) -> bool:
    if thing.confidentiality != Confidentiality.RESTRICTED:
        return True
    holder = thing.plan if isinstance(thing, Action) else thing
    return isinstance(to, Appointment) and holder.named_readers.filter(pk=to.pk).exists()


def _code_of(thing: Thing) -> str:
    return thing.code or _("An action") if isinstance(thing, Action) else thing.recommendation.code


def _is_contributor(report: Report, to: Appointment | Invitation) -> bool:
    if to.role != Role.CONTRIBUTOR or to.member_id != report.member_id:
        return False
    if isinstance(to, Invitation):
        return to.is_open
    return to.is_current() and not to.is_read_only() and to.user.is_active


def _check_day(report: Report, due_on: dt.date, *, found_by_day: bool) -> None:
    """From today to the day of the report itself; within a year where that is past. Money
    and actions are found by their day: it must not lie in the next cycle."""
    said = ""
    if due_on < report.today():
        said = _("Write a date from today on.")
    elif report.due_on >= report.today() and due_on > report.due_on:
        said = _("Write a date no later than that of the report itself.")
    elif due_on > report.today() + LONGEST:
        said = _("Write a date within a year.")
    elif found_by_day and _cycle_of(report, due_on) != report:
        said = _("A newer cycle is open by then. Ask for this in its report.")
    if said:
        raise ValidationError({"due_on": [said]})


def _cycle_of(report: Report, due_on: dt.date) -> Report | None:
    return Assignment(member=report.member, due_on=due_on).report()


def _make(
    report: Report, thing: Thing, due_on: dt.date, to: Appointment | Invitation
) -> Assignment:
    place = {
        "member": report.member,
        "appointment": to if isinstance(to, Appointment) else None,
        "invitation": to if isinstance(to, Invitation) else None,
        "entry": thing if isinstance(thing, ProgressEntry) else None,
        "budget_line": thing if isinstance(thing, BudgetLine) else None,
        "action": thing if isinstance(thing, Action) else None,
    }
    try:
        with transaction.atomic():
            return Assignment.internal.create(**place, due_on=due_on)
    except IntegrityError as error:
        standing = Assignment.objects.unscoped().filter(**place).first()
        if standing is None:
            raise
        raise Duplicate(standing) from error


def _report_of(assignment: Assignment) -> Report:
    report = assignment.report()
    if report is None:
        raise IllegalMove(_("There is no report to which this belongs."))
    return report


def _replan(assignment: Assignment) -> None:
    report = assignment.report()
    if report is not None:
        reminders.replan(report)
