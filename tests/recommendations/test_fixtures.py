"""The committed fixtures say what the source and its facts say, word for word."""

from __future__ import annotations

import hashlib
import re

import pytest

from fixtures import build
from tests.fixturedata import FACTS, FOLDER, STATED, by_code, printed

RECOMMENDATIONS = by_code("recommendation")
COMMUNIQUES = by_code("communique")
SECTIONS = by_code("section")
COMMUNIQUE_FACTS = {fact["code"]: fact for fact in FACTS["communiques"]}


def addressed_to(addressee: str) -> set[str]:
    return {code for code, r in RECOMMENDATIONS.items() if addressee in r["addressed_to"]}


def themed(field: str, theme: str) -> set[str]:
    return {code for code, r in RECOMMENDATIONS.items() if [theme] in r[field]}


@pytest.mark.parametrize("name", list(build.Builder().build()))
def test_builder_run_again_gives_the_committed_file(name):
    assert build.render(build.Builder().build()[name]) == (FOLDER / name).read_text("utf-8")


def test_builder_command_leaves_files_that_are_as_before(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(build, "HERE", tmp_path)
    build.main()
    first = {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    assert set(first) == {
        "communiques.json", "recommendations.json", "notes.json", "members.json", "listings.json"
    }  # fmt: skip
    assert capsys.readouterr().out.count("written") == 5

    build.main()
    assert capsys.readouterr().out.count("as before") == 5
    assert {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == first


def test_source_files_have_the_published_checksums():
    sums = (FOLDER / "source" / "SHA256SUMS").read_text("utf-8").splitlines()
    for line in sums:
        digest, name = line.split()
        assert hashlib.sha256((FOLDER / "source" / name).read_bytes()).hexdigest() == digest
    assert {line.split()[1] for line in sums} == {"communiques.txt", "facts.json"}
    assert sums[0].split()[0] == FACTS["source"]["sha256"]


@pytest.mark.parametrize("code", sorted(fact["code"] for fact in FACTS["recommendations"]))
def test_recommendation_is_its_printed_line(code):
    stated = RECOMMENDATIONS[code]
    assert stated["text"] == printed(stated["source_line"])
    assert hashlib.sha256(stated["text"].encode()).hexdigest() == stated["text_sha256"]
    assert stated["text"] == stated["text"].strip()


def test_recommendations_are_the_eighteen_in_printed_order():
    assert list(RECOMMENDATIONS) == [f"{y}-{n:02}" for y in (2022, 2023) for n in range(1, 10)]
    for year in ("2022", "2023"):
        of_year = [r for code, r in RECOMMENDATIONS.items() if code.startswith(year)]
        lines = [r["source_line"] for r in of_year]
        assert lines == sorted(lines)
        assert [r["position"] for r in of_year] == list(range(1, 10))
        assert [r["position_in_section"] for r in of_year] == [1, 2, 3] * 3


def test_clean_text_repairs_one_broken_word_and_nothing_else():
    repaired = {c for c, r in RECOMMENDATIONS.items() if r["text"] != r["text_clean"]}
    assert repaired == {"2023-07"}
    stated = RECOMMENDATIONS["2023-07"]
    assert "non- proliferation" in stated["text"]
    assert stated["text"].replace("non- proliferation", "non-proliferation") == stated["text_clean"]


def test_numbers_are_printed_in_2022_and_editorial_in_2023():
    for code, stated in RECOMMENDATIONS.items():
        year, number = code.split("-")
        expected = (int(number), False) if year == "2022" else (None, True)
        assert (stated["printed_number"], stated["number_is_editorial"]) == expected


@pytest.mark.parametrize("code", sorted(fact["code"] for fact in FACTS["calls"]))
def test_call_is_its_printed_line(code):
    stated = by_code("call")[code]
    assert stated["text"] == printed(stated["source_line"])
    assert hashlib.sha256(stated["text"].encode()).hexdigest() == stated["text_sha256"]


@pytest.mark.parametrize("code", ["FPN-2022", "FPN-2023"])
def test_communique_heading_preamble_and_closing_are_printed_lines(code):
    stated, fact = COMMUNIQUES[code], COMMUNIQUE_FACTS[code]
    first, closing = fact["preamble_lines"][0], fact["closing_line"]
    assert stated["title"] == printed(first - 4)
    assert stated["date_line"] == printed(first - 2)
    assert stated["preamble"].split("\n\n") == [printed(n) for n in fact["preamble_lines"]]
    assert stated["closing"] == printed(closing)
    assert stated["theme"] in stated["preamble"]


def test_communiques_have_their_dates_and_places():
    places = {
        code: (c["ordinal"], c["starts_on"], c["ends_on"], c["city"], c["country"])
        for code, c in COMMUNIQUES.items()
    }
    assert places == {
        "FPN-2022": (4, "2022-05-18", "2022-05-19", "Geneva", "CHE"),
        "FPN-2023": (5, "2023-06-06", "2023-06-09", "Washington, D.C.", "USA"),
    }
    assert COMMUNIQUES["FPN-2023"]["source_url"].startswith("https://wpsfocalpointsnetwork.org/")


@pytest.mark.parametrize("code", [f"{y}-S{n}" for y in (2022, 2023) for n in (1, 2, 3)])
def test_section_title_and_lead_in_are_printed_above_its_first_recommendation(code):
    section = SECTIONS[code]
    first = min(r["source_line"] for r in RECOMMENDATIONS.values() if r["section"] == [code])
    if code.startswith("2022"):
        assert section["lead_in"] == ""
        assert section["title"] == printed(first - 2)
    else:
        assert section["lead_in"] == printed(first - 2)
        assert section["lead_in"].endswith("we recommend:")
        assert section["title"] == printed(first - 4)


def test_lead_in_of_2022_stands_once_for_all_sections():
    assert COMMUNIQUES["FPN-2022"]["lead_in"] == "We recommend:" == printed(63)
    assert COMMUNIQUES["FPN-2023"]["lead_in"] == ""


def test_elements_are_those_of_the_facts_with_codes_in_order():
    stated = [(e["code"], e["recommendation"], e["position"], e["text"]) for e in STATED["element"]]
    facts = [
        (e["code"], [r["code"]], e["order"], e["text"])
        for r in sorted(FACTS["recommendations"], key=lambda r: r["code"])
        for e in r["elements"]
    ]
    assert stated == facts
    assert len(stated) == 89
    for code, (recommendation,), position, _text in stated:
        assert code == f"{recommendation}-e{position}"


def test_addressees_decide_sixteen_for_states_and_seven_for_organizations():
    assert set(RECOMMENDATIONS) - addressed_to("member_state") == {"2022-03", "2023-01"}
    assert addressed_to("regional_organization") == {
        "2022-03", "2022-08", "2023-02", "2023-03", "2023-07", "2023-08", "2023-09"
    }  # fmt: skip
    assert addressed_to("third_parties") == {"2022-02", "2022-03", "2023-08"}
    assert addressed_to("network_secretariat") == {"2023-01", "2023-09"}
    assert addressed_to("parliament") == {"2023-04"}
    assert addressed_to("society_at_large") == {"2022-01"}
    assert RECOMMENDATIONS["2023-01"]["addressed_to"] == ["network_secretariat"]


def test_only_the_guidance_can_be_finished_for_good():
    assert [c for c, r in RECOMMENDATIONS.items() if not r["continuing"]] == ["2023-01"]


def test_themes_are_the_seventeen_of_the_code_list_with_eight_flags():
    themes = STATED["theme"]
    assert [t["code"] for t in themes] == FACTS["code_lists"]["themes"]
    assert [t["position"] for t in themes] == list(range(1, 18))
    flags = {t["code"] for t in themes if t["is_flag"]}
    assert flags == set(FACTS["code_lists"]["flags"])
    assert len({t["name"] for t in themes}) == 17


@pytest.mark.parametrize(
    ("theme", "primary", "secondary"),
    [
        (
            "budgets_financing",
            {"2022-08", "2023-02", "2023-04", "2023-06", "2023-08"},
            {"2022-04", "2023-01", "2023-07"},
        ),
        (
            "civil_society",
            {"2022-03", "2022-04", "2022-08", "2022-09", "2023-03", "2023-05", "2023-08"},
            set(),
        ),
        ("localization", {"2022-03", "2022-04", "2022-08", "2023-03", "2023-05"}, set()),
        (
            "indicators_monitoring",
            {"2022-05", "2022-08", "2023-04", "2023-05"},
            {"2022-06", "2023-01"},
        ),
        ("salw", {"2022-04", "2022-05", "2022-06"}, {"2022-07"}),
        ("other_plans", {"2022-05", "2022-07", "2023-06"}, {"2022-09"}),
        ("parliament", {"2023-04"}, set()),
        ("guidance", {"2023-01"}, {"2023-09"}),
    ],
)
def test_flag_stands_at_its_recommendations(theme, primary, secondary):
    assert themed("themes", theme) == primary
    assert themed("themes_secondary", theme) == secondary


def test_related_pairs_go_from_earlier_to_later():
    pairs = {(p["earlier"][0], p["later"][0]) for p in STATED["relatedpair"]}
    assert pairs == {(p["from"], p["to"]) for p in FACTS["related"]}
    assert len(pairs) == 10
    assert all(earlier < later for earlier, later in pairs)


def test_fixtures_carry_no_database_number():
    for name in ("communiques", "recommendations", "members", "listings"):
        assert not re.search(r'"pk":|"id":', (FOLDER / f"{name}.json").read_text("utf-8"))


def test_every_short_title_fits_the_matrix_head_and_is_used_once_within_its_section():
    for code in SECTIONS:
        inside = [r["short_title"] for r in RECOMMENDATIONS.values() if r["section"] == [code]]
        assert len(set(inside)) == 3
        assert all(0 < len(words) <= 24 for words in inside)
