"""Writing the actions of a plan. One action may serve several recommendations."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.actor import Actor
from recommendations.models import Recommendation
from tracker import rules
from tracker.enums import Edition, stricter
from tracker.models import Action, Plan

from .errors import Duplicate, NotAllowed, require
from .plans import cost_problem, locked, reopen_decisions
from .saving import check_fields, recorded, refused, save_version

FIELDS = frozenset(
    "code text language pillar objective outcome output lead_institution supporting_institutions "
    "start_on due_on cost_estimate cost_currency delivery location_level external_reference "
    "partner_networks confidentiality".split()
)


def add(actor: Actor, plan: Plan, facts: dict[str, Any]) -> Action:
    """Adds an action to a plan. Its words are enough. `recommendations` are those that it serves;
    left out, its language and its class are the plan's.

    Raises NotAllowed, ValidationError by field, or Duplicate with the action that has the code.
    """
    _require_plan(actor, plan)
    facts = dict(facts)
    serves = facts.pop("recommendations", [])
    action = Action(
        member=plan.member,
        plan=plan,
        language=plan.language,
        confidentiality=plan.confidentiality,
    )
    check_fields(action, {"text": "", **facts}, FIELDS)
    with recorded(actor, "actions.add"):
        action.plan = locked(plan)
        require(rules.may_edit_plans(actor, action.plan.member))
        _check(action)
        _saved(action, lambda: action.save(force_insert=True))
        action.recommendations.set(serves)
    return action


def change(actor: Actor, action: Action, version: int, changes: dict[str, Any]) -> Action:
    """Changes an action. A contributor who was asked for it changes all but who may see it.

    Raises NotAllowed, Conflict, ValidationError or Duplicate.
    """
    _require_action(actor, action)
    if changes.get("confidentiality", action.confidentiality) != action.confidentiality:
        require(rules.may_share(actor, action))
    changes = dict(changes)
    serves: Iterable[Recommendation] | None = changes.pop("recommendations", None)
    check_fields(action, changes, FIELDS)
    with recorded(actor, "actions.change"):
        action.plan = locked(action.plan)
        _require_action(actor, action)
        _check(action)
        _saved(action, lambda: save_version(action, version, set(changes)))
        if serves is not None:
            action.recommendations.set(serves)
    return action


def remove(actor: Actor, action: Action, version: int) -> None:
    """Takes an action out of its plan. Earlier actions that were carried over into it are open
    again. A published copy stays until the next publication. Raises NotAllowed or Conflict."""
    _require_plan(actor, action.plan)
    with recorded(actor, "actions.remove"):
        plan = locked(action.plan)
        require(rules.may_edit_plans(actor, plan.member))
        rows = Action.objects.working().select_for_update(of=("self",))
        if not rows.filter(pk=action.pk, version=version).exists():
            raise refused(action)
        reopen_decisions(plan, action)
        Action.objects.working().filter(pk=action.pk).delete()


def _require_plan(actor: Actor, plan: Plan) -> None:
    if plan.edition != Edition.WORKING:
        raise NotAllowed(_("Only the member’s focal point and deputy write its plans."))
    require(rules.may_edit_plans(actor, plan.member))


def _require_action(actor: Actor, action: Action) -> None:
    if action.edition != Edition.WORKING:
        raise NotAllowed(_("Only the member’s focal point and deputy write its plans."))
    require(rules.may_edit_action(actor, action))


def _saved(action: Action, write: Any) -> None:
    """Writes, and names the action that has the code already."""
    try:
        with transaction.atomic():
            write()
    except IntegrityError as error:
        same = Action.objects.working().filter(plan=action.plan_id, code=action.code)
        standing = same.exclude(pk=action.pk).first() if action.code else None
        if standing is None:
            raise
        raise Duplicate(standing) from error


def _check(action: Action) -> None:
    """The rules that bind several fields; the database holds the same ones."""
    problems: dict[str, list[str]] = {}
    if not action.text.strip():
        problems["text"] = [_("Write what will be done.")]
    if action.start_on and action.due_on and action.due_on < action.start_on:
        problems["due_on"] = [_("The last day is not before the first.")]
    if said := cost_problem(action.cost_estimate, action.cost_currency):
        problems["cost_" + ("currency" if said[0] == "currency" else "estimate")] = [said[1]]
    if stricter(action.confidentiality, action.plan.confidentiality) != action.confidentiality:
        problems["confidentiality"] = [
            _("The plan itself is open to fewer people. Choose the same as the plan, or narrower.")
        ]
    if problems:
        raise ValidationError(problems)
