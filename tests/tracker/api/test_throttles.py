from __future__ import annotations

import uuid

import pytest
from django.core.cache import cache
from django.test import Client

from tests.tracker.api.conftest import ROOT, problem, throttled
from tracker.api import throttles


@pytest.fixture
def three(settings) -> None:
    throttled(settings, "3/day")


def somewhere() -> dict[str, str]:
    """An address that nobody used before."""
    n = uuid.uuid4().int
    return {"REMOTE_ADDR": f"fd00::{n & 0xFFFF:x}:{n >> 16 & 0xFFFF:x}:{n >> 32 & 0xFFFF:x}"}


def test_fourth_request_of_an_address_is_a_429_that_says_when(db, three):
    client = Client(**somewhere())
    assert [client.get(f"{ROOT}cycles/").status_code for _ in range(3)] == [200] * 3
    refused = client.get(f"{ROOT}cycles/")
    problem(refused, 429, "too-many")
    assert 1 <= int(refused["Retry-After"]) <= 86400
    assert Client(**somewhere()).get(f"{ROOT}cycles/").status_code == 200


def test_forged_forwarding_header_evades_nothing(db, three):
    client = Client(**somewhere())
    answers = [
        client.get(f"{ROOT}cycles/", headers={"X-Forwarded-For": f"10.0.0.{n}"}).status_code
        for n in range(4)
    ]
    assert answers == [200, 200, 200, 429]


def test_behind_one_proxy_its_note_counts_and_not_the_callers(db, three, settings):
    settings.PROXIES = 1
    client, real = Client(**somewhere()), somewhere()["REMOTE_ADDR"]
    answers = [
        client.get(f"{ROOT}cycles/", headers={"X-Forwarded-For": f"10.0.0.{n}, {real}"}).status_code
        for n in range(4)
    ]
    assert answers == [200, 200, 200, 429]


def test_person_is_counted_wherever_they_call_from(api, amina, three):
    caller = api(amina)
    answers = []
    for _ in range(4):
        caller.client.defaults.update(somewhere())
        answers.append(caller.get("cycles/").status_code)
    assert answers == [200, 200, 200, 429]


def test_downloads_have_their_own_count(db, settings):
    throttled(settings, None)
    rates = {**settings.REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"], "exports": "1/hour"}
    settings.REST_FRAMEWORK = {**settings.REST_FRAMEWORK, "DEFAULT_THROTTLE_RATES": rates}
    client = Client(**somewhere())
    looked = [client.head(f"{ROOT}exports/entries.csv").status_code for _ in range(3)]
    assert looked == [200] * 3
    first = client.get(f"{ROOT}exports/entries.csv")
    assert (first.status_code, bool(b"".join(first.streaming_content))) == (200, True)
    problem(client.get(f"{ROOT}exports/entries.csv"), 429, "too-many")
    assert client.get(f"{ROOT}entries/").status_code == 200


def test_nobody_is_held_up_while_redis_is_away(db, three, settings):
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "unix:///nonexistent/valkey.sock",
        }
    }
    client = Client(**somewhere())
    assert [client.get(f"{ROOT}cycles/").status_code for _ in range(5)] == [200] * 5


def test_window_that_ends_between_two_steps_counts_from_one(monkeypatch):
    monkeypatch.setattr(throttles.cache, "add", lambda *args, **kwargs: False)
    key = f"throttle:test:{uuid.uuid4()}"
    assert throttles._count(key, 60) == 1
    assert cache.get(key) is None
