"""Which mails a person wants, a pause, and the secret address of their calendar."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from tracker.domain import calendar_feeds, mail_preferences, people_accounts
from tracker.forms.mail import MailForm
from tracker.models import CalendarFeed
from tracker.queries.mail import chosen_by, pause_of
from tracker.web.doors import actor_of, personal, put_errors

HERE = "tracker:mail-settings"


@personal
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables("secret", "address")
def index(request: HttpRequest) -> HttpResponse:
    """GET: the switches. POST: `then` says which of the page's buttons was pressed."""
    then = request.POST.get("then", "") if request.method == "POST" else ""
    if then == "make-address":
        secret = calendar_feeds.make(actor_of(request), request.user)
        address = settings.PUBLIC_BASE_URL + reverse("calendar-feed", args=[secret])
        return _page(request, _form(request), address=address)
    if then in _PRESSED:
        return _PRESSED[then](request)
    if request.method == "POST":
        return _save(request)
    return _page(request, _form(request))


def _save(request: HttpRequest) -> HttpResponse:
    form, user = _form(request, request.POST), request.user
    if not form.is_valid():
        return _page(request, form, status=400)
    language = form.cleaned_data["language"]
    try:
        with transaction.atomic():
            actor, zone = actor_of(request), form.cleaned_data["time_zone"]
            people_accounts.save_details(
                actor, user, name=user.name, language=language, time_zone=zone
            )
            mail_preferences.choose(actor, user, form.wanted)
    except ValidationError as error:
        put_errors(form, error)
        return _page(request, form, status=400)
    with override(language):
        messages.success(request, _("Your e-mail settings are saved."))
        response = redirect(HERE)
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, language)
    return response


def _pause(request: HttpRequest) -> HttpResponse:
    said = request.POST.get("weeks", "")
    weeks = int(said) if said.isascii() and said.isdecimal() and len(said) < 3 else 0
    try:
        mail_preferences.pause(actor_of(request), request.user, weeks)
    except ValidationError as error:
        return _page(request, _form(request), problem=error.messages[0], status=400)
    messages.success(request, _("Your mails are paused."))
    return redirect(HERE)


def _resume(request: HttpRequest) -> HttpResponse:
    mail_preferences.resume(actor_of(request), request.user)
    messages.success(request, _("Your mails come again."))
    return redirect(HERE)


def _revoke(request: HttpRequest) -> HttpResponse:
    calendar_feeds.revoke(actor_of(request), request.user)
    messages.success(request, _("The address of your calendar opens nothing any more."))
    return redirect(HERE)


_PRESSED = {"pause": _pause, "resume": _resume, "revoke-address": _revoke}


def _form(request: HttpRequest, said: Any = None) -> MailForm:
    return MailForm(said, chosen=chosen_by(request.user), user=request.user)


def _page(request: HttpRequest, form: MailForm, status: int = 200, **more: Any) -> HttpResponse:
    named = {
        "form": form,
        "person": request.user,
        "pause": pause_of(request.user),
        "weeks": mail_preferences.WEEKS,
        "feed": CalendarFeed.objects.filter(user=request.user).first(),
        "has_errors": status >= 400,
        **more,
    }
    return render(request, "settings/email.html", named, status=status)
