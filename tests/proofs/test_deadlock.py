"""A real deadlock of PostgreSQL is told as what it is (reliability D7): try again, nothing was
written."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.db import OperationalError, transaction
from django.test import Client

from tests import factories
from tests.proofs.crowd import at_once
from tests.tracker.api.conftest import Api
from tracker.api.views import entries as api_view
from tracker.models import ProgressEntry
from tracker.web.views import entry as page_view

pytestmark = pytest.mark.django_db(transaction=True)


def test_deadlock_is_a_503_at_both_doors_and_one_of_two_is_written(
    amina: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = factories.make_report("KEN")
    first, second = (factories.entry_of(report, code).pk for code in ("2022-08", "2023-01"))
    both = threading.Barrier(2)

    def crossed(one: int, other: int, words: str) -> None:
        with transaction.atomic():
            ProgressEntry.internal.filter(pk=one).update(narrative=words)
            both.wait(60)
            ProgressEntry.internal.filter(pk=other).update(narrative=words)

    def by_api(*_args: Any) -> Any:
        return crossed(first, second, "API")

    def by_page(*_args: Any) -> Any:
        return crossed(second, first, "Page")

    monkeypatch.setattr(api_view, "required_version", by_api)
    monkeypatch.setattr(page_view, "_post", by_page)
    caller, browser = Api(amina), Client(raise_request_exception=False)
    # A fault of one request is told to every client of the process.
    caller.client.raise_request_exception = False
    browser.force_login(amina.user)
    path = f"entries/{factories.entry_of(report).public_id}/"
    answers = at_once(
        [
            lambda: caller.client.generic(
                "PATCH", f"/api/v1/{path}", b"{}", "application/json", headers=caller.headers
            ),
            lambda: browser.post("/en/report/2026/2022-08/", {"narrative": "x"}),
        ]
    )
    # Whoever won went on into a view that was cut short here.
    lost = [a for a in answers if getattr(a, "status_code", 0) == 503]
    assert len(lost) == 1, answers
    assert lost[0]["Retry-After"] == "5"
    words = set(ProgressEntry.internal.filter(pk__in=[first, second]).values_list("narrative"))
    assert len(words) == 1
    assert words <= {("API",), ("Page",)}


def test_page_without_a_database_is_a_503(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_args: Any, **_named: Any) -> Any:
        raise OperationalError("too many clients already")

    monkeypatch.setattr("tracker.queries.published.cycles", away)
    answer = Client(raise_request_exception=False).get("/en/")
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
