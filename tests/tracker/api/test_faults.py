"""What no view of the API answers is said as the API says it: as a problem document."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client

from accounts import sessions
from tests.tracker.api.conftest import ROOT, problem
from tracker.api.views import cycles

pytestmark = pytest.mark.django_db


def client(**facts: Any) -> Client:
    return Client(raise_request_exception=False, **facts)


def fails_with(error: Exception) -> Any:
    def fail(*args: Any, **kwargs: Any) -> Any:
        raise error

    return fail


def test_fault_of_ours_is_a_500_that_tells_nothing_of_it(monkeypatch, caplog):
    monkeypatch.setattr(cycles.Cycles, "get_queryset", fails_with(RuntimeError("SELECT secret")))
    answer = client().get(f"{ROOT}cycles/")
    assert "secret" not in json.dumps(problem(answer, 500, "fault"))
    assert answer["Cache-Control"] == "no-store, private"
    assert "secret" in caplog.text


@pytest.mark.parametrize("address", ["/api/", "/api/v2/entries/", f"{ROOT}nothing/", "/api/v1x"])
def test_address_that_is_not_there_is_a_404_of_the_api(address):
    problem(client().get(address), 404, "not-found")


def test_wrong_host_is_a_400_of_the_api():
    refused = client().get(f"{ROOT}cycles/", headers={"Host": "evil.example"})
    assert "evil" not in json.dumps(problem(refused, 400, "unreadable"))


def test_database_away_before_any_view_is_a_503_that_says_when(monkeypatch, amina):
    caller = client()
    caller.force_login(amina.user)
    monkeypatch.setattr(sessions, "keep_or_end", fails_with(OperationalError("gone")))
    answer = caller.get(f"{ROOT}cycles/")
    problem(answer, 503, "unavailable")
    assert answer["Retry-After"] == "5"


def test_database_away_within_a_view_is_a_503_that_says_when(monkeypatch):
    monkeypatch.setattr(cycles.Cycles, "get_queryset", fails_with(OperationalError("gone")))
    answer = client().get(f"{ROOT}cycles/")
    problem(answer, 503, "unavailable")
    assert answer["Retry-After"] == "5"


def test_refusal_is_told_in_the_callers_language():
    said = client().get("/api/v2/", headers={"Accept-Language": "fr"})
    english = client().get("/api/v2/", headers={"Accept-Language": "en"})
    assert said["Content-Type"] == english["Content-Type"] == "application/problem+json"


def test_pages_stay_pages():
    answer = client().get("/en/nothing/")
    assert (answer.status_code, answer["Content-Type"]) == (404, "text/html; charset=utf-8")
