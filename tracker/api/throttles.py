"""How many requests a caller may make. Counted in Redis, exactly, by all web processes together;
while Redis is away nobody is held up."""

from __future__ import annotations

import logging
import time
from typing import Any

import redis
from django.core.cache import cache
from rest_framework.request import Request
from rest_framework.settings import api_settings
from rest_framework.throttling import BaseThrottle

from tracker.callers import client_address
from tracker.env import window

log = logging.getLogger(__name__)


class Throttle(BaseThrottle):
    """A number of requests per window (`120/min`), counted by whom `caller` names."""

    scope = ""

    def caller(self, request: Request) -> str | None:
        raise NotImplementedError

    def allow_request(self, request: Request, view: Any) -> bool:
        caller = self.caller(request)
        rate = api_settings.DEFAULT_THROTTLE_RATES.get(self.scope)
        if caller is None or not rate:
            return True
        number, self.window = window(rate)
        key = f"throttle:{self.scope}:{caller}:{int(time.time() // self.window)}"
        return _count(key, self.window) <= number

    def wait(self) -> float:
        """Seconds until the next window begins."""
        return self.window - time.time() % self.window

    def get_ident(self, request: Request) -> str:
        return client_address(request.META)


class AnonymousThrottle(Throttle):
    scope = "anonymous"

    def caller(self, request: Request) -> str | None:
        return None if request.user else self.get_ident(request)


class ActorThrottle(Throttle):
    scope = "actor"

    def caller(self, request: Request) -> str | None:
        return str(request.user.pk) if request.user else None


class ExportThrottle(Throttle):
    """Downloads are heavier than pages: they have their own count. Who only looks (HEAD) downloads
    nothing."""

    scope = "exports"

    def caller(self, request: Request) -> str | None:
        if request.method == "HEAD":
            return None
        return str(request.user.pk) if request.user else self.get_ident(request)


def _count(key: str, window: int) -> int:
    try:
        return _one_more(key, window)
    except ValueError:
        # The window ended between the two calls.
        return 1
    except redis.RedisError:
        log.warning("Redis is away: requests are not throttled.")
        return 1


def _one_more(key: str, window: int) -> int:
    """Most requests are not the first of their window: those cost one call alone."""
    try:
        return cache.incr(key)
    except ValueError:
        if cache.add(key, 1, timeout=window + 1):
            return 1
        # Somebody else was first in this very moment.
        return cache.incr(key)
