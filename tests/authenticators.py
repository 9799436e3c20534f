"""An authenticator app for tests: turns a second factor on and says its codes."""

from __future__ import annotations

import time

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth
from allauth.mfa.utils import decrypt
from django.test import Client

from accounts.models import User
from tests import factories

STEP = 30


def turn_on(user: User) -> str:
    """A second factor with recovery codes; answers the key of the app."""
    key = auth.generate_totp_secret()
    auth.TOTP.activate(user, key)
    RecoveryCodes.activate(user)
    return key


def code(key: str, steps: int = 0) -> str:
    """What the app shows now, or so many steps of 30 seconds from now."""
    counter = int(time.time()) // STEP + steps
    return auth.format_hotp_value(auth.hotp_value(key, counter))


def key_of(user: User) -> str:
    row = Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP)
    return decrypt(row.data["secret"])


def recovery_codes(user: User) -> list[str]:
    row = Authenticator.objects.get(user=user, type=Authenticator.Type.RECOVERY_CODES)
    return row.wrap().get_unused_codes()


def sign_in(client: Client, user: User, key: str = "", **more: str):
    """Through the pages: password, then code where there is a key. Answers the last response."""
    response = client.post(
        "/en/login/", {"login": user.email, "password": factories.PASSWORD, **more}
    )
    if key:
        assert response.url == "/en/login/code/", response
        response = client.post("/en/login/code/", {"code": code(key)})
    return response
