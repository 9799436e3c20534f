"""Switching the active seat, for people who hold more than one."""

from __future__ import annotations

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from accounts import sessions
from accounts.middleware import SEAT_KEY
from tracker.web.doors import actor_of, working


@working
@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """Takes the seat named in `seat` if this person holds it, then shows its work."""
    chosen, actor = request.POST.get("seat", ""), actor_of(request)
    if any(str(seat.public_id) == chosen for seat in (*actor.seats, *actor.withheld)):
        request.session[SEAT_KEY] = chosen
        sessions.renew(request)
    if any(str(seat.public_id) == chosen for seat in actor.withheld):
        return redirect_to_login(reverse("tracker:work"), reverse("mfa_activate_totp"))
    target = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure()):
        return redirect(target)
    return redirect("tracker:work")
