"""Whether one row may be read by somebody, said once more for a row in hand.

The rows somebody may read are the model's `visible_to(actor)`; this is the same policy for one row,
without a filter, for pages that say who reads a thing. A property test holds the two together.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.answers import Allowed, Answer, Denied
from accounts.enums import LEADING_ROLES, Role
from tracker.enums import Confidentiality, Edition
from tracker.models import (
    Action,
    Assignment,
    BudgetFigure,
    BudgetLine,
    Evidence,
    Indicator,
    Measurement,
    Plan,
    ProgressEntry,
    Report,
)
from tracker.models.content import OWN_READERS, MemberContent


def may_read(actor: Actor, row: MemberContent) -> Answer:
    """Read a working row or a published copy: exactly one of the two for each reader."""
    if row.edition == Edition.WORKING:
        return _reads_working(actor, row)
    shared = [Confidentiality.PUBLIC]
    if actor.is_signed_in:
        shared.append(Confidentiality.NETWORK)
    if row.confidentiality not in shared:
        return Denied(_("This was not shared with you."))
    working = (
        type(row).objects.working().filter(public_id=row.public_id).first()  # type: ignore[attr-defined]
    )
    if working is not None and _reads_working(actor, working):
        return Denied(_("You read the working text of this, not its published copy."))
    return Allowed()


def _reads_working(actor: Actor, row: MemberContent) -> Answer:
    if not _reaches(actor, row):
        return Denied(_("This is the member’s own work."))
    if row.confidentiality != Confidentiality.RESTRICTED or actor.has_role(*LEADING_ROLES):
        return Allowed()
    if actor.seat in _named(row):
        return Allowed()
    return Denied(_("This is for named people only."))


def _reaches(actor: Actor, row: MemberContent) -> bool:
    if actor.has_role(*OWN_READERS):
        return actor.member_id == row.member_id
    if actor.has_role(Role.CONTRIBUTOR):
        return actor.member_id == row.member_id and _is_asked(actor, row)
    if actor.has_role(Role.REVIEWER):
        return row.member_id in actor.reviewed_member_ids and any(
            report.submitted_at is not None for report in _reports(row)
        )
    return False


def _named(row: MemberContent) -> list:
    match row:
        case BudgetFigure():
            holder: MemberContent = row.line
        case Action():
            holder = row.plan
        case Measurement():
            holder = row.indicator
        case _:
            holder = row
    return list(holder.named_readers.all())  # type: ignore[attr-defined]


def _reports(row: MemberContent) -> list[Report]:
    """The reports in which a row stands, or beside which it does."""
    match row:
        case ProgressEntry() | BudgetFigure() | Indicator() | Measurement():
            return [row.report]
        case Evidence():
            entries = row.entries.unscoped()
            return [entry.report for entry in entries.select_related("report")]
        case BudgetLine():
            figures = row.figures.unscoped()
            return [figure.report for figure in figures.select_related("report__cycle")]
        case Plan() | Action():
            return list(Report.objects.unscoped().filter(member=row.member_id))
    raise TypeError(type(row))


def _is_asked(actor: Actor, row: MemberContent) -> bool:
    """True where somebody asked this contributor for the row, or for the answer it belongs to."""
    asked = Assignment.objects.visible_to(actor)
    match row:
        case ProgressEntry():
            return asked.filter(entry=row).exists()
        case Indicator() | Measurement():
            return True
        case Evidence():
            return asked.filter(entry__in=row.entries.unscoped()).exists()
        case BudgetFigure():
            by_answer = asked.filter(
                entry__recommendation=row.line.recommendation_id,
                entry__report__cycle__meeting_on__gte=row.report.cycle.meeting_on,
            )
            by_name = asked.filter(budget_line=row.line, due_on__gte=row.report.cycle.opens_on)
            return by_answer.exists() or by_name.exists()
        case BudgetLine():
            told = [report.cycle.meeting_on for report in _reports(row)]
            answers = asked.filter(entry__recommendation=row.recommendation_id)
            if told:
                answers = answers.filter(entry__report__cycle__meeting_on__gte=min(told))
            return asked.filter(budget_line=row).exists() or answers.exists()
        case Plan() | Action():
            # They stand in no report: the whole team reads them.
            return True
    raise TypeError(type(row))
