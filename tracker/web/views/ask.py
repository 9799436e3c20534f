"""Asking ministries for their part: whom, for what, by when, and how far each part is."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.actor import Actor
from tracker import rules
from tracker.domain import assignments as verbs
from tracker.domain.errors import Duplicate, require
from tracker.forms.ask import AskForm, DueForm
from tracker.models import Assignment, ProgressEntry, Report
from tracker.queries.assignments import assignments_in, contributors, part_of, parts
from tracker.queries.plans import actions_to_name
from tracker.web.doors import (
    actor_of,
    found,
    own_entries,
    own_entry,
    own_report,
    put_errors,
    working,
)


@working
@require_http_methods(["GET", "POST"])
def index(request: HttpRequest, cycle: str) -> HttpResponse:
    """GET: what is asked of whom, and the form to ask; `?code=` and `?action=` choose before. POST
    asks."""
    actor = actor_of(request)
    report = own_report(actor, cycle)
    require(rules.may_assign(actor, report))
    entries = list(own_entries(actor, report))
    people = contributors(actor)
    given = {
        "codes": request.GET.getlist("code"),
        "language": get_language(),
        "due_on": _proposed(report),
    }
    wanted = _named(request)
    offered = actions_to_name(actor) if wanted else []
    offered = [action for action in offered if str(action.public_id) in wanted]
    given["actions"] = [str(action.public_id) for action in offered]
    form = AskForm(entries, people, request.POST or None, initial=given, actions=offered)
    if request.method == "POST" and form.is_valid():
        made = _ask(actor, report, entries, form)
        if made:
            said = ngettext("%(n)d part is asked for.", "%(n)d parts are asked for.", made)
            messages.success(request, said % {"n": made})
            return redirect("tracker:ask", report.cycle.code)
    named = {
        "report": report,
        "form": form,
        "parts": parts(actor, report),
        "has_errors": form.is_bound,
    }
    return render(request, "report/ask.html", named, status=400 if form.is_bound else 200)


def _named(request: HttpRequest) -> set[str]:
    """The actions whose pages led here."""
    return {*request.GET.getlist("action"), *request.POST.getlist("actions")}


def _proposed(report: Report) -> dt.date:
    """The day of the ministries, else the report's own, while they lie ahead."""
    today = report.today()
    days = (report.cycle.ministry_due_on, report.due_on, today + dt.timedelta(days=7))
    return next(day for day in days if day > today)


def _ask(actor: Actor, report: Report, entries: list[ProgressEntry], form: AskForm) -> int:
    """How many parts were asked for; 0 where something is wrong, which the form then says."""
    said = form.cleaned_data
    what: list[verbs.Thing] = [
        entry for entry in entries if entry.recommendation.code in said["codes"]
    ]
    what += form.chosen_actions
    try:
        if form.is_new:
            facts = {name: said[name] for name in ("email", "name", "language")}
            facts["language"] = facts["language"] or "en"
            made = verbs.ask_newcomer(actor, report, what, said["due_on"], **facts)
        else:
            seat = next(s for s in contributors(actor) if str(s.public_id) == said["to"])
            made = verbs.assign(actor, report, what, said["due_on"], seat)
    except ValidationError as error:
        form.put_refusal(error.message_dict)
    except Duplicate as error:
        form.add_error("codes", _asked_already(error.existing))
    else:
        return len(made)
    return 0


def _asked_already(existing: Any) -> str:
    code = existing.code if isinstance(existing, Assignment) else ""
    return _("%(code)s is asked of this person already. Take it off the list.") % {"code": code}


@working
@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, cycle: str, public_id: UUID) -> HttpResponse:
    """One thing that was asked: another day, back to work, or asked no more."""
    actor = actor_of(request)
    report = own_report(actor, cycle)
    row = found(assignments_in(actor, report).filter(public_id=public_id))
    require(rules.may_withdraw_assignment(actor, row))
    then = request.POST.get("then", "due")
    back = reverse("tracker:ask", args=[report.cycle.code])
    if request.method == "POST" and then == "withdraw":
        verbs.withdraw(actor, row, _version(request))
        messages.success(request, _("It is asked for no more. What was written stays."))
        return redirect(back)
    if request.method == "POST" and then == "back":
        verbs.call_back(actor, row, _version(request))
        messages.success(request, _("It is back with the contributor."))
        return redirect(back)
    form = DueForm(request.POST or None, initial={"version": row.version, "due_on": row.due_on})
    if request.method == "POST" and form.is_valid():
        try:
            verbs.change_due(actor, row, form.cleaned_data["version"], form.cleaned_data["due_on"])
        except ValidationError as error:
            put_errors(form, error)
        else:
            messages.success(request, _("The date is changed."))
            return redirect(back)
    part = next(p for p in parts(actor, report) if p.assignment.pk == row.pk)
    named = {"report": report, "part": part, "form": form, "has_errors": form.is_bound}
    return render(request, "report/asked.html", named, status=400 if form.is_bound else 200)


@working
@require_POST
def ready(request: HttpRequest, cycle: str, code: str) -> HttpResponse:
    """A contributor calls their answer ready, or puts it back to work."""
    actor = actor_of(request)
    entry = own_entry(actor, own_report(actor, cycle), code)
    row = part_of(actor, entry)
    if row is None:
        # Only who was asked calls something ready: everybody else is told so.
        require(rules.may_call_ready(actor, Assignment(member=entry.member, entry=entry)))
        raise Http404
    if request.POST.get("then") == "back":
        verbs.call_back(actor, row, _version(request))
        messages.success(request, _("%(code)s is open to you again.") % {"code": code})
        return redirect("tracker:entry", cycle, code)
    verbs.call_ready(actor, row, _version(request))
    messages.success(request, _("%(code)s is ready. The focal point hears of it.") % {"code": code})
    return redirect("tracker:work")


def _version(request: HttpRequest) -> int:
    known = request.POST.get("version", "")
    return int(known) if known.isdecimal() and len(known) < 10 else 0
