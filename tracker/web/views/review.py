"""The reviewers' pages: the queue, and the completeness check of one report."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.actor import Actor
from accounts.enums import RegionalGroup, Role
from tracker import rules
from tracker.domain import review as verbs
from tracker.domain.sharing import note_reads
from tracker.enums import ReportState
from tracker.filters.reports import ReportFilter
from tracker.forms.comment import CommentForm
from tracker.models import Report, ReportingCycle, ReviewComment
from tracker.queries.ball import ball_in_court
from tracker.queries.queue import queue as queue_of
from tracker.queries.queue import reviewed, waiting_for_reviewers
from tracker.queries.reviewing import review_of
from tracker.web.doors import (
    actor_of,
    own_entries,
    put_errors,
    reviewed_report,
    working,
)
from tracker.web.moves import Offer, offers, refusals, take

# States in which a reviewer may find a report.
STATES = [
    choice
    for choice in ReportState.choices
    if choice[0] not in (ReportState.DRAFT, ReportState.CLEARANCE)
]
EVERY_STATE = "all"
MOST_ROWS = 50
DECISIONS = ("return", "accept", "publish")


@working
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """What waits for this reviewer. The filters stand in the address and can be shared."""
    actor = actor_of(request)
    if not actor.has_role(Role.REVIEWER):
        raise Http404
    asked = request.GET.copy()
    rows = reviewed(actor)
    if asked.get("state") == EVERY_STATE:
        del asked["state"]
    elif not asked.get("state"):
        rows = waiting_for_reviewers(rows)
    reports = ReportFilter(asked, queryset=rows, request=request)
    is_good = reports.is_valid()
    listed = queue_of(reports.qs if is_good else [])
    kept = request.GET.copy()
    kept.pop("page", None)
    named = {
        "queue": listed,
        "page": Paginator(listed.rows, MOST_ROWS).get_page(request.GET.get("page")),
        "query": kept.urlencode(),
        "every_state": EVERY_STATE,
        "errors": [] if is_good else [str(e) for es in reports.errors.values() for e in es],
        "states": STATES,
        "groups": RegionalGroup.choices,
        "cycles": list(ReportingCycle.objects.values_list("code", flat=True)),
        "chosen": {
            name: request.GET.get(name, "") for name in ("state", "regional_group", "cycle")
        },
        "is_filtered": any(request.GET.get(n) for n in ("state", "regional_group", "cycle")),
    }
    return render(request, "review/queue.html", named, status=200 if is_good else 400)


@working
@require_safe
def detail(request: HttpRequest, member: str, cycle: str) -> HttpResponse:
    """One report, one answer at a time (`?answer=2022-08`)."""
    actor = actor_of(request)
    report = reviewed_report(actor, member, cycle)
    return _page(request, actor, report, request.GET.get("answer", ""))


def _page(
    request: HttpRequest,
    actor: Actor,
    report: Report,
    code: str,
    form: CommentForm | None = None,
    tried: Offer | None = None,
) -> HttpResponse:
    review = review_of(actor, report, own_entries(actor, report), code)
    if review is None:
        raise Http404
    note_reads(actor, *review.standing.shown)
    may_comment = rules.may_comment(actor, report)
    named: dict[str, Any] = {
        "report": report,
        "review": review,
        "standing": review.standing,
        "ball": (ball := ball_in_court(report)),
        "is_mine": actor.role in ball.roles,
        "comment_form": (form or CommentForm(auto_id="id_comment_%s")) if may_comment else None,
        "may_resolve": bool(rules.may_publish(actor, report)),
        "offers": offers(actor, report, tried),
        "refusals": refusals(actor, report, DECISIONS),
        "has_errors": form is not None or tried is not None,
    }
    status = 400 if named["has_errors"] else 200
    return render(request, "review/detail.html", named, status=status)


@working
@require_POST
def comment(request: HttpRequest, member: str, cycle: str) -> HttpResponse:
    """Writes a comment on an answer, or calls one settled (`resolve`)."""
    actor = actor_of(request)
    report = reviewed_report(actor, member, cycle)
    code = request.POST.get("answer", "")
    if request.POST.get("resolve"):
        return _resolve(request, actor, report, code)
    entry = own_entries(actor, report).filter(recommendation__code=code).first()
    if entry is None:
        raise Http404
    form = CommentForm(request.POST, auto_id="id_comment_%s")
    if form.is_valid():
        said = form.cleaned_data
        try:
            verbs.comment(actor, report, entry, said["field"], said["text"])
        except ValidationError as error:
            put_errors(form, error)
        else:
            messages.success(request, _("The comment is added. It is sent when you return."))
            return redirect(_address(report, code, "#thread"))
    return _page(request, actor, report, code, form=form)


def _resolve(request: HttpRequest, actor: Actor, report: Report, code: str) -> HttpResponse:
    asked = _comment(actor, report, request.POST["resolve"])
    known = request.POST.get("version", "")
    verbs.resolve(actor, asked, int(known) if known.isdecimal() else 0)
    messages.success(request, _("The comment is settled."))
    return redirect(_address(report, code, "#thread"))


def _comment(actor: Actor, report: Report, named: str) -> ReviewComment:
    rows = ReviewComment.objects.visible_to(actor).select_related("report__member")
    try:
        found = rows.filter(report=report, public_id=named).first()
    except ValidationError as error:
        raise Http404 from error
    if found is None:
        raise Http404
    return found


@working
@require_POST
def move(request: HttpRequest, member: str, cycle: str) -> HttpResponse:
    """The decision on a report: return, accept, publish, reopen, withdraw."""
    actor = actor_of(request)
    report = reviewed_report(actor, member, cycle)
    tried = take(request, actor, report)
    if tried is not None:
        return _page(request, actor, report, request.POST.get("answer", ""), tried=tried)
    said = {
        "return": _("The report is returned with your comments."),
        "accept": _("The report is accepted. The focal point may release it."),
        "publish": _("The report is published."),
        "reopen": _("The report is open again for the focal point."),
        "withdraw": _("The report is withdrawn. Nothing of it is public any more."),
    }
    messages.success(request, said[request.POST["action"]])
    return redirect(_address(report))


def _address(report: Report, code: str = "", at: str = "") -> str:
    url = reverse("tracker:review-detail", args=[report.member.code, report.cycle.code])
    return f"{url}?answer={code}{at}" if code else url
