"""From one generation of a plan to the next: what becomes of every action, with why."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.actor import Actor
from tracker import rules
from tracker.enums import Edition, stricter
from tracker.models import Action, Plan
from tracker.plan_enums import FATES_WITH_REASON, Fate, PlanStatus

from . import reminders
from .errors import Conflict, IllegalMove, NotAllowed, require
from .plans import locked
from .saving import check_fields, recorded, save_version

# What a kept action takes along. Days, cost and delivery belong to the old plan and begin anew.
_TAKEN = (
    "code text language pillar objective outcome output lead_institution supporting_institutions "
    "location_level external_reference partner_networks"
).split()


@dataclass(frozen=True)
class Decision:
    """What becomes of one action. `into` is the public id of the action it is merged into: one of
    the new plan, or one of the old that is kept. `reason` is needed unless it is kept."""

    fate: str
    into: uuid.UUID | None = None
    reason: str = ""


Decisions = Mapping[uuid.UUID, Decision]


def undecided(plan: Plan) -> list[Action]:
    """The actions of the plan before this one of which nobody said yet what becomes of them."""
    rows = Action.objects.working().filter(plan=plan.predecessor_id, fate=Fate.UNDECIDED)
    return list(rows.select_related("member"))


def carry_over(
    actor: Actor, plan: Plan, version: int, decisions: Decisions, *, supersede: bool = False
) -> int:
    """Carries the open actions of a plan's predecessor over: kept ones are copied into the plan,
    merged and dropped ones remember where to and why. With `supersede` the predecessor becomes
    superseded. All of it or nothing. Returns how many actions were decided.

    Raises NotAllowed, IllegalMove (no predecessor), Conflict, or ValidationError whose names are
    `action`, `fate`, `into` or `reason`, a minus, and the action's public id.
    """
    if plan.edition != Edition.WORKING:
        raise NotAllowed(_("Only the member’s focal point and deputy write its plans."))
    require(rules.may_edit_plans(actor, plan.member))
    if plan.predecessor_id is None:
        raise IllegalMove(_("Say first which plan came before this one."))
    with recorded(actor, "plans.carry_over"):
        plan = locked(plan)
        require(rules.may_edit_plans(actor, plan.member))
        if plan.predecessor is None:
            raise Conflict(plan)
        before = locked(plan.predecessor)
        save_version(plan, version, set())
        rows = undecided(plan)
        _check(plan, rows, decisions)
        _write(plan, rows, decisions)
        if supersede and before.status != PlanStatus.SUPERSEDED:
            before.status = PlanStatus.SUPERSEDED
            save_version(before, before.version, {"status"})
            reminders.replan_plans(before.member_id)
    return len(rows)


def _check(plan: Plan, rows: list[Action], decisions: Decisions) -> None:
    """Every open action has its decision, and each decision can be carried out."""
    problems: dict[str, list[str]] = {}
    here = {row.code: row for row in Action.objects.working().filter(plan=plan) if row.code}
    for row in rows:
        key, said = row.public_id, decisions.get(row.public_id)
        if said is None or said.fate not in (Fate.KEPT, *FATES_WITH_REASON):
            problems[f"fate-{key}"] = [_("Choose what becomes of this action.")]
            continue
        if said.fate == Fate.KEPT and row.code in here:
            problems[f"fate-{key}"] = [
                _("The new plan has an action %(code)s already. Merge this one into it.")
                % {"code": row.code}
            ]
        if said.fate in FATES_WITH_REASON and not said.reason.strip():
            problems[f"reason-{key}"] = [_("Say why. It is kept with the old plan.")]
        if len(said.reason) > 1000:
            problems[f"reason-{key}"] = [
                _("Shorten the text to %(most)s characters.") % {"most": 1000}
            ]
        if said.fate == Fate.MERGED and not _leads_somewhere(plan, said, decisions):
            problems[f"into-{key}"] = [
                _("Choose an action of the new plan, or one of the old plan that is kept.")
            ]
    open_ones = {row.public_id for row in rows}
    for key in decisions:
        if key not in open_ones:
            problems[f"action-{key}"] = [_("No open action of the plan before has this id.")]
    if problems:
        raise ValidationError(problems)


def _leads_somewhere(plan: Plan, said: Decision, decisions: Decisions) -> bool:
    if said.into is None:
        return False
    target = decisions.get(said.into)
    if target is not None and target.fate == Fate.KEPT:
        rows = Action.objects.working().filter(plan=plan.predecessor_id, fate=Fate.UNDECIDED)
        return rows.filter(public_id=said.into).exists()
    return Action.objects.working().filter(plan=plan, public_id=said.into).exists()


def _write(plan: Plan, rows: list[Action], decisions: Decisions) -> None:
    copies = {
        row.public_id: _copy(plan, row)
        for row in rows
        if decisions[row.public_id].fate == Fate.KEPT
    }
    for row in rows:
        said = decisions[row.public_id]
        after = copies.get(row.public_id)
        if said.fate == Fate.MERGED:
            assert said.into is not None, "checked before"
            after = copies.get(said.into)
            after = after or Action.objects.working().get(plan=plan, public_id=said.into)
        reason = said.reason.strip() if said.fate in FATES_WITH_REASON else ""
        check_fields(
            row,
            {"fate": said.fate, "fate_reason": reason, "successor": after},
            frozenset({"fate", "fate_reason", "successor"}),
        )
        save_version(row, row.version, {"fate", "fate_reason", "successor"})


def _copy(plan: Plan, row: Action) -> Action:
    copy = Action(
        member=plan.member,
        plan=plan,
        confidentiality=stricter(row.confidentiality, plan.confidentiality),
        **{name: getattr(row, name) for name in _TAKEN},
    )
    copy.save(force_insert=True)
    copy.recommendations.set(row.recommendations.all())
    return copy
