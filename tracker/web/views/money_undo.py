"""Money that was removed a moment ago, put back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tracker.domain import putting_back
from tracker.domain.errors import IllegalMove
from tracker.web.doors import actor_of, own_entries, own_report, working
from tracker.web.undo import let_go, removed


@working
@require_POST
def undo(request: HttpRequest, cycle: str) -> HttpResponse:
    """Puts back what this person removed last in this report."""
    actor = actor_of(request)
    report = own_report(actor, cycle)
    kept = removed(request, cycle)
    if kept is None:
        raise IllegalMove(_("There is nothing to undo any more."))
    line = putting_back.put_back(actor, report, kept)
    let_go(request)
    messages.success(request, _("%(title)s is back.") % {"title": line.title})
    entry = own_entries(actor, report).filter(recommendation=line.recommendation_id).first()
    if entry is None:
        return redirect("tracker:line", cycle, line.public_id)
    return redirect("tracker:entry", cycle, entry.recommendation.code)
