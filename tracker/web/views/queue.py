"""The reviewers' queue, and one decision on several of its reports."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actor import Actor
from accounts.enums import RegionalGroup, Role
from tracker import rules
from tracker.domain.bulk import IN_BULK, perform_each
from tracker.domain.errors import require
from tracker.domain.workflow import BY_ACTION
from tracker.enums import ReportState
from tracker.filters.queue import HANDS, LATE, QueueFilter
from tracker.models import Report, ReportingCycle
from tracker.queries.queue import changed_answers, reviewed, waiting_for_reviewers
from tracker.queries.queue import queue as queue_of
from tracker.web.doors import actor_of, working
from tracker.web.moves import WHAT_HAPPENS

# States in which a reviewer may find a report.
STATES = [
    choice
    for choice in ReportState.choices
    if choice[0] not in (ReportState.DRAFT, ReportState.CLEARANCE)
]
EVERY_STATE = "all"
FILTERS = ("state", "regional_group", "cycle", "hand", "late")
MOST_ROWS = 50


@working
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What waits for this reviewer. The filters stand in the address and can be shared."""
    actor = _reviewer(request)
    asked = request.GET.copy()
    rows = reviewed(actor)
    if asked.get("state") == EVERY_STATE:
        del asked["state"]
    elif not asked.get("state"):
        rows = waiting_for_reviewers(rows)
    reports = QueueFilter(asked, queryset=rows, request=request)
    is_good = reports.is_valid()
    listed = queue_of(reports.qs if is_good else [])
    kept = request.GET.copy()
    kept.pop("page", None)
    page = Paginator(listed.rows, MOST_ROWS).get_page(request.GET.get("page"))
    changed = changed_answers(actor, [row.report for row in page])
    named = {
        "queue": listed,
        "page": page,
        "rows": [(row, changed.get(row.report.pk)) for row in page],
        "query": kept.urlencode(),
        "every_state": EVERY_STATE,
        "errors": [] if is_good else [str(e) for es in reports.errors.values() for e in es],
        "states": STATES,
        "groups": RegionalGroup.choices,
        "hands": HANDS,
        "lateness": LATE,
        "cycles": list(ReportingCycle.objects.values_list("code", flat=True)),
        "chosen": {name: request.GET.get(name, "") for name in FILTERS},
        "is_filtered": any(request.GET.get(name) for name in FILTERS),
        "actions": [BY_ACTION[action] for action in IN_BULK],
    }
    return render(request, "review/queue.html", named, status=200 if is_good else 400)


@working
@require_http_methods(["GET", "HEAD", "POST"])
def bulk(request: HttpRequest) -> HttpResponse:
    """One action on the reports that were ticked: first what will happen, then, confirmed, what
    became of each."""
    actor = _reviewer(request)
    if request.method != "POST":
        return redirect("tracker:review-queue")
    require(rules.may_write(actor))
    action = request.POST.get("action", "")
    chosen = _chosen(actor, request.POST.getlist("report"))
    if action not in IN_BULK or not chosen:
        return redirect("tracker:review-queue")
    is_confirmed = request.POST.get("confirmed") == "yes"
    transition = BY_ACTION[action]
    named = {
        "transition": transition,
        "what_happens": WHAT_HAPPENS[action],
        "chosen": [
            (report, f"{report.public_id}:{version}", transition.rule(actor, report))
            for report, version in chosen
        ],
        "outcomes": perform_each(actor, chosen, action) if is_confirmed else [],
    }
    return render(request, "review/bulk.html", named)


def _reviewer(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    if not actor.has_role(Role.REVIEWER):
        raise Http404
    return actor


def _chosen(actor: Actor, keys: list[str]) -> list[tuple[Report, int]]:
    """The ticked reports that this reviewer reads, each with the version it was ticked at, oldest
    first. What is not there is left out."""
    versions = {}
    for key in keys[:MOST_ROWS]:
        named, _colon, version = key.partition(":")
        if version.isdecimal() and len(version) < 10:
            versions[named] = int(version)
    try:
        rows = list(reviewed(actor).filter(public_id__in=list(versions)))
    except ValidationError:
        raise Http404 from None
    rows.sort(key=lambda row: (row.state_since, row.member.code))
    return [(row, versions[str(row.public_id)]) for row in rows if str(row.public_id) in versions]
