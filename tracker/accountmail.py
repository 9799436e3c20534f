"""How django-allauth meets our house: nobody signs up by themselves, guessing is slow, and its
mails go out like all others, through the outbox."""

from __future__ import annotations

import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.internal import ratelimit
from django.contrib import messages
from django.contrib.auth.models import AbstractBaseUser
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.passwords import ALONE, MOST, normal
from accounts.second_factor import has_second_factor
from accounts.sessions import WEAK
from tracker.callers import client_address
from tracker.domain.outbox import enqueue
from tracker.enums import MailKind

# allauth's names for its mails, and ours. What stands nowhere here cannot be asked for on any page.
TEMPLATES = {
    "account/email/password_reset_key": "password_reset",
    "account/email/password_reset": "password_changed",
    "account/email/password_changed": "password_changed",
    "account/email/password_set": "password_changed",
    "mfa/email/totp_activated": "second_factor_on",
    "mfa/email/totp_deactivated": "second_factor_off",
    "mfa/email/recovery_codes_generated": "recovery_codes_new",
}
# What a page says after it was done. Of the library's other messages none is shown.
SAID = {
    "account/messages/logged_out.txt": _("You are signed out."),
    "account/messages/password_changed.txt": _("Your new password is saved."),
    "mfa/messages/totp_activated.txt": _("The second factor is on."),
    "mfa/messages/totp_deactivated.txt": _("The second factor is off."),
}
# An address from which somebody signed in to an account stays known for it so long.
KNOWN_FOR = 30 * 24 * 3600


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _(
            "The e-mail address or the password is not correct, or the account is closed."
        ),
        "incorrect_password": _("This is not the password of your account."),
        "enter_current_password": _("This is not the password of your account."),
        "too_many_login_attempts": _(
            "There were too many tries in a short time. Wait fifteen minutes, then try again."
        ),
        "rate_limited": _(
            "There were too many tries in a short time. Wait fifteen minutes, then try again."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    # --- guessing: five tries per account and address, a ceiling per account -----------------

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        return f"{ratelimit.get_ip(request)} {credentials.get('email', '').lower()}"

    def _known(self, request: HttpRequest, **credentials: Any) -> str:
        pair = self._get_login_attempts_cache_key(request, **credentials)
        return ratelimit.get_cache_key(
            request,
            app="tracker",
            action="known",
            rate=ratelimit.Rate(1, KNOWN_FOR, "key"),
            key=pair,
        )

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """The ceiling holds for addresses from which nobody has signed in to this account: a
        stranger who reaches it locks other strangers out, never the person."""
        super().pre_authenticate(request, **credentials)
        if cache.get(self._known(request, **credentials)):
            return
        self._ceiling = ratelimit.consume(
            request,
            app="allauth.account",
            action="login_failed_account",
            key=credentials.get("email", "").lower(),
        )
        if not self._ceiling:
            raise self.validation_error("too_many_login_attempts")

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """A closed account answers like a wrong password, after the same work."""
        if len(credentials.get("password", "")) > MOST:
            raise self.validation_error("email_password_mismatch")
        user = super().authenticate(request, **credentials)
        if user is None or not user.is_active:
            return None
        if ceiling := getattr(self, "_ceiling", None):
            ceiling.rollback()
        cache.set(self._known(request, **credentials), True, KNOWN_FOR)
        if len(normal(credentials.get("password", ""))) < ALONE:
            request.session[WEAK] = True
        return user

    # --- asking again who somebody is ---------------------------------------------------------

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not for a first second factor right after signing in: nothing is lost by it."""
        if app == "allauth.mfa" and self._has_just_signed_in():
            return has_second_factor(self.request.user)
        return super().is_reauthentication_required(app=app, **kwargs)

    def _has_just_signed_in(self) -> bool:
        records = get_authentication_records(self.request, self.request.user)
        lately = time.time() - app_settings.REAUTHENTICATION_TIMEOUT
        return bool(records) and records[-1]["at"] > lately

    # --- what is told ---------------------------------------------------------------------------

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        *args: Any,
        **kwargs: Any,
    ) -> None:
        if said := SAID.get(message_template or ""):
            messages.add_message(request, messages.SUCCESS, said)

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request.META)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Writes the mail to the outbox. Of the context only the person is kept: a link in it,
        such as the one for a new password, is made anew at the moment of sending."""
        enqueue(MailKind.SECURITY, TEMPLATES[template_prefix], context["user"])

    def send_notification_mail(
        self,
        template_prefix: str,
        user: AbstractBaseUser,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        self.send_mail(template_prefix, email or "", {"user": user})
