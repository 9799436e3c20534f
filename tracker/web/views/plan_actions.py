"""The actions of a plan: add, change, remove, and carry over into the next plan."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.actor import Actor
from recommendations.models import Recommendation
from tracker import rules
from tracker.domain import actions as verbs
from tracker.domain import assignments, carrying_over
from tracker.domain.errors import Conflict, Duplicate, require
from tracker.domain.sharing import note_reads
from tracker.enums import Edition
from tracker.forms.action import ActionForm
from tracker.forms.carry_over import CarryOverForm
from tracker.forms.groups import differing
from tracker.models import Action, Assignment, Plan
from tracker.queries.assignments import part_of_action
from tracker.queries.matrix import agreed
from tracker.queries.plans import actions_of
from tracker.web.doors import TEAM, actor_of, found, put_errors, working

from .plans import own_plan, version_of


@working
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A new action of a plan."""
    actor = actor_of(request)
    plan = own_plan(actor, public_id)
    require(rules.may_edit_plans(actor, plan.member))
    note_reads(actor, plan)
    form = ActionForm(plan, agreed(), None, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            action = verbs.add(actor, plan, form.facts())
        except ValidationError as error:
            put_errors(form, error)
        except Duplicate:
            form.add_error("code", _same_code())
        else:
            messages.success(request, _("The action is added."))
            if request.POST.get("then") == "another":
                return redirect("tracker:action-add", plan.public_id)
            return redirect(_back(action))
    return _form(request, form, plan)


@working
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """An action. Who saves an old version sees what stands now, and what they typed stays."""
    actor = actor_of(request)
    action = own_action(actor, public_id)
    note_reads(actor, action)
    part = part_of_action(actor, action)
    if part is not None and part.ready_at is not None:
        return _called_ready(request, actor, action, part)
    require(rules.may_edit_action(actor, action))
    form = _bound(actor, action, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            verbs.change(actor, action, version_of(request), form.changes())
        except ValidationError as error:
            put_errors(form, error)
        except Duplicate:
            form.add_error("code", _same_code())
        except Conflict:
            return _conflict(request, actor, public_id)
        else:
            if part is not None and request.POST.get("then") == "ready":
                assignments.call_ready(actor, part, _part_version(request))
                messages.success(request, _("The action is ready. The focal point hears of it."))
                return redirect("tracker:work")
            messages.success(request, _("The action is saved."))
            return redirect(_back(action))
    return _form(request, form, action.plan, action, part=part)


def _called_ready(
    request: HttpRequest, actor: Actor, action: Action, part: Assignment
) -> HttpResponse:
    """What a contributor called ready: to read, and to put back to work."""
    if request.method == "POST" and request.POST.get("then") == "back":
        assignments.call_back(actor, part, _part_version(request))
        messages.success(request, _("The action is open to you again."))
        return redirect("tracker:action-edit", action.public_id)
    allowed = rules.may_edit_action(actor, action)
    if request.method == "POST":
        require(allowed)
    named = {
        "action": action,
        "plan": action.plan,
        "part": part,
        "title": _("The action"),
        "reason": getattr(allowed, "reason", ""),
        "may_call_back": bool(rules.may_call_back(actor, part)),
    }
    return render(request, "plans/action_ready.html", named)


def _bound(actor: Actor, action: Action, data: Any) -> ActionForm:
    may_share = bool(rules.may_share(actor, action))
    return ActionForm(action.plan, agreed(), action, data, may_share=may_share)


def _part_version(request: HttpRequest) -> int:
    known = request.POST.get("part", "")
    return int(known) if known.isdecimal() and len(known) < 10 else 0


def _conflict(request: HttpRequest, actor: Actor, public_id: UUID) -> HttpResponse:
    action = own_action(actor, public_id)
    data = request.POST.copy()
    data["version"] = str(action.version)
    form = _bound(actor, action, data)
    form.is_valid()
    theirs = differing(form, _bound(actor, action, None))
    part = part_of_action(actor, action)
    return _form(request, form, action.plan, action, 409, theirs=theirs, part=part)


def _form(
    request: HttpRequest,
    form: ActionForm,
    plan: Plan,
    action: Action | None = None,
    status: int = 0,
    **named: Any,
) -> HttpResponse:
    context = {
        "form": form,
        "plan": plan,
        "action": action,
        "title": _("Change the action") if action else _("Add an action"),
        "has_errors": bool(form.errors),
        **named,
    }
    status = status or (400 if form.is_bound else 200)
    return render(request, "plans/action_form.html", context, status=status)


@working
@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """GET asks, POST takes the action out of its plan."""
    actor = actor_of(request)
    action = own_action(actor, public_id)
    require(rules.may_edit_plans(actor, action.plan.member))
    if request.method == "POST":
        verbs.remove(actor, action, version_of(request))
        messages.success(request, _("The action is removed."))
        return redirect("tracker:plan", action.plan.public_id)
    note_reads(actor, action)
    return render(request, "plans/action_remove.html", {"action": action, "plan": action.plan})


@working
@require_http_methods(["GET", "POST"])
def carry_over(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Every open action of the plan before: kept, merged or dropped, with why. All on one page and
    at once; where something is missing, everything typed stays."""
    actor = actor_of(request)
    plan = own_plan(actor, public_id)
    require(rules.may_edit_plans(actor, plan.member))
    if plan.predecessor is None:
        raise Http404
    before = carrying_over.undecided(plan)
    here = list(actions_of(actor, plan))
    note_reads(actor, plan, plan.predecessor, *before, *here)
    data = request.POST if request.method == "POST" else None
    form = CarryOverForm(plan, before, here, data)
    if data is not None and form.is_valid():
        try:
            count = carrying_over.carry_over(
                actor,
                plan,
                version_of(request),
                form.decisions(),
                supersede=bool(form.cleaned_data.get("supersede")),
            )
        except ValidationError as error:
            put_errors(form, error)
        except Conflict:
            return _changed_meanwhile(request, actor, public_id)
        else:
            said = _("Carried over: what becomes of %(n)d actions is noted.") % {"n": count}
            messages.success(request, said)
            return redirect("tracker:plan", plan.public_id)
    return _carry_over_page(request, plan, form, 400 if form.is_bound else 200)


def _changed_meanwhile(request: HttpRequest, actor: Actor, public_id: UUID) -> HttpResponse:
    """Somebody wrote in the plan first: what was typed stays, over the plan as it stands now."""
    plan = own_plan(actor, public_id)
    data = request.POST.copy()
    data["version"] = str(plan.version)
    form = CarryOverForm(plan, carrying_over.undecided(plan), list(actions_of(actor, plan)), data)
    form.is_valid()
    return _carry_over_page(request, plan, form, 409)


def _carry_over_page(
    request: HttpRequest, plan: Plan, form: CarryOverForm, status: int
) -> HttpResponse:
    named = {
        "plan": plan,
        "before": plan.predecessor,
        "form": form,
        "has_errors": status >= 400,
        "is_stale": status == 409,
    }
    return render(request, "plans/carry_over.html", named, status=status)


def own_action(actor: Actor, public_id: UUID) -> Action:
    """A working action of the actor's own member, or 404."""
    if not actor.has_role(*TEAM):
        raise Http404
    served = Recommendation.objects.order_by("code")
    rows = Action.objects.visible_to(actor).filter(
        member=actor.member_id, edition=Edition.WORKING, public_id=public_id
    )
    return found(
        rows.select_related("plan__member", "member").prefetch_related(
            Prefetch("recommendations", served)
        )
    )


def _same_code() -> str:
    return _("Another action of this plan has this number. Write another one, or leave it empty.")


def _back(action: Action) -> str:
    return f"{reverse('tracker:plan', args=[action.plan.public_id])}#{action.public_id}"
