"""Sessions of signed-in people: how long they live, and how they end."""

from __future__ import annotations

import datetime as dt
import time
from typing import TYPE_CHECKING, Any

from allauth.usersessions.models import UserSession
from django.contrib.auth import logout, update_session_auth_hash
from django.contrib.sessions.models import Session
from django.db.models import F

from accounts.enums import Role
from accounts.models import User
from accounts.queries import seats_of

if TYPE_CHECKING:
    from django.http import HttpRequest

BEGAN, SEEN = "began", "seen"
# Set while the password of the session is shorter than one that stands alone.
WEAK = "weak"
NOTED_EVERY = dt.timedelta(minutes=5).total_seconds()
# Longest time without a request, and longest time at all, in seconds.
IDLE, WHOLE = 12 * 3600, 24 * 3600
ADMIN_IDLE, ADMIN_WHOLE = 3600, 12 * 3600


def begin(request: HttpRequest, **kwargs: Any) -> None:
    """Starts the clocks of a session; called by Django's signal at every sign-in."""
    request.session[BEGAN] = request.session[SEEN] = time.time()


def keep_or_end(request: HttpRequest) -> None:
    """Ends the session of this request where one of its times is up, else notes its use."""
    now = time.time()
    age = now - request.session.get(BEGAN, 0)
    idle = now - request.session.get(SEEN, 0)
    if _is_over(request.user, age, idle):
        UserSession.objects.filter(session_key=request.session.session_key).delete()
        logout(request)
    elif idle > NOTED_EVERY:
        request.session[SEEN] = now
        UserSession.objects.create_from_request(request)


def _is_over(user: Any, age: float, idle: float) -> bool:
    if age > WHOLE or idle > IDLE:
        return True
    if age <= ADMIN_WHOLE and idle <= ADMIN_IDLE:
        return False
    return any(seat.role == Role.ADMINISTRATOR for seat in seats_of(user))


def renew(request: HttpRequest) -> None:
    """A new id for the session, as after every change of rights."""
    old = request.session.session_key
    request.session.cycle_key()
    UserSession.objects.filter(session_key=old).update(session_key=request.session.session_key)


def end_others(request: HttpRequest) -> None:
    """Every session of this person but the one that asks."""
    user = request.user
    assert isinstance(user, User)
    _stamp(user)
    own = request.session.session_key
    _forget(UserSession.objects.filter(user=user).exclude(session_key=own))
    update_session_auth_hash(request, user)
    UserSession.objects.filter(session_key=own).update(session_key=request.session.session_key)


def end_all(user: User) -> None:
    """Every session of a person, at its next request."""
    _stamp(user)
    _forget(UserSession.objects.filter(user=user))


def _stamp(user: User) -> None:
    User.objects.filter(pk=user.pk).update(session_stamp=F("session_stamp") + 1)
    user.refresh_from_db(fields=["session_stamp"])


def _forget(ended: Any) -> None:
    Session.objects.filter(
        session_key__in=list(ended.values_list("session_key", flat=True))
    ).delete()
    ended.delete()
