"""The focal point's side of a review: every comment in one list, and the way from one to the
next."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.actor import Actor
from tracker.forms.answer import Answer
from tracker.models import Report
from tracker.queries.exchange import exchange_of, next_to_answer
from tracker.queries.reports import hears_reviewers
from tracker.web.doors import actor_of, own_report, working


@working
@require_safe
def index(request: HttpRequest, cycle: str) -> HttpResponse:
    """What the reviewers asked: open, answered or settled (`?state=`)."""
    actor = actor_of(request)
    report = own_report(actor, cycle)
    if not hears_reviewers(actor):
        raise Http404
    named = {
        "report": report,
        "exchange": exchange_of(actor, report, request.GET.get("state", "")),
    }
    return render(request, "report/comments.html", named)


def lacks_replies(answer: Answer) -> bool:
    """True where a comment on the answer has no reply in the form yet; its box says so."""
    if not answer.form.is_valid():
        return False
    empty = [
        f"answer-{comment.public_id}"
        for comment in answer.comments
        if not answer.form.cleaned_data.get(f"answer-{comment.public_id}")
    ]
    for name in empty:
        answer.form.add_error(name, _("Write a reply: the reviewer reads it first."))
    return bool(empty)


def on_to_next(actor: Actor, report: Report, code: str) -> HttpResponse:
    """To the next answer with an open comment; where there is none, to the check of the report."""
    if following := next_to_answer(actor, report, code):
        return redirect(reverse("tracker:entry", args=[report.cycle.code, following]) + "#comments")
    return redirect("tracker:check", report.cycle.code)
