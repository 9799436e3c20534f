"""How many statements a list costs: the same for one row and for ten."""

from __future__ import annotations

import pytest

from tests import factories
from tracker.models import ReviewComment

STATES = ["KEN", "NOR", "MDA", "ITA", "NAM", "ROU", "CHE", "ZAF", "ESP", "JPN"]

# What the public pays; a reviewer pays two more, for the token and for whom they are assigned to.
QUERIES = {
    "communiques": 2,
    "calls": 2,
    "recommendations": 6,
    "members": 2,
    "themes": 1,
    "frameworks": 1,
    "cycles": 1,
    "reports": 1,
    "entries": 1,
    "evidence": 2,
    "budget-lines": 1,
    "budget-figures": 1,
}
# However many members there are.
OF_ONE_SIZE = {"communiques", "calls", "themes", "frameworks", "cycles"}
QUERIES_OF_A_REVIEWER = {
    "reports": 3,
    "entries": 3,
    "evidence": 4,
    "budget-lines": 3,
    "budget-figures": 3,
    "review-comments": 3,
}


def world(size: int) -> None:
    """So many members, each with a published report full of everything."""
    cycle = factories.make_cycle()
    for member in STATES[:size]:
        report = factories.make_report(member, cycle)
        entry = factories.answer(report)
        factories.make_figure(report, factories.make_line(report))
        seat = factories.make_seat("reviewer")
        factories.published(report)
        ReviewComment.internal.create(
            member=report.member, report=report, entry=entry, text="?", author=seat, round=1
        )


@pytest.mark.parametrize("size", [1, 10])
def test_public_lists_cost_the_same_for_one_and_ten(api, size, django_assert_num_queries):
    world(size)
    caller = api()
    for path, number in QUERIES.items():
        with django_assert_num_queries(number) as counted:
            rows = caller.get(f"{path}/?page_size=200").json()["results"]
        assert len(rows) >= (0 if path in OF_ONE_SIZE else size), path
        assert counted


@pytest.mark.parametrize("size", [1, 10])
def test_reviewers_lists_cost_the_same_for_one_and_ten(api, size, django_assert_num_queries):
    world(size)
    caller = api(factories.reviewer(*STATES))
    caller.get("cycles/")
    for path, number in QUERIES_OF_A_REVIEWER.items():
        with django_assert_num_queries(number):
            rows = caller.get(f"{path}/?page_size=200").json()["results"]
        assert len(rows) == size * (18 if path == "entries" else 1), path


@pytest.mark.parametrize("size", [1, 10])
def test_export_costs_one_statement_at_any_size(api, size, django_assert_num_queries):
    world(size)
    # COPY itself goes past Django's count; the others ask how many members it covers, and whether
    # this is the demonstration.
    with django_assert_num_queries(2):
        answered = api().get("exports/entries.csv")
        lines = b"".join(answered.streaming_content).decode().splitlines()
    assert len(lines) == size + 1


def test_change_of_an_answer_costs_a_fixed_number(api, amina, django_assert_num_queries):
    entry = factories.answer(factories.make_report("KEN"))
    caller = api(amina)
    caller.get("cycles/")
    with django_assert_num_queries(9):
        caller.patch(f"entries/{entry.public_id}/", {"narrative": "New words."})
