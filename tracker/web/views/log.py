"""The log: who changed what, when, from which seat."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.actor import Actor
from accounts.enums import Role
from tracker import rules
from tracker.exports import log as export
from tracker.exports import provenance
from tracker.filters.log import LogParams, written
from tracker.queries.log import Page, page_of
from tracker.queries.log_lines import Entry, Line, entries_of
from tracker.web.chips import chips
from tracker.web.doors import actor_of, working

LINES = 30
FILTERS = tuple(LogParams.base_fields)


@dataclass(frozen=True)
class Shown:
    """What one verb did, each line with the address where its thing is read; empty for none."""

    entry: Entry
    lines: list[tuple[Line, str]]


@working
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """A page of changes, newest first. The filters stand in the address and can be shared."""
    actor = _reader(request)
    params = LogParams(request.GET, actor)
    is_good = params.is_valid()
    page = page_of(actor, params.asked, LINES) if is_good else Page()
    entries = entries_of(page.events)
    kept = request.GET.copy()
    kept.pop("before", None)
    named: dict[str, Any] = {
        "form": params,
        "has_errors": not is_good,
        "chips": chips(params, request.GET, [n for n in FILTERS if n in params.fields]),
        "entries": [Shown(e, [(line, _address(actor, line)) for line in e.lines]) for e in entries],
        "query": kept.urlencode(),
        "older": written(page.older) if page.older else "",
        "is_older": bool(request.GET.get("before")),
        "reads_answers": not actor.has_role(Role.ADMINISTRATOR),
    }
    return render(request, "log/index.html", named, status=200 if is_good else 400)


@working
@require_safe
def download(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """The same changes as CSV."""
    actor = _reader(request)
    params = LogParams(request.GET, actor)
    if not params.is_valid():
        return index(request)
    said = provenance.headers("log", actor, {k: v for k, v in request.GET.items() if v})
    said["Content-Disposition"] = 'attachment; filename="log.csv"'
    body = export.stream(actor, params.asked)
    return StreamingHttpResponse(body, content_type="text/csv; charset=utf-8", headers=said)


def _reader(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    if not rules.may_read_log(actor):
        raise Http404
    return actor


def _address(actor: Actor, line: Line) -> str:
    """Where this reader finds the thing itself."""
    if line.event.source.is_people or not line.cycle or line.member is None:
        return ""
    if actor.has_role(Role.REVIEWER):
        url = reverse("tracker:review-detail", args=[line.member.code, line.cycle])
        return f"{url}?answer={line.code}" if line.code else url
    if line.code:
        return reverse("tracker:entry", args=[line.cycle, line.code])
    return reverse("tracker:report", args=[line.cycle])
