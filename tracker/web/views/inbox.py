"""The inbox: what the tracker told this person, kept until cleared."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from tracker.models import Notice
from tracker.notices import lines
from tracker.web.doors import actor_of, working

MOST = 100


@working
def index(request: HttpRequest) -> HttpResponse:
    """GET: the notices not cleared yet, newest first. POST: clears one, or all."""
    actor = actor_of(request)
    standing = Notice.objects.filter(recipient=actor.user, cleared_at__isnull=True)
    if request.method == "POST":
        if (named := request.POST.get("notice")) is not None:
            chosen = [int(named)] if named.isdecimal() and len(named) < 19 else []
            standing = standing.filter(pk__in=chosen)
        standing.update(cleared_at=timezone.now())
        return redirect("tracker:inbox")
    shown = lines(standing.select_related("seat__member")[:MOST])
    return render(request, "work/inbox.html", {"lines": shown})
