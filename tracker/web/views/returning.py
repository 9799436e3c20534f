"""Before a report is returned: the mail as the focal point will get it, and what opens again."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from tracker.domain.previewing import preview_return
from tracker.web.doors import actor_of, reviewed_report, working
from tracker.web.moves import try_out

from .review import page, review_url

# What was typed with the decision goes on to the verb as it is.
TYPED = ("version", "message", "due_on")


@working
@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: HttpRequest, member: str, cycle: str) -> HttpResponse:
    """POST: what a return would do, with nothing done yet. GET leads back to the review."""
    actor = actor_of(request)
    report = reviewed_report(actor, member, cycle)
    if request.method != "POST":
        return redirect(review_url(report))
    tried, preview = try_out(request, actor, report, "return", preview_return)
    if preview is None or request.POST.get("back"):
        return page(request, actor, report, tried=tried)
    typed = [(name, value) for name, value in request.POST.items() if name.startswith(TYPED)]
    named = {"report": report, "preview": preview, "form": tried.form, "typed": typed}
    return render(request, "review/return.html", named)
