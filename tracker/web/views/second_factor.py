"""The second factor of a person: on, off, recovery codes, and what to do without them."""

from __future__ import annotations

from email.utils import parseaddr
from typing import Any

from allauth.account.internal.stagekit import clear_login, get_pending_stage
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import views as base
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.recovery_codes import views as spare
from allauth.mfa.totp import views as totp
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from accounts import sessions
from accounts.domain import codes as code_verbs
from accounts.passwords import ALONE
from accounts.second_factor import has_second_factor
from tracker import qr
from tracker.forms.second_factor import KeptForm
from tracker.web.doors import personal

BACK = "after_second_factor"


class EnterCode(base.AuthenticateView):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """A second factor that was reset half-way leaves nothing to enter: back to the start."""
        stage = get_pending_stage(request)
        if stage is not None and not has_second_factor(stage.login.user):
            clear_login(request)
            return redirect("account_login")
        return super().dispatch(request, *args, **kwargs)


enter = EnterCode.as_view()


@method_decorator(personal, name="dispatch")
class CodeAgain(base.ReauthenticateView):
    pass


again = CodeAgain.as_view()


@method_decorator(personal, name="dispatch")
class TurnOn(totp.ActivateTOTPView):
    template_name = "mfa/turn_on.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        target = request.GET.get("next", "")
        if url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure()):
            request.session[BACK] = target
        if has_second_factor(request.user):
            return redirect(request.session.pop(BACK, None) or "tracker:account")
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.get("form") or self.get_form()
        secret = form.secret
        return {
            "form": form,
            "is_required": bool(self.request.actor.withheld),  # type: ignore[attr-defined]
            "later": self.request.session.get(BACK, ""),
            "least": ALONE if self.request.session.get(sessions.WEAK) else 0,
            "picture": qr.picture(get_adapter().build_totp_url(self.request.user, secret)),
            "key": [secret[i : i + 4] for i in range(0, len(secret), 4)],
        }

    def form_valid(self, form: Any) -> HttpResponse:
        """With its code used up, on; other sessions, which knew no code, end."""
        response = super().form_valid(form)
        if used := code_verbs.spend(self.request.user, form.cleaned_data["code"]):
            post_authentication(self.request, used, reauthenticated=True)
        sessions.end_others(self.request)
        return response


turn_on = TurnOn.as_view()


@method_decorator(personal, name="dispatch")
class TurnOff(totp.DeactivateTOTPView):
    template_name = "mfa/turn_off.html"
    success_url = reverse_lazy("tracker:account")

    def get_form_kwargs(self) -> dict[str, Any]:
        found = super().get_form_kwargs()
        if self.request.method != "POST":
            found.pop("data", None)
        return found

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        sessions.renew(self.request)
        return response


turn_off = TurnOff.as_view()


@method_decorator(personal, name="dispatch")
class Codes(spare.ViewRecoveryCodesView):
    """The codes, this one time."""

    template_name = "mfa/codes.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = super().get_context_data(**kwargs)
        pairs = [f"{code[:4]} {code[4:]}" for code in found["unused_codes"]]
        return {
            "codes": pairs if found["can_view_codes"] else [],
            "left": len(pairs),
            "form": KeptForm(),
        }


codes = Codes.as_view()


@method_decorator(personal, name="dispatch")
class NewCodes(spare.GenerateRecoveryCodesView):
    template_name = "mfa/new_codes.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = super().get_context_data(**kwargs)
        return {"form": found["form"], "left": found["unused_code_count"]}

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        sessions.renew(self.request)
        return response


new_codes = NewCodes.as_view()


@personal
def kept(request: HttpRequest) -> HttpResponse:
    """After the tick: on to where the person was going. The codes are not shown a second time."""
    form = KeptForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return redirect(request.session.pop(BACK, None) or reverse("tracker:account"))
    return render(request, "mfa/kept.html", {"form": form})


@require_safe
def lost(request: HttpRequest) -> HttpResponse:
    """Whom to write to without phone and codes; the same page for everybody."""
    _name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return render(request, "mfa/lost.html", {"address": address})
