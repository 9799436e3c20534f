"""A person's own account: details, password, second factor, sessions, seats."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from allauth.account import views as allauth
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST

from accounts import sessions
from accounts.enums import Role
from accounts.second_factor import has_second_factor, is_required
from tracker.browsers import in_words
from tracker.domain import people_accounts
from tracker.forms.people import DetailsForm
from tracker.web.doors import actor_of, personal, put_errors

CLEAR = '"cache", "cookies", "storage"'


@dataclass(frozen=True)
class Session:
    """A line of the list of sessions."""

    row: UserSession
    browser: str
    is_this: bool


@personal
def index(request: HttpRequest) -> HttpResponse:
    user, actor = request.user, actor_of(request)
    form = DetailsForm(
        request.POST if request.method == "POST" else None,
        initial={name: getattr(user, name) for name in DetailsForm.base_fields},
        zone=user.time_zone,
        reviews=any(seat.role == Role.REVIEWER for seat in actor.seats),
    )
    if request.method == "POST" and form.is_valid():
        try:
            people_accounts.save_details(actor, user, **form.cleaned_data)
        except ValidationError as error:
            put_errors(form, error)
        else:
            return _saved(request, user.language)
    return render(request, "account/index.html", {"form": form, **_facts(request)})


def _saved(request: HttpRequest, language: str) -> HttpResponse:
    """Back on the page, in the language that was chosen."""
    with override(language):
        messages.success(request, _("Your details are saved."))
        response = redirect("tracker:account")
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, language)
    return response


def _facts(request: HttpRequest) -> dict[str, Any]:
    user, actor = request.user, actor_of(request)
    spare = Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).first()
    seats = (*actor.seats, *actor.withheld)
    return {
        "person": user,
        "has_second_factor": has_second_factor(user),
        "is_required": bool(actor.withheld) or any(is_required(seat) for seat in seats),
        "codes_left": len(spare.wrap().get_unused_codes()) if spare else 0,
        "held": seats,
        "sessions": _sessions(request),
    }


def _sessions(request: HttpRequest) -> list[Session]:
    rows = UserSession.objects.purge_and_list(request.user)
    found = [
        Session(row, in_words(row.user_agent), row.session_key == request.session.session_key)
        for row in rows
    ]
    return sorted(found, key=lambda one: (not one.is_this, -one.row.last_seen_at.timestamp()))


@personal
@require_POST
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    """Signs out one other browser of this person."""
    row = UserSession.objects.filter(user=request.user, pk=pk).first()
    if row is None:
        raise Http404
    if row.session_key == request.session.session_key:
        return _signed_out(request)
    row.end()
    messages.success(request, _("That browser is signed out."))
    return redirect("tracker:account")


@personal
@require_POST
def end_sessions(request: HttpRequest) -> HttpResponse:
    """Signs out everywhere else, or here too."""
    if request.POST.get("which") == "all":
        sessions.end_all(request.user)
        return _signed_out(request)
    sessions.end_others(request)
    messages.success(request, _("You are signed out everywhere else."))
    return redirect("tracker:account")


def _signed_out(request: HttpRequest) -> HttpResponse:
    return SignOut.as_view()(request)


class SignOut(allauth.LogoutView):
    """The browser forgets with us: cookies, kept pages, kept texts."""

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        key = self.request.session.session_key
        response = super().post(*args, **kwargs)
        UserSession.objects.filter(session_key=key).delete()
        response["Clear-Site-Data"] = CLEAR
        return response


sign_out = SignOut.as_view()


@method_decorator(personal, name="dispatch")
class ChangePassword(allauth.PasswordChangeView):
    template_name = "account/password_change.html"
    success_url = reverse_lazy("tracker:account")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not request.user.has_usable_password():
            return redirect("account_reset_password")
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        """The form let through what stands alone, or stands beside a second factor."""
        if not has_second_factor(self.request.user):
            self.request.session.pop(sessions.WEAK, None)
        return super().form_valid(form)

    def get_default_success_url(self) -> str:
        return str(self.success_url)


password = ChangePassword.as_view()


@method_decorator(personal, name="dispatch")
class PasswordAgain(allauth.ReauthenticateView):
    pass


again = PasswordAgain.as_view()
