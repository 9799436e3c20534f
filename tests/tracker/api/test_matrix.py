"""The matrix by script: what the page shows, to whom it shows it."""

from __future__ import annotations

import pytest

from accounts.models import Member
from tests import factories
from tests.tracker.api.conftest import problem
from tracker.domain.publication import withdraw_edition
from tracker.enums import Confidentiality, Status


@pytest.fixture
def cycle(db):
    return factories.make_cycle()


def reported(member: str, cycle, status=Status.FULL, code="2022-08", **facts):
    report = factories.make_report(member, cycle)
    factories.answer(report, code, status, **facts)
    return factories.published(report)


def row_of(answer, code: str) -> dict:
    assert answer.status_code == 200, answer.content
    return next(row for row in answer.json()["members"] if row["code"] == code)


def test_matrix_before_any_cycle_names_members_and_recommendations(api, db):
    found = api().get("matrix/").json()
    assert (found["cycle"], found["as_of"]) == (None, None)
    assert found["reported"] == {"n": 0, "of": Member.objects.count()}
    assert len(found["recommendations"]) == 18
    assert {row["statuses"] is None for row in found["members"]} == {True}


def test_published_statuses_with_their_denominators(api, cycle):
    reported("KEN", cycle, Status.PARTIAL)
    found = api().get("matrix/?communique=FPN-2022")
    said = row_of(found, "KEN")
    assert said["statuses"]["2022-08"] == "partial"
    assert said["statuses"]["2022-01"] == "not_reported"
    assert said["statuses"]["2022-03"] is None
    assert said["answered"] == {"n": 1, "of": 8}
    assert row_of(found, "NOR")["statuses"] is None
    columns = {c["code"]: c for c in found.json()["recommendations"]}
    asked = Member.objects.filter(kind="state").count()
    assert columns["2022-08"]["answered"]["n"] == 1
    assert columns["2022-08"]["counts"]["partial"] == 1
    assert sum(columns["2022-08"]["counts"].values()) >= asked
    assert found.json()["reported"]["n"] == 1


def test_draft_and_withdrawn_are_no_report_to_anybody(api, cycle, amina, kari):
    factories.answer(factories.make_report("KEN", cycle), "2022-08", Status.FULL)
    withdraw_edition(reported("NOR", cycle))
    for caller in (api(), api(amina), api(kari)):
        found = caller.get("matrix/")
        assert row_of(found, "KEN")["statuses"] is None
        said = row_of(found, "NOR")["statuses"] or {}
        assert said.get("2022-08", "not_reported") == "not_reported"


def test_own_people_read_the_published_edition_and_not_their_work(api, cycle, amina):
    report = reported("KEN", cycle)
    factories.answer(report, "2022-08", Status.SUSPENDED)
    assert row_of(api(amina).get("matrix/"), "KEN")["statuses"]["2022-08"] == "full"


def test_network_answer_is_told_to_seats_alone(api, cycle, kari):
    reported("KEN", cycle, confidentiality=Confidentiality.NETWORK)
    assert row_of(api().get("matrix/"), "KEN")["statuses"]["2022-08"] == "not_reported"
    assert row_of(api(kari).get("matrix/"), "KEN")["statuses"]["2022-08"] == "full"


def test_filters_narrow_rows_and_columns(api, cycle):
    factories.make_cycle("2025")
    reported("KEN", cycle)
    found = api().get("matrix/?cycle=2026&regional_group=african&theme=budgets_financing").json()
    codes = {row["code"] for row in found["members"]}
    assert "KEN" in codes
    assert not codes & {"NOR", "org-au"}
    everything = {c["code"] for c in api().get("matrix/").json()["recommendations"]}
    about = {c["code"] for c in found["recommendations"]}
    listed = api().get("recommendations/?theme=budgets_financing&page_size=200").json()["results"]
    assert about == {one["code"] for one in listed} < everything
    organizations = api().get("matrix/?regional_group=organizations").json()["members"]
    assert {row["code"][:4] for row in organizations} == {"org-"}
    assert api().get("matrix/?cycle=2025").json()["reported"]["n"] == 0


@pytest.mark.parametrize("name", ["cycle", "communique", "theme", "regional_group"])
def test_value_that_is_not_known_is_named(api, cycle, name):
    refused = problem(api().get(f"matrix/?{name}=nothing"), 400, "wrong-values")
    assert [error["parameter"] for error in refused["errors"]] == [name]


@pytest.mark.parametrize("size", [1, 10])
def test_matrix_costs_the_same_for_one_and_ten(api, cycle, size, django_assert_num_queries):
    for member in ["KEN", "NOR", "MDA", "ITA", "NAM", "ROU", "CHE", "ZAF", "ESP", "JPN"][:size]:
        reported(member, cycle)
    caller = api()
    caller.get("matrix/")
    with django_assert_num_queries(7):
        caller.get("matrix/")
