"""What may be done with plans and their actions."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.answers import Allowed, Answer, Denied
from accounts.enums import LEADING_ROLES
from accounts.models import Member
from tracker.models import Action, Plan

from .assignments import may_fill_action
from .seats import holds, may_write, not_frozen


def may_edit_plans(actor: Actor, member: Member) -> Answer:
    """Write the plans of a member and their actions: focal point and deputy."""
    if not (answer := may_write(actor)):
        return answer
    if not holds(actor, member.pk, *LEADING_ROLES):
        return Denied(_("Only the member’s focal point and deputy write its plans."))
    return not_frozen(member)


def may_edit_action(actor: Actor, action: Action) -> Answer:
    """Write one action: focal point and deputy; a contributor who was asked for it, while the
    report is open in which they were."""
    if (answer := may_fill_action(actor, action)) is not None:
        return answer
    return may_edit_plans(actor, action.member)


def may_withdraw_plan(actor: Actor, plan: Plan) -> Answer:
    """At once, by the member or a reviewer, even while the member is frozen: danger cannot wait."""
    if not (answer := may_write(actor)):
        return answer
    if holds(actor, plan.member_id, *LEADING_ROLES) or (
        plan.member_id in actor.reviewed_member_ids
    ):
        return Allowed()
    return Denied(_("Only the member’s focal point, deputy and reviewers withdraw a plan."))
