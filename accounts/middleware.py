from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from accounts import sessions
from accounts.actor import PUBLIC, Actor
from accounts.queries import actor_of

SEAT_KEY = "seat"


def actor_from_session(request: HttpRequest) -> Actor:
    """The person of this session at the seat they chose; seats are read anew at every request,
    so an ended one is gone at once."""
    if not request.user.is_authenticated:
        return PUBLIC
    is_weak = request.session.get(sessions.WEAK, False)
    return actor_of(request.user, request.session.get(SEAT_KEY), is_weak=is_weak)


class SessionLimitsMiddleware:
    """Signs out whose session was idle, or lasted, too long."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            sessions.keep_or_end(request)
        return self.get_response(request)


class ActorMiddleware:
    """Puts the actor on the request: every page asks it, none asks the user."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = SimpleLazyObject(lambda: actor_from_session(request))  # type: ignore[attr-defined]
        return self.get_response(request)
