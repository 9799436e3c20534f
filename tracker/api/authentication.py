"""Who calls the API: a personal token bound to one seat, or a signed-in browser."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from knox.crypto import hash_token
from rest_framework import authentication, exceptions
from rest_framework.request import Request

from accounts.actor import PUBLIC, Actor
from accounts.middleware import actor_from_session
from accounts.models import ApiToken, User
from accounts.second_factor import NEEDED, withheld_from

if TYPE_CHECKING:
    from collections.abc import Sequence

# `last_used_at` is for people who clean up their tokens: a minute is exact enough.
USE_NOTED_EVERY = dt.timedelta(minutes=1)


def actor_of(request: Request) -> Actor:
    """Who calls; the public where nobody has been recognized."""
    return getattr(request._request, "actor", PUBLIC)


class TokenAuthentication(authentication.BaseAuthentication):
    """`Authorization: Token <key>`. The token acts from its own seat, which must be in force, and
    no wider than its scope."""

    keyword = "Token"

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        parts = authentication.get_authorization_header(request).split()
        if not parts:
            return None
        token = self._token(parts)
        if token is None:
            raise exceptions.AuthenticationFailed(
                _("This token is not valid, or its seat has ended. Ask for a new one.")
            )
        if withheld_from(token.user, [token.seat]):
            raise exceptions.PermissionDenied(NEEDED)
        _note_use(token)
        request._request.actor = Actor(  # type: ignore[attr-defined]
            user=token.user, seat=token.seat, seats=(token.seat,), scope=token.scope
        )
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        return self.keyword

    def _token(self, parts: Sequence[bytes]) -> ApiToken | None:
        if len(parts) != 2 or parts[0].lower() != self.keyword.lower().encode():
            raise exceptions.AuthenticationFailed(
                _("Sign in with the header “Authorization: Token <key>”.")
            )
        digest = hash_token(parts[1].decode("latin-1"))
        rows = ApiToken.objects.select_related("user", "seat__member")
        rows = rows.filter(digest=digest, expiry__gt=timezone.now(), user__is_active=True)
        # The digest is the key: of one row at most nothing has to be ordered.
        token = next(iter(rows), None)
        if token is None or token.seat.user_id != token.user_id or not token.seat.is_current():
            return None
        token.seat.user = token.user
        return token


class SessionAuthentication(authentication.SessionAuthentication):
    """The browser of somebody who signed in, at the seat chosen there. CSRF is enforced."""

    def authenticate(self, request: Request) -> tuple[User, None] | None:
        inner: HttpRequest = request._request
        inner.actor = actor_from_session(inner) if inner.user.is_authenticated else PUBLIC  # type: ignore[attr-defined]
        if inner.actor.needs_second_factor:
            raise exceptions.PermissionDenied(NEEDED)
        return super().authenticate(request)

    def enforce_csrf(self, request: Request) -> None:
        try:
            super().enforce_csrf(request)
        except exceptions.PermissionDenied as error:
            said = _("From a browser, send the token of its page in the header X-CSRFToken.")
            raise exceptions.PermissionDenied(said) from error


def _note_use(token: ApiToken) -> None:
    now = timezone.now()
    if token.last_used_at is None or now - token.last_used_at > USE_NOTED_EVERY:
        unnoted = Q(last_used_at=None) | Q(last_used_at__lt=now - USE_NOTED_EVERY)
        ApiToken.objects.filter(unnoted, digest=token.digest).update(last_used_at=now)
