"""The secretariat's pages about reporting cycles: open one, move its dates, close its window.

What a form would do is shown before it is done. The button that does it sends the day of what was
shown along, so that nobody saves what they have not seen.
"""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tracker import rules
from tracker.domain import cycles as verbs
from tracker.domain.cycle_preview import preview_moving, preview_opening
from tracker.domain.errors import require
from tracker.enums import CycleState
from tracker.forms.cycles import CloseForm, DatesForm, OpenForm, ReopenWindowForm
from tracker.models import ReportingCycle
from tracker.queries.calendar import calendar_of
from tracker.queries.cycle_state import progress_of
from tracker.web.doors import actor_of, found, put_errors, working


@working
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All cycles, the latest meeting first."""
    actor = actor_of(request)
    require(rules.may_manage(actor))
    named = {
        "cycles": list(ReportingCycle.objects.all()),
        "may_open": bool(rules.may_open_cycle(actor)),
    }
    return render(request, "cycles/index.html", named)


@working
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Opens a cycle, after a look at its calendar."""
    actor = actor_of(request)
    require(rules.may_open_cycle(actor))
    form = OpenForm(request.POST or None)
    preview = None
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            cycle = verbs.draft(said["code"], said["meeting_on"], no_meeting=form.no_meeting)
            if request.POST.get("seen") == _seen(form):
                verbs.open_cycle(
                    actor, said["code"], said["meeting_on"], no_meeting=form.no_meeting
                )
                done = _("The cycle %(cycle)s is open: its reports and answers are there.")
                messages.success(request, done % {"cycle": cycle.code})
                return redirect("tracker:manage-cycle", cycle.code)
            preview = preview_opening(cycle)
        except ValidationError as error:
            put_errors(form, error)
    named = {"form": form, "preview": preview, "seen": _seen(form)}
    return render(request, "cycles/new.html", named, status=_status(form))


@working
@require_safe
def detail(request: HttpRequest, cycle: str) -> HttpResponse:
    """One cycle: its dates, how far its reports are, and what can be done with it."""
    actor = actor_of(request)
    row = _cycle(request, cycle)
    named = {
        "cycle": row,
        "calendar": calendar_of(row),
        "progress": progress_of(row),
        "is_over": row.state == CycleState.CLOSED,
        "may_change": bool(rules.may_change_cycle(actor)),
        "snapshots": list(row.snapshots.all()),
        "may_seal": bool(rules.may_seal_snapshot(actor)),
        "is_out": row.publishes_on <= timezone.now().date(),
    }
    return render(request, "cycles/detail.html", named)


@working
@require_http_methods(["GET", "POST"])
def dates(request: HttpRequest, cycle: str) -> HttpResponse:
    """Moves the dates of a cycle, after a look at what moves with them."""
    actor = actor_of(request)
    row = _cycle(request, cycle)
    require(rules.may_change_cycle(actor))
    initial = {name: getattr(row, name) for name in (*verbs.DATES, "version")}
    form = DatesForm(request.POST or None, initial=initial)
    preview = None
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in verbs.DATES}
        reason, version = form.cleaned_data["reason"], form.cleaned_data["version"]
        try:
            moved = verbs.moved_to(row, **said)
            if request.POST.get("seen") == _seen(form):
                verbs.move_dates(actor, row, version, reason, **said)
                done = _("The dates of the cycle %(cycle)s are moved, and reminders with them.")
                messages.success(request, done % {"cycle": row.code})
                return redirect("tracker:manage-cycle", row.code)
            preview = preview_moving(row, moved)
        except ValidationError as error:
            put_errors(form, error)
    named = {"form": form, "cycle": row, "preview": preview, "seen": _seen(form)}
    return render(request, "cycles/dates.html", named, status=_status(form))


@working
@require_http_methods(["GET", "POST"])
def window(request: HttpRequest, cycle: str) -> HttpResponse:
    """Closes the window of a cycle before its day, or opens it again: whichever it is not now."""
    actor = actor_of(request)
    row = _cycle(request, cycle)
    require(rules.may_change_cycle(actor))
    is_over = row.state == CycleState.CLOSED
    # What the page showed decides, so that two people do not undo each other.
    then = request.POST.get("then", "reopen" if is_over else "close")
    kind = ReopenWindowForm if then == "reopen" else CloseForm
    form = kind(request.POST or None, initial={"version": row.version})
    if request.method == "POST" and form.is_valid():
        try:
            if then == "reopen":
                verbs.reopen_cycle(actor, row, **form.cleaned_data)
                done = _("The window of the cycle %(cycle)s is open again.")
            else:
                verbs.close_cycle(actor, row, **form.cleaned_data)
                done = _("The window of the cycle %(cycle)s is closed.")
        except ValidationError as error:
            put_errors(form, error)
        else:
            messages.success(request, done % {"cycle": row.code})
            return redirect("tracker:manage-cycle", row.code)
    named = {"form": form, "cycle": row, "is_over": then == "reopen", "progress": progress_of(row)}
    return render(request, "cycles/window.html", named, status=400 if form.is_bound else 200)


def _cycle(request: HttpRequest, code: str) -> ReportingCycle:
    require(rules.may_manage(actor_of(request)))
    return found(ReportingCycle.objects.filter(code=code))


def _seen(form: forms.Form) -> str:
    """What was typed, in one line: a preview is of exactly this."""
    if not form.is_bound or not form.is_valid():
        return ""
    said: dict[str, Any] = {**form.cleaned_data}
    said.pop("reason", None)
    return json.dumps(said, sort_keys=True, default=str)


def _status(form: forms.Form) -> int:
    return 400 if form.is_bound and form.errors else 200
