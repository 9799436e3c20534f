"""Who calls during a benchmark: real tokens and real sessions of seats that the generator made."""

from __future__ import annotations

import time

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from accounts import sessions
from accounts.domain import tokens
from accounts.models import Appointment


def seat(address: str) -> Appointment:
    """The seat of an invented person, such as focal_point@ken."""
    return Appointment.objects.select_related("user", "member").get(
        user__email=f"{address}.bench.example"
    )


def token(of: Appointment, scope: str = "read") -> dict[str, str]:
    """The headers of a script."""
    return {"Authorization": f"Token {tokens.issue(of, scope)[1]}"}


def session(of: Appointment) -> dict[str, str]:
    """The headers of a browser in which somebody signed in."""
    store = SessionStore()
    store[SESSION_KEY] = str(of.user.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = of.user.get_session_auth_hash()
    store[sessions.BEGAN] = store[sessions.SEEN] = time.time()
    store.create()
    return {"Cookie": f"{settings.SESSION_COOKIE_NAME}={store.session_key}"}
