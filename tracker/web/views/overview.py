"""The secretariat's overview: how far a cycle is, who is silent, what waits and what stands still.
Co-chairs get what it adds up to, and nobody's name."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.enums import Role
from tracker import rules
from tracker.domain.errors import require
from tracker.enums import ReportState
from tracker.exports import overview as export
from tracker.exports import provenance
from tracker.filters.overview import OverviewFilter
from tracker.queries.overview import Facts, people, reports
from tracker.queries.overview import answers as answered
from tracker.queries.overview.silence import silence
from tracker.web.chips import chips
from tracker.web.doors import actor_of, working

# Rows of a long table on the overview, and on a page of its own.
FIRST, MOST_ROWS = 10, 50
LISTS = ("silent", "stalled-members", "seats")


@working
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every block this reader has. The filters stand in the address and can be shared."""
    actor = actor_of(request)
    require(rules.may_see_overview(actor))
    filters, facts = _asked(request)
    named = {
        **_frame(request, filters, facts),
        "numbers": reports.numbers(facts),
        "groups": reports.by_group(facts, export.came(facts)),
        "themes": answered.by_theme(facts),
        "answered": answered.answered(facts),
        "days": people.days_ahead(facts)[:FIRST],
    }
    if rules.may_see_silence(actor):
        named |= {
            "silence": (quiet := silence(facts)),
            "silent_rows": quiet.rows[:FIRST],
            "ages": (ages := reports.ages(facts)),
            "oldest": next((age for age in ages if age.state == ReportState.SUBMITTED), None),
            "waiting": reports.with_reader(facts) if actor.has_role(Role.REVIEWER) else None,
            "stalled": (still := answered.stalled(facts)),
            "stalled_rows": still.by_member[:FIRST],
            "mails": people.mails(facts),
            "seats": people.seats(facts),
            "first": FIRST,
        }
    return render(request, "review/overview.html", named, status=_status(filters))


@working
@require_safe
def block(request: HttpRequest, block: str) -> HttpResponse:
    """One of the long tables, whole, with the filters of the overview."""
    actor = actor_of(request)
    if block not in LISTS:
        raise Http404
    require(rules.may_see_overview(actor))
    require(rules.may_see_silence(actor))
    filters, facts = _asked(request)
    named = _frame(request, filters, facts)
    rows: Any
    if block == "silent":
        named["silence"] = (quiet := silence(facts))
        rows = quiet.rows
    elif block == "seats":
        named["seats"] = (found := people.seats(facts))
        rows = found.rows
    else:
        named["stalled"] = (still := answered.stalled(facts))
        rows = still.by_member
    kept = request.GET.copy()
    kept.pop("page", None)
    named |= {
        "table": block,
        "page": Paginator(rows, MOST_ROWS).get_page(request.GET.get("page")),
        "page_query": kept.urlencode(),
    }
    return render(request, "review/overview_block.html", named, status=_status(filters))


@working
@require_safe
def download(request: HttpRequest, block: str) -> HttpResponse | StreamingHttpResponse:
    """A block as CSV, or with `page` all of them: the same filters, the same reader."""
    actor = actor_of(request)
    if block not in (*export.BLOCKS, export.PAGE):
        raise Http404
    require(rules.may_see_overview(actor))
    if block != export.PAGE and not export.BLOCKS[block].is_aggregate:
        require(rules.may_see_silence(actor))
    filters, facts = _asked(request)
    if not filters.is_valid():
        return index(request)
    if block != export.PAGE and block not in export.offered(facts):
        raise Http404
    said = provenance.headers(f"overview-{block}", actor, filters.asked)
    if rules.may_see_silence(actor):
        said["X-Export-Classification"] = "member"
    said["Content-Disposition"] = f'attachment; filename="overview-{block}.csv"'
    body = export.stream(facts, block)
    return StreamingHttpResponse(body, content_type="text/csv; charset=utf-8", headers=said)


def _asked(request: HttpRequest) -> tuple[OverviewFilter, Facts]:
    filters = OverviewFilter(request.GET, actor_of(request))
    return filters, Facts(filters.scope)


def _frame(request: HttpRequest, filters: OverviewFilter, facts: Facts) -> dict[str, Any]:
    query = request.GET.copy()
    for name in set(query) - set(filters.names):
        query.pop(name)
    return {
        "form": filters.form,
        "has_errors": not filters.is_valid(),
        "chips": chips(filters.form, request.GET, filters.chosen),
        "query": f"?{query.urlencode()}" if query else "",
        "cycle": facts.scope.cycle,
        "now": facts.now,
        "has_members": bool(facts.scope.members),
        "sees_silence": (sees := bool(rules.may_see_silence(facts.scope.actor))),
        "names_some": sees and len(facts.scope.looked_after) < len(facts.scope.members),
    }


def _status(filters: OverviewFilter) -> int:
    return 200 if filters.is_valid() else 400
