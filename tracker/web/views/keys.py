"""The keys of one's own seat for the REST API: made, shown once, ended."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from accounts.actor import Actor
from accounts.domain.tokens import of_seat
from tracker import rules
from tracker.domain import keys as verbs
from tracker.domain.errors import require
from tracker.forms.keys import KeyForm
from tracker.web.doors import actor_of, put_errors, working


@working
@reauthentication_required
@require_http_methods(["GET", "POST"])
@sensitive_variables("key")
def index(request: HttpRequest) -> HttpResponse:
    """GET: the keys of the active seat. POST: makes one and shows it this once, or ends one."""
    actor = actor_of(request)
    if (named := request.POST.get("revoke")) is not None:
        return _revoke(request, actor, named)
    form = KeyForm(request.POST or None, initial={"scope": "read", "days": 90})
    key = ""
    if request.method == "POST":
        require(rules.may_make_key(actor))
        if form.is_valid():
            try:
                _token, key = verbs.issue(actor, **form.cleaned_data)
            except ValidationError as error:
                put_errors(form, error)
    has_errors = form.is_bound and not key
    named_too = {
        "keys": of_seat(actor.seat) if actor.seat else [],
        "form": KeyForm(initial=form.initial) if key else form,
        "may_make": rules.may_make_key(actor),
        "key": key,
        "example": settings.PUBLIC_BASE_URL + reverse("api:report-list"),
        "now": timezone.now(),
        "has_errors": has_errors,
    }
    return render(request, "account/keys.html", named_too, status=400 if has_errors else 200)


def _revoke(request: HttpRequest, actor: Actor, handle: str) -> HttpResponse:
    held = {key.handle: key for key in (of_seat(actor.seat) if actor.seat else [])}
    if handle not in held:
        raise Http404
    verbs.revoke(actor, held[handle])
    messages.success(request, _("The key is revoked. It opens nothing any more."))
    return redirect("tracker:keys")
