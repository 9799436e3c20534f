"""How django-allauth meets our house: nobody signs up by themselves, and its mails go out like all
others, through the outbox."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest

from tracker.callers import client_address
from tracker.domain.outbox import enqueue
from tracker.enums import MailKind

# allauth's names for its mails, and ours. What stands nowhere here cannot be asked for on any page.
TEMPLATES = {
    "account/email/password_reset_key": "password_reset",
    "account/email/password_reset": "password_changed",
    "account/email/password_changed": "password_changed",
    "account/email/password_set": "password_changed",
}


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

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
