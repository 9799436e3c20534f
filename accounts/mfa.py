"""How django-allauth's second factor meets our house."""

from __future__ import annotations

from allauth.mfa.adapter import DefaultMFAAdapter
from django.utils.translation import gettext_lazy as _

from accounts import sealing


class MFAAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _(
            "This code does not fit, or has been used. Wait for the next one in your app, "
            "or take another recovery code."
        ),
        "cannot_generate_recovery_codes": _(
            "Recovery codes stand in for a second factor. Turn one on first."
        ),
    }

    def encrypt(self, text: str) -> str:
        return sealing.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return sealing.unseal(encrypted_text)
