"""Who is meant by a printed name: the traps of the published lists, and no guess."""

from __future__ import annotations

import pytest

from accounts.models import Listing
from accounts.naming import Names, Unknown, resolve
from recommendations.models import Communique

pytestmark = pytest.mark.django_db


def told(printed, aliases=None) -> tuple[list[tuple[str, str]], list[Unknown]]:
    found, unknown, _used = resolve(printed, Names(), aliases or {})
    return [(one.as_printed, one.member.code if one.member else "-") for one in found], unknown


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("Kenya", "KEN"),
        ("the Netherlands", "NLD"),
        ("Netherlands", "NLD"),
        ("United States", "USA"),
        ("and the United States of America", "USA"),
        ("Moldova", "MDA"),
        ("the Republic of Moldova", "MDA"),
        ("Côte d'Ivoire", "CIV"),
        ("CÔTE D’IVOIRE", "CIV"),
        ("European Union (EU)", "org-eu"),
        ("the Organisation for Security and Co-operation in Europe (OSCE)", "org-osce"),
    ],
)
def test_known_name_is_found_however_it_is_printed(printed, code):
    assert told([printed])[0][0][1] == code


@pytest.mark.parametrize(
    ("printed", "offers"),
    [
        ("Armenia Australia", ("ARM+AUS",)),
        ("Norway and Poland", ("NOR+POL",)),
        ("AU", ("AUS", "org-au")),
        ("Moldowa", ("MDA",)),
        ("Czech Republick", ("CZE",)),
        ("Atlantis of the Sea", ()),
    ],
)
def test_name_that_is_not_known_is_asked_about_and_never_guessed(printed, offers):
    found, (unknown,) = told([printed])
    assert found == []
    assert unknown.offers[: len(offers)] == offers


def test_stray_comma_is_seen_and_asked_about():
    found, unknown = told("Colombia, Côte, d’Ivoire, Croatia")
    assert [code for _words, code in found] == ["COL", "HRV"]
    assert unknown == [Unknown("Côte, d’Ivoire", ("CIV",))]


def test_alias_may_span_a_comma_stand_for_two_or_for_nobody():
    aliases = {
        "Côte, d’Ivoire": ["CIV"],
        "Armenia Australia": ["ARM", "AUS"],
        "UN Women": ["-"],
    }
    assert told("Armenia Australia, Côte, d’Ivoire, and UN Women", aliases) == (
        [("Armenia", "ARM"), ("Australia", "AUS"), ("Côte, d’Ivoire", "CIV"), ("UN Women", "-")],
        [],
    )


def test_printed_list_of_2023_resolves_to_its_64_names_with_two_aliases():
    """Assert names, not counts: both defects cancel out."""
    preamble = Communique.objects.get(code="FPN-2023").preamble
    printed = preamble.split("representing ")[1].split(" present in")[0]
    aliases = {"Armenia Australia": ["ARM", "AUS"], "Côte, d’Ivoire": ["CIV"]}
    found, unknown = told(printed, aliases)
    listed = Listing.objects.filter(communique__code="FPN-2023", role="listed")
    assert unknown == []
    assert found == list(listed.order_by("position").values_list("as_printed", "member__code"))
    _found, unknown = told(printed)
    assert [one.offers for one in unknown] == [("ARM+AUS",), ("CIV",)]
