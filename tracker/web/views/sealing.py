"""The secretariat's page that seals what a cycle published."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tracker import rules
from tracker.domain import snapshots as verbs
from tracker.domain.errors import require
from tracker.models import ReportingCycle
from tracker.queries.cycle_state import progress_of
from tracker.web.doors import actor_of, found, working


@working
@require_http_methods(["GET", "POST"])
def seal(request: HttpRequest, cycle: str) -> HttpResponse:
    """What sealing does, and the button that does it."""
    actor = actor_of(request)
    require(rules.may_seal_snapshot(actor))
    row = found(ReportingCycle.objects.filter(code=cycle))
    if request.method == "POST":
        snapshot = verbs.seal(actor, row)
        done = _("The snapshot %(code)s is sealed. It can be cited from now on.")
        messages.success(request, done % {"code": snapshot.code})
        return redirect("tracker:snapshot", snapshot.code)
    named = {
        "cycle": row,
        "progress": progress_of(row),
        "earlier": list(row.snapshots.all()),
    }
    return render(request, "cycles/seal.html", named)
