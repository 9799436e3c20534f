"""Taking a seat that was offered. The key of the link is put into the session and out of the
address at once: an address is copied, logged and passed on, and following it changes nothing."""

from __future__ import annotations

from email.utils import parseaddr
from urllib.parse import urlencode

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actor import Actor
from accounts.middleware import SEAT_KEY
from accounts.models import Appointment, Invitation, User
from accounts.queries import invitation_by_key
from tracker.domain import invitations as verbs
from tracker.domain.errors import Duplicate, IllegalMove
from tracker.forms.invitation import AcceptForm
from tracker.queries.invited import has_account, seat_taken_by
from tracker.web.doors import actor_of, put_errors

INVITED = "invited"


@require_safe
def follow(request: HttpRequest, key: str) -> HttpResponse:
    """The link of the mail. GET accepts nothing: scanners follow links before people do."""
    invitation = invitation_by_key(key)
    if invitation is None or not (invitation.is_open or _mine(request, invitation)):
        return closed(request)
    request.session[INVITED] = key
    return _sealed(redirect("tracker:invitation-answer"))


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest) -> HttpResponse:
    """Who offers which seat; the form for a new person, or one button for who has an account."""
    invitation = invitation_by_key(request.session.get(INVITED, ""))
    if invitation is None:
        return closed(request)
    if seat := _mine(request, invitation):
        # A second click on the same button.
        return _enter(request, seat)
    if not invitation.is_open:
        return closed(request)
    if invitation.member is not None and invitation.member.frozen_at is not None:
        return _page(request, invitation, "frozen", 409)
    actor = actor_of(request)
    if actor.user is not None:
        return _of_a_person(request, actor, actor.user, invitation)
    if has_account(invitation):
        return _page(request, invitation, "account")
    return _of_somebody_new(request, invitation)


def closed(request: HttpRequest) -> HttpResponse:
    """Ran out, used, withdrawn, never made: one page, so that nobody learns which."""
    _name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    named = {"address": address, "has_errors": True}
    return _sealed(render(request, "people/invitation_closed.html", named, status=410))


def _of_a_person(
    request: HttpRequest, actor: Actor, person: User, invitation: Invitation
) -> HttpResponse:
    if person.email.lower() != invitation.email.lower():
        return _page(request, invitation, "other", 409 if request.method == "POST" else 200)
    if request.method != "POST":
        return _page(request, invitation, "person")
    try:
        seat = verbs.accept(actor, invitation)
    except IllegalMove as error:
        return _page(request, invitation, "person", 409, reason=error.reason)
    request.session.cycle_key()
    return _enter(request, seat)


def _of_somebody_new(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    given = {name: getattr(invitation, name) for name in ("email", "name", "language")}
    form = AcceptForm(request.POST or None, initial=given)
    form.fields["email"].disabled = True
    if request.method != "POST" or not form.is_valid():
        return _page(request, invitation, "new", 400 if form.is_bound else 200, form=form)
    said = {name: form.cleaned_data[name] for name in ("name", "language", "password")}
    try:
        person = verbs.accept_as_new(invitation, **said)
    except ValidationError as error:
        put_errors(form, error)
        return _page(request, invitation, "new", 400, form=form)
    except Duplicate:
        return _page(request, invitation, "account", 409)
    except IllegalMove:
        return closed(request)
    seat = seat_taken_by(invitation)
    request.session.pop(INVITED, None)
    login = Login(user=person, redirect_url=_first_page(seat), signup=False)
    response = perform_password_login(request, {"email": person.email}, login)
    request.session[SEAT_KEY] = str(seat.public_id)
    return _sealed(response)


def _mine(request: HttpRequest, invitation: Invitation) -> Appointment | None:
    """The seat that this person took by this invitation, if they did and still hold it."""
    held = actor_of(request).seats
    return next((seat for seat in held if seat.pk == invitation.seat_id), None)


def _enter(request: HttpRequest, seat: Appointment) -> HttpResponse:
    request.session.pop(INVITED, None)
    request.session[SEAT_KEY] = str(seat.public_id)
    return _sealed(redirect(_work(seat)))


def _first_page(seat: Appointment) -> str:
    """A new person sets up the second factor first, and comes to the work from there."""
    try:
        set_up = reverse("mfa_activate_totp")
    except NoReverseMatch:
        return _work(seat)
    return f"{set_up}?{urlencode({'next': _work(seat)})}"


def _work(seat: Appointment) -> str:
    from_hand_over = seat.invitation.hand_over if hasattr(seat.invitation, "hand_over") else None
    if from_hand_over is not None and from_hand_over.taken_back_at is None:
        return reverse("tracker:hand-over-note", args=[from_hand_over.public_id])
    return reverse("tracker:work")


def _page(
    request: HttpRequest, invitation: Invitation, case: str, status: int = 200, **more: object
) -> HttpResponse:
    key = request.session.get(INVITED, "")
    named = {
        "invitation": invitation,
        "case": case,
        "here": reverse("tracker:invitation-answer"),
        "again": reverse("tracker:invitation", args=[key]),
        "has_errors": status >= 400,
        **more,
    }
    return _kept(render(request, "people/invitation.html", named, status=status))


def _kept(response: HttpResponse) -> HttpResponse:
    patch_cache_control(response, private=True, no_store=True)
    return response


def _sealed(response: HttpResponse) -> HttpResponse:
    """No cache and no referrer. A page with a form cannot have the latter: browsers would send it
    without the origin that protects forms. Its address holds no key instead."""
    response["Referrer-Policy"] = "no-referrer"
    return _kept(response)
