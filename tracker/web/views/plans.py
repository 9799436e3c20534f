"""Plans: the list, one plan with its actions, and what its member does with it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actor import Actor
from recommendations.enums import Pillar
from tracker import rules
from tracker.domain import plans as verbs
from tracker.domain.errors import Conflict, require
from tracker.domain.sharing import note_reads
from tracker.enums import Confidentiality, Edition
from tracker.filters.plans import PlanFilter
from tracker.forms.groups import differing
from tracker.forms.moves import ReasonForm
from tracker.forms.plan import PlanForm
from tracker.models import Plan, Report
from tracker.plan_enums import EmergingIssue, LinkedPlan
from tracker.queries.plans import (
    actions_of,
    in_order,
    is_published,
    money_of_actions,
    own_plans,
    reviewed_plans,
)
from tracker.queries.published import published_to
from tracker.timeline import timeline
from tracker.web.doors import TEAM, actor_of, found, own_reports, put_errors, working
from tracker.web.planlines import line_of, paid_for, span_of
from tracker.wording import listed

FILTERS = ("kind", "status", "pillar")


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The plans of the reader's own member, and those that members published."""
    actor = actor_of(request)
    own = in_order(own_plans(actor)) if actor.has_role(*TEAM) else []
    note_reads(actor, *own)
    reviewed = reviewed_plans(actor).order_by("member__name", "generation", "pk")
    rows = published_to(Plan, actor).select_related("member")
    filterset = PlanFilter(request.GET, queryset=rows, request=request)
    shown = list(filterset.qs.order_by("member__name", "generation", "pk"))
    context = {
        "form": [filterset.form[name] for name in FILTERS],
        "own": [line_of(plan) for plan in own],
        "picture": timeline([span_of(plan) for plan in own], timezone.localdate()),
        "reviewed": [line_of(p) for p in reviewed] if actor.reviewed_member_ids else [],
        "lines": [line_of(plan) for plan in shown],
        "may_add": _may_write(actor),
        "is_filtered": any(request.GET.get(name) for name in FILTERS),
    }
    return _private(request, render(request, "plans/index.html", context))


@require_safe
def detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One plan: its member's people and its reviewers read the working text, everybody else what
    was published of it."""
    actor = actor_of(request)
    plan = plan_to_read(actor, public_id)
    actions = list(actions_of(actor, plan).prefetch_related(money_of_actions(actor)))
    note_reads(actor, plan, *actions, *[a.successor for a in actions if a.successor])
    lines = [line for action in actions for line in action.seen_lines]
    note_reads(actor, *lines, *[figure for line in lines for figure in line.seen_figures])
    is_working = plan.edition == Edition.WORKING
    family = _family(actor, plan)
    may_edit = bool(is_working and rules.may_edit_plans(actor, plan.member))
    is_out = not is_working or is_published(plan)
    context = {
        "plan": plan,
        "line": line_of(plan),
        "family": [line_of(other) for other in family],
        "picture": timeline([span_of(other) for other in family], timezone.localdate()),
        "actions": [(action, paid_for(action)) for action in actions],
        "linked_plans": _labels(LinkedPlan, plan.linked_plans),
        "emerging_issues": _labels(EmergingIssue, plan.emerging_issues),
        "pillars": _labels(Pillar, plan.pillars),
        "is_working": is_working,
        "is_published": is_out,
        "may_edit": may_edit,
        "may_withdraw": is_out and bool(rules.may_withdraw_plan(actor, plan)),
        "asks_in": _asks_in(actor) if may_edit and actions else None,
        "is_own": is_working and plan.member_id == actor.member_id,
        "may_carry_over": may_edit and plan.predecessor_id is not None,
    }
    return _private(request, render(request, "plans/detail.html", context))


@working
@require_http_methods(["GET", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """A new plan of one's own member."""
    actor = actor_of(request)
    if not actor.has_role(*TEAM) or actor.seat is None or actor.seat.member is None:
        raise Http404
    member = actor.seat.member
    require(rules.may_edit_plans(actor, member))
    others = in_order(own_plans(actor))
    note_reads(actor, *others)
    form = PlanForm(member, others, None, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            plan = verbs.add(actor, member, form.facts())
        except ValidationError as error:
            put_errors(form, error)
        else:
            messages.success(request, _("The plan is added."))
            return redirect("tracker:plan", plan.public_id)
    return _form(request, form, None)


@working
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What is known of a plan. Who saves an old version sees what stands now, and what they typed
    stays."""
    actor = actor_of(request)
    plan = own_plan(actor, public_id)
    require(rules.may_edit_plans(actor, plan.member))
    note_reads(actor, plan)
    form = _bound(actor, plan, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            verbs.change(actor, plan, version_of(request), form.changes())
        except ValidationError as error:
            put_errors(form, error)
        except Conflict:
            return _conflict(request, actor, public_id)
        else:
            messages.success(request, _("The plan is saved."))
            return redirect("tracker:plan", plan.public_id)
    return _form(request, form, plan)


def _bound(actor: Actor, plan: Plan, data: Any) -> PlanForm:
    others = [other for other in in_order(own_plans(actor)) if other.pk != plan.pk]
    note_reads(actor, *others)
    return PlanForm(plan.member, others, plan, data)


def _conflict(request: HttpRequest, actor: Actor, public_id: UUID) -> HttpResponse:
    plan = own_plan(actor, public_id)
    data = request.POST.copy()
    data["version"] = str(plan.version)
    form = _bound(actor, plan, data)
    form.is_valid()
    theirs = differing(form, _bound(actor, plan, None))
    return _form(request, form, plan, 409, theirs=theirs)


def _form(
    request: HttpRequest, form: PlanForm, plan: Plan | None, status: int = 0, **named: Any
) -> HttpResponse:
    context = {
        "form": form,
        "plan": plan,
        "title": _("Change the plan") if plan else _("Add a plan"),
        "has_errors": bool(form.errors),
        **named,
    }
    status = status or (400 if form.is_bound else 200)
    return render(request, "plans/form.html", context, status=status)


@working
@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """GET asks, POST removes a plan that was entered by mistake."""
    actor = actor_of(request)
    plan = own_plan(actor, public_id)
    require(rules.may_edit_plans(actor, plan.member))
    if request.method == "POST":
        verbs.remove(actor, plan, version_of(request))
        messages.success(request, _("The plan is removed."))
        return redirect("tracker:plan-list")
    named = {"plan": plan, "actions": actions_of(actor, plan).count()}
    return render(request, "plans/remove.html", named)


@working
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """GET asks for the reason, POST takes what is published away at once."""
    actor = actor_of(request)
    plan = plan_to_read(actor, public_id)
    require(rules.may_withdraw_plan(actor, plan))
    form = ReasonForm(request.POST or None, initial={"version": plan.version})
    if request.method == "POST" and form.is_valid():
        try:
            verbs.withdraw(actor, plan, form.cleaned_data["version"], form.cleaned_data["reason"])
        except ValidationError as error:
            put_errors(form, error)
        else:
            messages.success(request, _("The plan is withdrawn. Nothing of it is public any more."))
            return redirect("tracker:plan-list")
    named = {"plan": plan, "form": form, "has_errors": form.is_bound}
    status = 400 if form.is_bound else 200
    return render(request, "plans/withdraw.html", named, status=status)


@working
@require_POST
def offer(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Lets a withdrawn plan go out with the next publication."""
    actor = actor_of(request)
    plan = own_plan(actor, public_id)
    verbs.offer_again(actor, plan, version_of(request))
    messages.success(request, _("The plan goes out with your next publication."))
    return redirect("tracker:plan", plan.public_id)


def plan_to_read(actor: Actor, public_id: UUID) -> Plan:
    """The one edition of a plan that the actor reads, or 404."""
    return found(
        Plan.objects.visible_to(actor).select_related("member").filter(public_id=public_id)
    )


def own_plan(actor: Actor, public_id: UUID) -> Plan:
    """A working plan of the actor's own member, or 404."""
    if not actor.has_role(*TEAM):
        raise Http404
    return found(own_plans(actor).select_related("predecessor").filter(public_id=public_id))


def version_of(request: HttpRequest) -> int:
    known = request.POST.get("version", "")
    return int(known) if known.isdecimal() and len(known) < 10 else 0


def _may_write(actor: Actor) -> bool:
    member = actor.seat.member if actor.seat else None
    return member is not None and bool(rules.may_edit_plans(actor, member))


def _asks_in(actor: Actor) -> Report | None:
    """The report in which contributors may be asked for an action now: that of the latest cycle."""
    report = own_reports(actor).order_by("-cycle__opens_on").first()
    return report if report is not None and rules.may_assign(actor, report) else None


def _family(actor: Actor, plan: Plan) -> list[Plan]:
    """All plans of the member of the same kind in the same edition, oldest first; of those for
    named people only the one that was asked for."""
    rows = Plan.objects.visible_to(actor).filter(member=plan.member_id, edition=plan.edition)
    others = rows.exclude(Q(confidentiality=Confidentiality.RESTRICTED) & ~Q(pk=plan.pk))
    return in_order(others.filter(kind=plan.kind).select_related("member"))


def _labels(values: Any, codes: list[str] | None) -> str:
    """Codes in words: nothing where nobody said, "None of these" where there is none."""
    if codes is None:
        return ""
    return listed(str(values(code).label) for code in codes) or _("None of these")


def _private(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """No cache keeps what was made for one reader."""
    if request.user.is_authenticated:
        patch_cache_control(response, private=True, no_store=True)
    return response
