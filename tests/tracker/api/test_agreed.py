from __future__ import annotations

import pytest

from recommendations.models import Recommendation
from tests import factories
from tests.tracker.api.conftest import problem


def codes(response) -> list[str]:
    return [row["code"] for row in response.json()["results"]]


def test_eighteen_recommendations_word_for_word(api, db):
    rows = api().get("recommendations/").json()["results"]
    assert len(rows) == 18
    for row in rows:
        assert row["text"] == Recommendation.objects.get(code=row["code"]).text
        assert {tuple(element) for element in row["elements"]} == {("code", "text")}


def test_recommendation_looks_as_the_contract_says(api, db):
    found = api().get("recommendations/2023-08/").json()
    assert (found["communique"], found["printed_number"], found["number_is_editorial"]) == (
        "FPN-2023",
        None,
        True,
    )
    assert "budgets_financing" in found["themes"]
    assert found["related"] == sorted(found["related"], key=lambda pair: pair["code"])
    assert found["addressed_to"]


def test_related_pairs_are_told_from_both_sides(api, db):
    rows = {row["code"]: row for row in api().get("recommendations/").json()["results"]}
    pairs = {(code, other["code"]) for code, row in rows.items() for other in row["related"]}
    assert len(pairs) == 20
    assert {(b, a) for a, b in pairs} == pairs


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("communique=FPN-2022", 9),
        ("theme=budgets_financing", 8),
        ("theme=civil_society", 7),
        ("addressed_to=member_state", 16),
        ("addressed_to=regional_organization", 7),
        ("search=small+arms", None),
    ],
)
def test_filters_narrow_the_recommendations(api, db, query, number):
    found = codes(api().get(f"recommendations/?{query}"))
    assert found
    assert number is None or len(found) == number


def test_unknown_theme_is_named(api, db):
    errors = problem(api().get("recommendations/?theme=money"), 400, "wrong-values")["errors"]
    assert errors[0]["parameter"] == "theme"


def test_communiques_come_in_their_order_with_who_was_listed(api, db):
    rows = api().get("communiques/").json()["results"]
    assert [row["code"] for row in rows] == ["FPN-2022", "FPN-2023"]
    assert rows[0]["co_chairs"] == ["CHE", "ZAF"]
    listed = {x["member"] for x in rows[1]["listings"] if x["role"] == "listed"}
    assert {"ARM", "AUS", "CIV", "org-osce"} <= listed
    assert len(listed) == 64


def test_calls_tell_how_many_answered_where_that_is_counted(api, db):
    rows = api().get("calls/?communique=FPN-2022").json()["results"]
    assert {row["code"]: row["answered"] for row in rows} == {
        "2022-C1": None,
        "2022-C2": {"n": 0, "of": 87},
        "2022-C3": None,
    }
    assert api().get("calls/2023-C1/").json()["answered"] == {"n": 0, "of": 79}


def test_members_by_kind_and_group(api, db):
    assert len(codes(api().get("members/?page_size=200"))) == 87
    assert len(codes(api().get("members/?kind=regional_organization"))) == 8
    assert "KEN" in codes(api().get("members/?regional_group=african&page_size=200"))
    assert len(codes(api().get("members/?listed_in=FPN-2022&page_size=200"))) == 70
    found = api().get("members/CIV/").json()
    assert (found["name"][:6], found["kind"], found["m49"]) == ("Côte d", "state", "384")
    assert found["listed_in"] == ["FPN-2023"]


def test_cycles_by_state(api, db):
    factories.make_cycle("2026")
    factories.make_cycle("2020", factories.dt.date(2020, 5, 5))
    assert codes(api().get("cycles/")) == ["2026", "2020"]
    assert codes(api().get("cycles/?state=open")) == ["2026"]
    assert codes(api().get("cycles/?state=planned,closed")) == ["2020"]
    assert api().get("cycles/2026/").json()["state"] == "open"
