"""One seat: ending it, delegating the submission to it, putting somebody else in it."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.actor import Actor
from accounts.models import Appointment
from tracker import rules
from tracker.domain import seats as verbs
from tracker.domain.errors import Duplicate, require
from tracker.forms.invitation import said_of
from tracker.forms.seats import DelegateForm, EndForm, ReplaceForm
from tracker.web.doors import actor_of, found, put_errors, working

from .team import people_page


@working
@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """GET asks why, POST closes the seat at once."""
    actor = actor_of(request)
    seat = _seat(actor, public_id)
    require(rules.may_end_seat(actor, seat))
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            verbs.end(actor, seat, form.cleaned_data["reason"])
        except ValidationError as error:
            put_errors(form, error)
        else:
            messages.success(request, _("The seat is ended."))
            return redirect(people_page(actor, seat.member))
    named = {"may_replace": bool(rules.may_replace(actor, seat))}
    return _page(request, "people/end.html", actor, seat, form, **named)


@working
@require_http_methods(["GET", "POST"])
def delegate(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Says from when to when a deputy submits; with `then=stop`, no more."""
    actor = actor_of(request)
    seat = _seat(actor, public_id)
    require(rules.may_delegate(actor, seat))
    if request.method == "POST" and request.POST.get("then") == "stop":
        verbs.delegate(actor, seat, None, None)
        messages.success(request, _("The deputy submits no more in your place."))
        return redirect("tracker:team")
    today = timezone.now().date()
    given = {
        "since": seat.delegated_from or today,
        "until": seat.delegated_until or today + dt.timedelta(days=30),
    }
    form = DelegateForm(request.POST or None, initial=given)
    if request.method == "POST" and form.is_valid():
        try:
            verbs.delegate(actor, seat, form.cleaned_data["since"], form.cleaned_data["until"])
        except ValidationError as error:
            put_errors(form, error)
        else:
            messages.success(request, _("The deputy may submit in your place on these days."))
            return redirect("tracker:team")
    return _page(request, "people/delegate.html", actor, seat, form)


@working
@require_http_methods(["GET", "POST"])
def replace(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """Takes the seat of somebody who vanished, and invites who is named in their place."""
    actor = actor_of(request)
    require(rules.may_manage(actor))
    seat = _seat(actor, public_id, member__code=code)
    require(rules.may_replace(actor, seat))
    form = ReplaceForm(request.POST or None, initial={"language": seat.user.language})
    if request.method == "POST" and form.is_valid():
        try:
            verbs.replace(actor, seat, **form.cleaned_data)
        except ValidationError as error:
            put_errors(form, error)
        except Duplicate as error:
            form.add_error("email", said_of(error.existing))
        else:
            messages.success(request, _("The seat is ended, and the successor is invited."))
            return redirect("tracker:manage-member", code)
    return _page(request, "people/replace.html", actor, seat, form)


def _seat(actor: Actor, public_id: UUID, **more: Any) -> Appointment:
    rows = Appointment.objects.visible_to(actor).current().select_related("user", "member")
    return found(rows.filter(public_id=public_id, **more))


def _page(
    request: HttpRequest, template: str, actor: Actor, seat: Appointment, form: Any, **more: Any
) -> HttpResponse:
    back = people_page(actor, seat.member)
    named = {"seat": seat, "form": form, "back": back, "is_secretariat": back != _team(), **more}
    return render(request, template, named, status=400 if form.is_bound else 200)


def _team() -> str:
    return reverse("tracker:team")
