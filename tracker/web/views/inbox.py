"""The inbox: what the tracker told this person, until the thing is done or they clear it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise

from accounts.actor import Actor
from tracker.domain.export_jobs import unavailable
from tracker.domain.planning import TOPICS
from tracker.models import Notice
from tracker.notices import Line, lines
from tracker.queries.export_jobs import jobs_of
from tracker.queries.inbox import lines_of, of_documents, subject_of
from tracker.web.doors import actor_of, working

MOST = 100
# So long a cleared line can still be looked up.
KEPT = dt.timedelta(days=30)


@dataclass(frozen=True)
class Told:
    """A line of the page, and the topic it belongs to."""

    line: Line
    topic: str | Promise


@working
def index(request: HttpRequest) -> HttpResponse:
    """GET: what is not cleared yet, newest first, and what was within 30 days. POST: clears one
    line, or all."""
    actor = actor_of(request)
    own = lines_of(actor)
    standing = own.filter(cleared_at__isnull=True)
    if request.method == "POST":
        if (named := request.POST.get("notice")) is not None:
            chosen = [int(named)] if named.isdecimal() and len(named) < 19 else []
            standing = standing.filter(pk__in=chosen)
        standing.update(cleared_at=timezone.now())
        return redirect("tracker:inbox")
    lately = own.filter(cleared_at__gte=timezone.now() - KEPT).order_by("-cleared_at", "-pk")
    rows = [*_true(actor, list(_first(standing))), *_first(lately)]
    found = [Told(line, _topic(line.notice)) for line in lines(rows)]
    named_too = {
        "lines": [told for told in found if told.line.notice.cleared_at is None],
        "cleared": [told for told in found if told.line.notice.cleared_at is not None],
    }
    return render(request, "work/inbox.html", named_too)


def _first(rows: Iterable[Notice]) -> Iterable[Notice]:
    return rows.select_related("seat__member")[:MOST]


def _true(actor: Actor, rows: list[Notice]) -> list[Notice]:
    """Without lines of documents that are not given any more. What became of one is asked when it
    is looked at, as for the file itself; the sweep clears these lines later."""
    told = of_documents(rows)
    if not told:
        return rows
    jobs = list(jobs_of(actor).filter(public_id__in=told.values()))
    closed = unavailable(actor, jobs)
    true = {subject_of(job) for job in jobs if job.pk not in closed}
    return [row for row in rows if row.subject not in told or row.subject in true]


def _topic(notice: Notice) -> str | Promise:
    topic = TOPICS.get(notice.rule)
    return topic.label if topic else ""
