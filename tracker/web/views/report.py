"""The report of a member in a cycle: its answers as a list, and the moves the member makes."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.actor import Actor
from tracker.models import Report
from tracker.queries.reports import hears_reviewers
from tracker.queries.work import answers
from tracker.web.doors import actor_of, own_entries, own_report, working
from tracker.web.moves import Offer, offers, take

from .check import show as show_check

# Moves that are made on the page where the whole report is checked first.
ON_CHECK = ("submit", "send_for_clearance", "clear", "send_back")


@working
@require_safe
def index(request: HttpRequest, cycle: str) -> HttpResponse:
    """All answers: the asked ones by section, the others folded below."""
    actor = actor_of(request)
    report = own_report(actor, cycle)
    return render(request, "report/index.html", context(actor, report))


def context(actor: Actor, report: Report, tried: Offer | None = None) -> dict[str, Any]:
    listed = answers(actor, report, own_entries(actor, report))
    return {
        "report": report,
        "message": report.message if hears_reviewers(actor) else "",
        "hears": hears_reviewers(actor),
        "answers": listed,
        "offers": [o for o in offers(actor, report, tried) if o.action not in ON_CHECK],
        "is_checkable": any(o.action in ON_CHECK for o in offers(actor, report)),
        "statuses": [row.entry for row in listed.rows],
        "has_errors": tried is not None,
    }


@working
@require_POST
def move(request: HttpRequest, cycle: str) -> HttpResponse:
    """One step of the workflow, taken by the member. What cannot be done is said on the page
    where it was tried, with nothing stored."""
    actor = actor_of(request)
    report = own_report(actor, cycle)
    tried = take(request, actor, report)
    if tried is None:
        return _done(request, report)
    if tried.action in ON_CHECK:
        return show_check(request, actor, report, tried)
    return render(request, "report/index.html", context(actor, report, tried), status=400)


def _done(request: HttpRequest, report: Report) -> HttpResponse:
    if request.POST["action"] == "submit":
        return redirect("tracker:submitted", report.cycle.code)
    said = {
        "send_for_clearance": _("The report is with the clearing officer."),
        "clear": _("The report is cleared. The focal point can submit it."),
        "send_back": _("The report went back to the focal point."),
        "release": _("The report is released for publication."),
        "withdraw": _("The report is withdrawn. Nothing of it is public any more."),
    }
    if text := said.get(request.POST["action"]):
        messages.success(request, text)
    return redirect("tracker:report", report.cycle.code)
