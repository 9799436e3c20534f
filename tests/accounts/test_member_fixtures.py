"""The 87 members and how the communiqués name them."""

from __future__ import annotations

import zoneinfo

import pytest
from babel import Locale

from fixtures import build
from tests.fixturedata import FACTS, FOLDER, STATED, by_code

MEMBERS = by_code("member")
STATES = {code: m for code, m in MEMBERS.items() if m["kind"] == "state"}
ORGANIZATIONS = {code: m for code, m in MEMBERS.items() if m["kind"] != "state"}
LANGUAGES = ["en", "ar", "es", "fr", "ru", "zh-hans"]
BY_HAND = build.Builder().by_hand
OPENING = {c["code"]: c["preamble"].split("\n\n")[0] for c in STATED["communique"]}


def listed(communique: str, role: str = "listed") -> dict[str, str]:
    """Printed words by member code, in the order of the position."""
    found = [x for x in STATED["listing"] if x["communique"] == [communique] and x["role"] == role]
    return {x["member"][0]: x["as_printed"] for x in sorted(found, key=lambda x: x["position"])}


def kinds(codes: set[str]) -> tuple[set[str], set[str]]:
    return codes & set(STATES), codes & set(ORGANIZATIONS)


def test_members_are_those_of_the_facts():
    assert set(STATES) == {m["code"] for m in FACTS["members"] if m["kind"] == "state"}
    assert set(ORGANIZATIONS) == {
        "org-asean", "org-au", "org-ecowas", "org-eu", "org-igad", "org-nato", "org-oas", "org-osce"
    }  # fmt: skip
    assert (len(STATES), len(ORGANIZATIONS)) == (79, 8)


def test_members_split_by_meeting_as_in_the_facts():
    in_2022, in_2023 = set(listed("FPN-2022")), set(listed("FPN-2023"))
    cross = FACTS["cross_lists"]
    both = set(cross["states_both"]), set(cross["organizations_both"])
    only_2022 = set(cross["states_2022_only"]), set(cross["organizations_2022_only"])
    only_2023 = set(cross["states_2023_only"]), set(cross["organizations_2023_only"])
    assert kinds(in_2022 & in_2023) == both
    assert kinds(in_2022 - in_2023) == only_2022
    assert kinds(in_2023 - in_2022) == only_2023
    assert [len(states) for states, _organizations in (both, only_2022, only_2023)] == [42, 22, 15]
    assert in_2022 | in_2023 == set(MEMBERS)


@pytest.mark.parametrize(
    ("communique", "code", "words"),
    [
        ("FPN-2022", "ARM", "Armenia"),
        ("FPN-2022", "AUS", "Australia"),
        ("FPN-2022", "org-osce", "Organization for Security Cooperation in Europe"),
        ("FPN-2022", "org-au", "the African Union"),
        ("FPN-2023", "ARM", "Armenia"),
        ("FPN-2023", "AUS", "Australia"),
        ("FPN-2023", "CIV", "Côte, d’Ivoire"),
        (
            "FPN-2023",
            "org-osce",
            "the Organisation for Security and Co- operation in Europe (OSCE)",
        ),
        ("FPN-2023", "MDA", "Moldova"),
        ("FPN-2022", "KOR", "Republic of Korea"),
    ],
)
def test_listing_keeps_the_printed_words_of_a_trap(communique, code, words):
    assert listed(communique)[code] == words


def test_names_of_the_traps_are_right_whatever_was_printed():
    assert MEMBERS["ARM"]["name"] == "Armenia"
    assert MEMBERS["AUS"]["name"] == "Australia"
    assert MEMBERS["CIV"]["name"] == "Côte d'Ivoire"
    assert MEMBERS["org-osce"]["name"] == "Organization for Security and Co-operation in Europe"
    assert "CIV" not in listed("FPN-2022")


def test_african_union_is_not_australia():
    assert (MEMBERS["org-au"]["acronym"], MEMBERS["AUS"]["iso_alpha2"]) == ("AU", "AU")
    assert "iso_alpha2" not in MEMBERS["org-au"]
    assert MEMBERS["org-au"]["name"] == "African Union"


@pytest.mark.parametrize("communique", ["FPN-2022", "FPN-2023"])
def test_names_as_printed_fill_the_list_without_a_gap(communique):
    opening, names = OPENING[communique], list(listed(communique).values())
    at = opening.index(names[0])
    gaps = set()
    for name in names:
        start = opening.index(name, at)
        gaps.add(opening[at:start])
        at = start + len(name)
    assert gaps <= {"", ", ", " ", ", as well as of "}
    after = {
        "FPN-2022": " and the United Nations Entity for Gender Equality and the Empowerment",
        "FPN-2023": " present in Washington, D.C.",
    }
    assert opening[at:].startswith(after[communique])


@pytest.mark.parametrize(
    ("communique", "words"),
    [
        ("FPN-2022", {"CHE": "Switzerland", "ZAF": "South Africa"}),
        ("FPN-2023", {"USA": "the United States of America", "ROU": "Romania"}),
    ],
)
def test_co_chairs_and_hosts_are_named_in_the_hosting_clause(communique, words):
    assert listed(communique, "co_chair") == listed(communique, "host") == words
    first, second = words.values()
    assert f"hosted by {first} and {second} as " in OPENING[communique]


def test_positions_of_a_role_count_from_one():
    for communique in OPENING:
        for role in ("listed", "co_chair", "host"):
            positions = [
                x["position"]
                for x in STATED["listing"]
                if (x["communique"], x["role"]) == ([communique], role)
            ]
            assert positions == list(range(1, len(positions) + 1))


def test_un_women_is_printed_but_neither_member_nor_listed():
    assert "UN Women" in OPENING["FPN-2022"]
    for name in ("members.json", "listings.json"):
        text = (FOLDER / name).read_text("utf-8")
        assert "UN Women" not in text
        assert "United Nations Entity" not in text


def test_every_member_has_a_name_in_six_languages():
    for member in MEMBERS.values():
        assert list(member["names"]) == LANGUAGES
        assert all(name.strip() for name in member["names"].values())
        assert member["names"]["en"] == member["name"]


@pytest.mark.parametrize(
    ("code", "language", "name"),
    [
        ("KEN", "ar", "كينيا"),
        ("KEN", "zh-hans", "肯尼亚"),
        ("NOR", "ru", "Норвегия"),
        ("CIV", "fr", "Côte d’Ivoire"),
        ("CHE", "es", "Suiza"),
        ("org-au", "ar", "الاتحاد الأفريقي"),
        ("org-nato", "ru", "Организация Североатлантического договора"),
    ],
)
def test_member_is_named_in_the_readers_language(code, language, name):
    assert MEMBERS[code]["names"][language] == name


def test_organizations_are_translated_into_every_language():
    for organization in ORGANIZATIONS.values():
        assert len(set(organization["names"].values())) == len(LANGUAGES)


def test_every_time_zone_loads():
    for member in MEMBERS.values():
        assert zoneinfo.ZoneInfo(member["time_zone"]).key == member["time_zone"]


def test_state_lives_in_a_zone_of_its_own_territory():
    zones = build.zones_by_territory()
    several = set()
    for code, state in STATES.items():
        assert state["time_zone"] in zones[state["iso_alpha2"]]
        if len(zones[state["iso_alpha2"]]) > 1:
            several.add(code)
    assert several == set(BY_HAND["capital_zones"])


@pytest.mark.parametrize(
    ("code", "zone"),
    [
        ("AUS", "Australia/Sydney"),
        ("BRA", "America/Sao_Paulo"),
        ("CAN", "America/Toronto"),
        ("USA", "America/New_York"),
        ("COD", "Africa/Kinshasa"),
        ("DEU", "Europe/Berlin"),
        ("NOR", "Europe/Oslo"),
        ("JOR", "Asia/Amman"),
        ("org-igad", "Africa/Djibouti"),
    ],
)
def test_time_zone_is_that_of_the_capital_or_seat(code, zone):
    assert MEMBERS[code]["time_zone"] == zone


def test_builder_refuses_a_zone_of_another_country():
    builder = build.Builder()
    builder.by_hand["capital_zones"]["AUS"] = "Europe/Vienna"
    with pytest.raises(ValueError, match="Europe/Vienna is no zone of AUS"):
        builder.build()


def test_weekends_are_those_of_cldr():
    for state in STATES.values():
        locale = Locale.parse(f"und_{state['iso_alpha2']}")
        assert state["weekend"][0] == locale.weekend_start + 1
        assert state["weekend"][-1] == locale.weekend_end + 1
    other = {code: m["weekend"] for code, m in MEMBERS.items() if m["weekend"] != [6, 7]}
    assert other == {"AFG": [4, 5], "IRQ": [5, 6], "JOR": [5, 6], "KWT": [5, 6], "UGA": [7]}


@pytest.mark.parametrize(
    ("code", "currency"),
    [
        ("CHE", "CHF"), ("LIE", "CHF"), ("LSO", "LSL"), ("NAM", "NAD"), ("ZAF", "ZAR"),
        ("LBN", "LBP"), ("BOL", "BOB"), ("CHL", "CLP"), ("MEX", "MXN"), ("URY", "UYU"),
        ("USA", "USD"), ("SLV", "USD"), ("SLE", "SLE"), ("HRV", "EUR"), ("BGR", "EUR"),
        ("MNE", "EUR"), ("CIV", "XOF"), ("CAF", "XAF"), ("KEN", "KES"), ("COL", "COP"),
    ],
)  # fmt: skip
def test_default_currency_is_the_states_own(code, currency):
    assert MEMBERS[code]["currency"] == currency


def test_currencies_by_hand_are_still_needed():
    builder = build.Builder()
    by_hand = builder.by_hand.pop("currencies")
    for code, currency in by_hand.items():
        builder.by_hand["currencies"] = {c: v for c, v in by_hand.items() if c != code}
        fact = next(m for m in FACTS["members"] if m["code"] == code)
        try:
            from_table = builder.currency(fact)
        except ValueError:
            continue
        assert from_table != currency, f"CLDR now says {currency} for {code}: drop it by hand"


def test_regional_group_is_stated_for_states_alone():
    groups = {m["code"]: m["un_regional_group"] for m in FACTS["members"] if m["kind"] == "state"}
    assert {code: m["regional_group"] for code, m in STATES.items()} == groups
    assert not any("regional_group" in m for m in ORGANIZATIONS.values())


def test_fixtures_say_nothing_about_what_operators_decide():
    for member in MEMBERS.values():
        assert not {"joined_on", "frozen_at", "frozen_reason"} & set(member)
