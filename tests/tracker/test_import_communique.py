"""`manage.py import_communique`: all of a further communiqué or nothing, and nothing renumbered."""

from __future__ import annotations

import datetime as dt
import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError

from accounts.actor import SYSTEM, Actor
from accounts.models import Listing, Member
from recommendations.enums import Addressee, CallKind, EvidenceKind, Pillar
from recommendations.incoming import read_document
from recommendations.models import Call, Communique, Element, Recommendation, RelatedPair
from tests import factories
from tests.communique import communique, raw, recommendation
from tracker.domain import cycles
from tracker.domain.communiques import import_communique
from tracker.domain.errors import NotAllowed
from tracker.models import ProgressEntry

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


def today() -> dt.date:
    return dt.datetime.now(dt.UTC).date()


@pytest.fixture
def run(tmp_path: Path):
    def _run(said: Any, *words: str) -> str:
        path = tmp_path / "sixth.json"
        path.write_bytes(raw(said))
        told = StringIO()
        call_command("import_communique", str(path), *words, stdout=told)
        return told.getvalue()

    return _run


def stored() -> list[int]:
    models = (Communique, Recommendation, Element, Call, RelatedPair, Listing, Member)
    return [model.objects.count() for model in models]


def test_communique_is_stored_with_its_texts_and_names(run) -> None:
    before = dict(Recommendation.objects.values_list("code", "text"))
    said = run(communique())
    newest = Recommendation.objects.get(code="2024-02")
    assert (newest.position, newest.section.code) == (2, "2024-S1")
    assert "\u00a0as appropriate" in newest.text
    assert [one.code for one in newest.elements.all()] == ["2024-02-e1", "2024-02-e2"]
    assert newest.continues.get().earlier.code == "2023-08"
    listed = Listing.objects.filter(communique__code="FPN-2024", role="listed")
    assert list(listed.order_by("position").values_list("member__code", flat=True)) == [
        "ARG", "KEN", "MDA", "NOR", "org-au",
    ]  # fmt: skip
    assert listed.get(member__code="MDA").as_printed == "the Republic of Moldova"
    kept = dict(Recommendation.objects.exclude(code__startswith="2024").values_list("code", "text"))
    assert kept == before
    assert "recommendation 2" in said


@pytest.mark.parametrize("listed", [Pillar, Addressee, EvidenceKind, CallKind])
def test_codes_of_the_file_stand_in_its_description(listed) -> None:
    told = (settings.BASE_DIR / "docs/communique-file.md").read_text()
    assert " ".join(f"`{code}`" for code in listed.values) in told


def test_second_run_changes_nothing_and_says_so(run) -> None:
    run(communique())
    before = stored()
    assert run(communique()) == "Nothing to change: FPN-2024 is as in the file.\n"
    assert stored() == before


def test_dry_run_shows_the_same_and_writes_nothing(run) -> None:
    before = stored()
    said = run(communique(), "--dry-run")
    assert "2024-01 Invented 2024-01" in said
    assert "listed: the Republic of Moldova → MDA" in said
    assert "Nothing was written" in said
    assert stored() == before
    assert said.count("\n") == run(communique()).count("\n") + 1


def test_unknown_names_are_listed_with_suggestions_and_nothing_is_written(run) -> None:
    before = stored()
    said = communique(listed="Argentina, Armenia Australia, Côte, d’Ivoire, Moldowa, Atlantis, AU")
    with pytest.raises(CommandError) as refused:
        run(said)
    for words in (
        '--alias "Armenia Australia=ARM+AUS"',
        '--alias "Côte, d’Ivoire=CIV"',
        '--alias "Moldowa=MDA"',
        "“Atlantis” is no name that is known",
        '--alias "AU=AUS" or --alias "AU=org-au"',
    ):
        assert words in str(refused.value)
    assert stored() == before


def test_aliases_of_the_call_and_of_the_file_settle_them(run) -> None:
    printed = "Argentina, Armenia Australia, Côte, d’Ivoire, and UN Women"
    run(
        communique(listed=printed, aliases={"Armenia Australia": ["ARM", "AUS"], "UN Women": "-"}),
        "--alias",
        "Côte, d’Ivoire=CIV",
    )
    listed = Listing.objects.filter(communique__code="FPN-2024", role="listed")
    assert list(listed.values_list("member__code", "as_printed")) == [
        ("ARG", "Argentina"),
        ("ARM", "Armenia"),
        ("AUS", "Australia"),
        ("CIV", "Côte, d’Ivoire"),
    ]


@pytest.mark.parametrize(
    ("aliases", "words"),
    [
        ({"Kenya": "AU"}, "AUS, org-au may be meant"),
        ({"Kenya": "XXX"}, "XXX, which is the code of no member"),
        ({"Kenia": "KEN"}, "no printed name is “Kenia”"),
        ({"Norway": "KEN"}, "names Kenya a second time"),
    ],
)
def test_alias_that_cannot_be_right_is_refused(run, aliases, words) -> None:
    before = stored()
    with pytest.raises(CommandError, match=words):
        run(communique(aliases=aliases))
    assert stored() == before


def test_alias_without_its_code_is_refused(run) -> None:
    with pytest.raises(CommandError, match="Write “As printed=KEN”"):
        run(communique(), "--alias", "Kenya")


def other(**change: Any) -> dict[str, Any]:
    said = json.loads(raw(communique()))
    said["communique"] |= change
    return said


@pytest.mark.parametrize(
    ("said", "place"),
    [
        (other(theme="Another"), "/communique, communique FPN-2024: it exists already"),
        (other(code="FPN-2025"), "/communique/ordinal: the ordinal 6 is that of FPN-2024"),
        (other(code="FPN-2023"), "/communique, communique FPN-2023: it exists already"),
        (communique(sections=[{"title": "Invented section", "short_title": "Invented",
         "recommendations": [recommendation("2024-01")]}]), "with more: 2024-02"),
        (communique(listed=["Kenya"]), "exists already"),
        (communique(calls=[]), "with more: 2024-C1"),
    ],
)  # fmt: skip
def test_code_or_ordinal_with_other_content_is_refused(run, said, place) -> None:
    run(communique())
    before = stored()
    if said["communique"]["code"] == "FPN-2023":
        said["communique"]["ordinal"] = 5
    with pytest.raises(CommandError, match=place):
        run(said)
    assert stored() == before


def test_code_of_an_agreed_recommendation_is_not_taken_over(run) -> None:
    said = communique()
    said["sections"][0]["recommendations"][0] = recommendation("2023-01")
    with pytest.raises(CommandError, match="/sections/0/recommendations/0"):
        run(said)
    assert not Communique.objects.filter(code="FPN-2024").exists()


def test_unknown_theme_and_earlier_recommendation_are_named(run) -> None:
    for change in ({"themes": ["weather"]}, {"related": [{"earlier": "2001-01", "reason": "x"}]}):
        said = communique()
        said["sections"][0]["recommendations"][0] = recommendation("2024-01", **change)
        with pytest.raises(CommandError, match="/sections/0/recommendations/0"):
            run(said)
    assert not Communique.objects.filter(code="FPN-2024").exists()


def test_new_member_of_the_file_is_created_and_listed(run) -> None:
    said = communique(
        listed=["Kenya", "Atlantis"],
        members=[
            {
                "code": "ATL",
                "name": "Atlantis",
                "names": {"en": "Atlantis"},
                "regional_group": "african",
                "time_zone": "Africa/Nairobi",
                "weekend": [6, 7],
                "currency": "KES",
            }
        ],
    )
    run(said)
    assert Listing.objects.get(member__code="ATL").as_printed == "Atlantis"


def test_new_recommendations_are_asked_in_open_and_later_cycles(run, amina: Actor) -> None:
    running = cycles.open_cycle(SYSTEM, "2030", today() + 75 * DAY)
    over = factories.make_cycle("2020", dt.date(2020, 5, 1))
    factories.make_report("KEN", over)
    assert "Cycle 2030: 174 answers added." in run(communique())
    answers = ProgressEntry.objects.working()
    assert answers.filter(report__cycle=running, report__member__code="KEN").count() == 20
    assert not answers.filter(report__cycle=over, recommendation__code="2024-01").exists()
    later = cycles.open_cycle(SYSTEM, "2031", today() + 400 * DAY)
    asked = answers.filter(report__cycle=later, report__member__code="KEN")
    assert asked.count() == 20
    assert asked.filter(recommendation__code__startswith="2022").count() == 9


def test_member_seats_import_nothing(amina: Actor) -> None:
    with pytest.raises(NotAllowed):
        import_communique(amina, read_document(raw(communique())))
    assert not Communique.objects.filter(code="FPN-2024").exists()


def test_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_communique", str(tmp_path / "nothing.json"))
