"""How often an address may ask what needs no sign-in. While Redis is away nobody is held up."""

from __future__ import annotations

import logging

import redis
from allauth.core.internal import ratelimit
from django.http import HttpRequest

log = logging.getLogger(__name__)


def is_in_time(request: HttpRequest, action: str) -> bool:
    """Counts the request under one of the names of ACCOUNT_RATE_LIMITS; False beyond its rate."""
    try:
        used = ratelimit.consume(request, app="allauth.account", action=action, limit_get=True)
    except redis.RedisError:
        log.warning("Redis is away: requests are not throttled.")
        return True
    return used is not None
