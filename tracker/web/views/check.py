"""Checking a report before it is sent, sending it, and the receipt."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.actor import Actor
from accounts.enums import LEADING_ROLES, Role
from tracker import rules
from tracker.domain import checking
from tracker.enums import ReportState
from tracker.models import Report, Submission
from tracker.queries.check import check_of
from tracker.web.doors import actor_of, own_entries, own_entry, own_report, working
from tracker.web.moves import Offer, offers, refusals

EDITABLE = (ReportState.DRAFT, ReportState.RETURNED)
MOVES = ("submit", "send_for_clearance", "clear", "send_back")


@working
@require_safe
def index(request: HttpRequest, cycle: str) -> HttpResponse:
    """What must be fixed, what is worth a second look, and every answer as a stranger reads it."""
    actor = actor_of(request)
    return show(request, actor, own_report(actor, cycle))


def show(
    request: HttpRequest, actor: Actor, report: Report, tried: Offer | None = None
) -> HttpResponse:
    """The check page; after a refused move with its reasons, as 400."""
    check = check_of(actor, report, own_entries(actor, report))
    named = {
        "report": report,
        "check": check,
        "offers": [o for o in offers(actor, report, tried) if o.action in MOVES],
        "refusals": refusals(actor, report, MOVES),
        "may_edit": report.state in EDITABLE
        and rules.may_work(actor)
        and actor.has_role(*LEADING_ROLES, Role.CONTRIBUTOR),
        "has_errors": tried is not None,
    }
    return render(request, "report/check.html", named, status=400 if tried else 200)


@working
@require_POST
def remark(request: HttpRequest, cycle: str) -> HttpResponse:
    """Calls a remark of the check right, or puts it back (`then=again`)."""
    actor = actor_of(request)
    report = own_report(actor, cycle)
    entry = own_entry(actor, report, request.POST.get("code", ""))
    mark = request.POST.get("mark", "")
    if request.POST.get("then") == "again":
        checking.look_again(actor, entry, mark)
        messages.success(request, _("The remark stands again."))
    else:
        try:
            checking.call_right(actor, entry, mark)
        except ValidationError:
            messages.info(request, _("The check makes no such remark any more."))
        else:
            messages.success(request, _("Noted: you looked at it and it is right."))
    return redirect(reverse("tracker:check", args=[cycle]) + "#right-h")


@working
@require_safe
def submitted(request: HttpRequest, cycle: str) -> HttpResponse:
    """The receipt of the last submission, or of an earlier round (`?round=1`): number, time and
    hash."""
    actor = actor_of(request)
    report = own_report(actor, cycle)
    if report.submitted_at is None:
        raise Http404
    rounds = list(Submission.objects.visible_to(actor).filter(report=report))
    asked = request.GET.get("round", "")
    receipt = next((sent for sent in rounds if str(sent.round) == asked), None) if asked else report
    if receipt is None:
        raise Http404
    named = {"report": report, "receipt": receipt, "rounds": rounds}
    return render(request, "report/submitted.html", named)
