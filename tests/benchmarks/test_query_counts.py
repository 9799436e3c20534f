"""Every list and every page about many costs the same number of statements for one and ten rows,
and under `make proof` for a hundred (G2)."""

from __future__ import annotations

from collections import defaultdict

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks import callers
from benchmarks.load import load
from benchmarks.scale import Scale
from tests.drawing import PROOF
from tracker.api.urls import urlpatterns
from tracker.api.views.base import ListView

SIZES = (1, 10, 100) if PROOF else (1, 10)
PAGES = (
    "/en/",
    "/en/matrix/?regional_group=all",
    "/en/members/",
    "/en/members/KEN/",
    "/en/recommendations/",
    "/en/recommendations/2022-08/",
    "/en/money/",
    "/en/work/",
)


def lists() -> list[str]:
    """The addresses of all lists of the API."""
    found = [
        f"/api/v1/{one.pattern}?page_size=200"
        for one in urlpatterns
        if issubclass(getattr(one.callback, "view_class", object), ListView)
    ]
    assert len(found) > 10
    return found


class Undone(Exception):
    """Takes a size back before the next one comes."""


def counted(size: int) -> dict[tuple[str, str], int]:
    """Statements by reader and address."""
    found = {}
    try:
        with transaction.atomic():
            load(Scale("any", size, 1, cycles=1, documents=1, figures=1, updates=1))
            for name in ("public", "focal_point@ken", "reviewer@network"):
                seat = callers.seat(name) if name != "public" else None
                for address in (*lists(), *PAGES):
                    is_api = address.startswith("/api/")
                    headers = (callers.token if is_api else callers.session)(seat) if seat else {}
                    client = Client(headers=headers)
                    # A token notes its first use, and a session its seat.
                    client.get(address)
                    with CaptureQueriesContext(connection) as statements:
                        assert client.get(address).status_code in (200, 302, 403), address
                    found[name, address] = len(statements)
            raise Undone
    except Undone:
        return found


@pytest.mark.django_db
def test_lists_and_pages_cost_the_same_for_one_row_and_for_many(settings):
    rates = dict.fromkeys(settings.REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"])
    settings.REST_FRAMEWORK = {**settings.REST_FRAMEWORK, "DEFAULT_THROTTLE_RATES": rates}
    costs: dict[tuple[str, str], list[int]] = defaultdict(list)
    for size in SIZES:
        for key, number in counted(size).items():
            costs[key].append(number)
    growing = {key: numbers for key, numbers in costs.items() if max(numbers) > numbers[0]}
    assert not growing
