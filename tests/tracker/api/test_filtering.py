"""Filters as an address writes them: one value or several, each known or named."""

from __future__ import annotations

import pytest
import yaml

from tests import factories
from tests.tracker.api.conftest import problem


def codes(answer) -> set[str]:
    assert answer.status_code == 200, answer.content
    return {row["code"] for row in answer.json()["results"]}


def refused(answer, parameter: str) -> str:
    """What is said of the one parameter that is wrong."""
    [error] = problem(answer, 400, "wrong-values")["errors"]
    assert error["parameter"] == parameter
    return error["detail"]


@pytest.mark.parametrize(
    ("path", "name", "one", "other"),
    [
        ("members", "kind", "state", "regional_organization"),
        ("members", "regional_group", "african", "asia_pacific"),
        ("members", "listed_in", "FPN-2022", "FPN-2023"),
        ("recommendations", "communique", "FPN-2022", "FPN-2023"),
        ("recommendations", "theme", "salw", "localization"),
        ("recommendations", "pillar", "participation", "protection"),
        ("recommendations", "addressed_to", "parliament", "third_parties"),
    ],
)
def test_several_values_of_a_filter_find_what_each_of_them_finds(api, db, path, name, one, other):
    def found(value: str) -> set[str]:
        return codes(api().get(f"{path}/?page_size=200&{name}={value}"))

    assert found(one)
    assert found(one) != found(other)
    assert found(f"{one},{other}") == found(one) | found(other)
    exported = api().get(f"exports/{path}.ndjson?{name}={one},{other}")
    assert len(b"".join(exported.streaming_content).splitlines()) == len(found(f"{one},{other}"))


@pytest.mark.parametrize(
    ("path", "name", "value"),
    [
        ("members", "kind", "nonsense"),
        ("members", "listed_in", "FPN-1999"),
        ("recommendations", "theme", "football"),
        ("recommendations", "addressed_to", "non_member_state"),
        ("entries", "member", "XXX"),
        ("entries", "status", "nonsense"),
        ("money", "member", "KEN,NOR"),
        ("money", "year", "1871"),
        ("money", "currency", "XYZ"),
        ("matrix", "cycle", "1999"),
        ("matrix", "regional_group", "atlantis"),
    ],
)
def test_value_that_is_not_known_is_named_in_the_same_words_everywhere(api, db, path, name, value):
    assert refused(api().get(f"{path}/?{name}={value}"), name) == f"Not known: {value}."


def test_description_tells_the_values_of_a_filter_that_takes_several(api, db):
    described = yaml.safe_load(api().get("schema/").content)
    for path in ("recommendations/", "exports/recommendations.{file_format}"):
        listed = described["paths"][f"/api/v1/{path}"]["get"]["parameters"]
        told = {one["name"]: one for one in listed}
        for name in ("pillar", "addressed_to", "theme", "communique"):
            assert told[name]["schema"] == {"type": "string"}
            assert "several with commas" in told[name]["description"]
        assert "`society_at_large`" in told["addressed_to"]["description"]
        assert "non_member" not in told["addressed_to"]["description"]


@pytest.mark.parametrize("path", ["recommendations", "entries", "plans"])
def test_search_takes_eight_words_everywhere(api, db, path):
    assert api().get(f"{path}/?search=a+b+c+d+e+f+g+h").status_code == 200
    said = refused(api().get(f"{path}/?search=a+b+c+d+e+f+g+h+i"), "search")
    assert said == "Search for at most 8 words."


@pytest.mark.parametrize("zone", ["+02:00", "%2B02:00", "%2B0200", "Z"])
def test_moment_with_a_zone_is_read_with_a_bare_plus_too(api, db, zone):
    entry = factories.answer(factories.make_report("KEN"))
    factories.published(entry.report)
    found = api().get(f"entries/?updated_since=2020-03-01T08:00:00{zone}").json()["results"]
    assert len(found) == 1


def test_blank_before_a_time_of_day_is_no_zone(api, db):
    said = refused(api().get("entries/?updated_since=2020-03-01+08:00"), "updated_since")
    assert said == "Say in which time zone: end with Z for UTC."


@pytest.mark.parametrize("value", ["", ",", "+", "+,+", "%C2%A0"])
@pytest.mark.parametrize(
    ("path", "name"),
    [
        *(("entries/", "cycle"), ("exports/entries.csv", "cycle"), ("members/", "kind")),
        *(("reports/", "overdue"), ("entries/", "updated_since"), ("recommendations/", "search")),
        *(("entries/", "page_size"), ("entries/", "cursor"), ("entries/", "ordering")),
        *(("money/", "member"), ("matrix/", "cycle"), ("review-comments/", "report")),
    ],
)
def test_empty_value_never_asks_for_everything(api, db, path, name, value):
    said = refused(api().get(f"{path}?{name}={value}"), name)
    assert said == "Write a value, or leave this parameter out."


def test_empty_value_beside_a_full_one_leaves_that(api, db):
    assert codes(api().get("members/?listed_in=FPN-2023,&kind=regional_organization"))


def test_repeated_parameter_is_told_how_several_values_are_written(api, db):
    said = refused(api().get("recommendations/?pillar=prevention&pillar=protection"), "pillar")
    assert said.endswith("several values of a filter have commas between.")
