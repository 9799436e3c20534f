"""From which address a request comes."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping

from django.conf import settings


def client_address(meta: Mapping[str, str]) -> str:
    """The socket's address, or the one that the outermost of our own `PROXIES` noted. What a
    caller writes into X-Forwarded-For counts for nothing; empty behind a unix socket."""
    socket = meta.get("REMOTE_ADDR", "")
    noted = meta.get("HTTP_X_FORWARDED_FOR", "").split(",")
    if not settings.PROXIES or len(noted) < settings.PROXIES:
        return socket
    return _address(noted[-settings.PROXIES]) or socket


def _address(noted: str) -> str:
    try:
        return str(ipaddress.ip_address(noted.strip()))
    except ValueError:
        return ""
