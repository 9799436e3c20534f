"""What a write asks before any value is looked at: whose row is it, and in which report is the work
done. What a seat may then do with it is the verb's to say."""

from __future__ import annotations

import uuid
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.enums import Role
from tracker.api.problems import wrong, wrong_value
from tracker.domain.errors import NotAllowed
from tracker.enums import Edition, ReportState
from tracker.models import Evidence, Report, ReportingCycle
from tracker.models.content import OWN_READERS, MemberContent
from tracker.queries.reports import of_insiders

TEAM = (*OWN_READERS, Role.CONTRIBUTOR)


def require_team(actor: Actor, refusal: str | Promise) -> None:
    """Raises NotAllowed for who holds no seat of a member."""
    if not actor.has_role(*TEAM):
        raise NotAllowed(str(refusal))


def require_own_row(actor: Actor, row: MemberContent, refusal: str | Promise) -> None:
    """Another member's published copy may be read, and is nothing to write in."""
    require_team(actor, refusal)
    if row.member_id != actor.member_id or row.edition != Edition.WORKING:
        raise NotAllowed(str(refusal))


def require_own_member(actor: Actor, code: str | None) -> None:
    """Raises a Problem where a body names a member that is not the actor's own."""
    if code is not None and (actor.seat is None or actor.seat.member.code != code):
        raise wrong([wrong_value("/member", _("Write your own member, or leave it out."))])


def working_report(actor: Actor, wanted: uuid.UUID | None, own: Report | None = None) -> Report:
    """In which report the work is done: the named one, the row's own while its member may edit
    it, or the one of the open cycle."""
    rows = Report.objects.visible_to(actor).filter(of_insiders(actor), member=actor.member_id)
    rows = rows.select_related("member", "cycle")
    if wanted is not None:
        report = rows.filter(public_id=wanted).first()
        if report is None:
            raise wrong([wrong_value("/report", _("No report of yours has this id."))])
        return report
    if own is not None and own.state in (ReportState.DRAFT, ReportState.RETURNED):
        return own
    report = rows.filter(cycle=ReportingCycle.objects.current()).first() or own
    if report is None:
        raise wrong([wrong_value("/report", _("No cycle is open. Name the report."))])
    return report


def put_evidence(actor: Actor, facts: dict[str, Any]) -> None:
    """Puts the document in the place of its id."""
    if (wanted := facts.get("evidence")) is None:
        return
    rows = Evidence.objects.visible_to(actor).filter(edition=Edition.WORKING)
    facts["evidence"] = rows.filter(public_id=wanted).first()
    if facts["evidence"] is None:
        raise wrong([wrong_value("/evidence", _("No document of yours has this id."))])
