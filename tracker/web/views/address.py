"""Changing one's own e-mail address."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from allauth.core.internal import ratelimit
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

from tracker.addresses import change_from
from tracker.domain import people_accounts
from tracker.domain.errors import IllegalMove
from tracker.forms.people import NewAddressForm
from tracker.web.doors import actor_of, personal, put_errors
from tracker.web.views import errors


@personal
@reauthentication_required
def ask(request: HttpRequest) -> HttpResponse:
    """Only after saying again who one is."""
    if not ratelimit.consume(request, app="allauth.account", action="change_email"):
        return errors.too_many_requests(request)
    form = NewAddressForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        try:
            people_accounts.ask_for_new_address(actor_of(request), request.user, email)
        except ValidationError as error:
            put_errors(form, error)
        else:
            messages.success(request, _("Open the link in the mail to the new address."))
            return redirect("tracker:account")
    return render(request, "account/email_change.html", {"form": form, "person": request.user})


def confirm(request: HttpRequest, key: str) -> HttpResponse:
    """The page behind the link: a button, so that a mail scanner changes nothing."""
    change, refusal = change_from(key), ""
    if change is not None and request.method == "POST":
        try:
            people_accounts.change_address(change)
        except IllegalMove as error:
            refusal = str(error)
        else:
            messages.success(request, _("Your new e-mail address is saved."))
            return redirect("tracker:account")
    named = {"change": change, "refusal": refusal}
    response = render(request, "account/email_confirm.html", named)
    patch_cache_control(response, private=True, no_store=True)
    response["Referrer-Policy"] = "no-referrer"
    return response
