"""Whose address counts (reliability H7)."""

from __future__ import annotations

import ipaddress
import uuid

import pytest
from django.test import Client, RequestFactory

from tracker.accountmail import AccountAdapter
from tracker.callers import client_address

SOCKET, REAL, FORGED = "192.0.2.1", "198.51.100.7", "203.0.113.9"


@pytest.mark.parametrize(
    ("proxies", "noted", "expected"),
    [
        (0, None, SOCKET),
        (0, FORGED, SOCKET),
        (1, None, SOCKET),
        (1, REAL, REAL),
        (1, f"{FORGED}, {REAL}", REAL),
        (1, f"{FORGED},{REAL}", REAL),
        (2, f"{FORGED}, {REAL}, 10.0.0.1", REAL),
        # A request that came past a proxy of ours.
        (2, FORGED, SOCKET),
        (1, "2001:DB8::1", "2001:db8::1"),
        (1, f"{REAL}, ", SOCKET),
        (1, f"{REAL}, unknown", SOCKET),
        (1, f"{REAL}, {FORGED}:443", SOCKET),
        (1, "x" * 100_000, SOCKET),
    ],
)
def test_address_is_the_one_our_own_proxy_noted(settings, proxies, noted, expected):
    settings.PROXIES = proxies
    headers = {"X-Forwarded-For": noted} if noted is not None else {}
    request = RequestFactory().get("/", REMOTE_ADDR=SOCKET, headers=headers)
    assert client_address(request.META) == expected
    assert AccountAdapter(request).get_client_ip(request) == expected


def test_address_behind_a_unix_socket_is_empty_and_nobody_is_shut_out(settings):
    request = RequestFactory().get("/", REMOTE_ADDR="")
    assert client_address(request.META) == ""
    assert AccountAdapter(request).get_client_ip(request) == ""


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP", "Client-IP"])
def test_sign_in_throttle_is_not_evaded_by_a_header(db, settings, header):
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "3/15m/ip"}
    client = Client(REMOTE_ADDR=str(ipaddress.IPv6Address(uuid.uuid4().int)))
    refused = []
    for n in range(4):
        page = client.post(
            "/en/login/",
            {"login": f"nobody{n}@ken.example", "password": "wrong"},
            headers={header: f"203.0.113.{n}"},
        )
        (error,) = page.context["form"].errors.as_data()["__all__"]
        refused.append(error.code)
    assert refused == ["email_password_mismatch"] * 3 + ["too_many_login_attempts"]
