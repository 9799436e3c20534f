"""`manage.py seed`: what it loads, what it leaves alone, and what it refuses."""

from __future__ import annotations

import datetime as dt
import io
import json
import shutil
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection

from accounts.models import Listing, Member
from recommendations.models import (
    BackgroundNote,
    Call,
    Communique,
    Element,
    Recommendation,
    RelatedPair,
    Section,
    Theme,
)
from tests.fixturedata import FOLDER, by_code
from tracker.models import IndicatorFramework

pytestmark = pytest.mark.django_db
NOTHING_TO_CHANGE = (
    "Nothing to change: 2 communiqués, 18 recommendations, 87 members are as in fixtures/.\n"
)


def seed(folder: Path = FOLDER, **options: Any) -> str:
    said = io.StringIO()
    call_command("seed", fixtures=folder, stdout=said, **options)
    return said.getvalue()


def refusal(folder: Path) -> str:
    with pytest.raises(CommandError) as refused:
        seed(folder)
    return str(refused.value)


def tables() -> list[str]:
    return sorted(
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    )


def dump() -> dict[str, list[str]]:
    """Every row of every table, history included, with the version stamp PostgreSQL puts on a
    row at each write: so a row written anew with the same values is told apart."""
    rows = {}
    with connection.cursor() as cursor:
        for table in tables():
            cursor.execute(
                f'SELECT t.xmin::text, t.ctid::text, t::text FROM "{table}" t ORDER BY 3'
            )
            rows[table] = [str(row) for row in cursor.fetchall()]
    return rows


@pytest.fixture
def empty() -> None:
    """A database as migrations leave it: the tests' own comes with the seed in it."""
    for model in (
        BackgroundNote, IndicatorFramework, Listing, RelatedPair, Element, Recommendation, Call,
        Section, Communique, Theme, Member,
    ):  # fmt: skip
        model.objects.all().delete()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "fixtures"))


def restate(folder: Path, file: str, code: str, **fields: Any) -> None:
    """Changes fields of one object in a copy of the fixtures."""
    path = folder / file
    rows = json.loads(path.read_text("utf-8"))
    (row,) = [row for row in rows if row["fields"].get("code") == code]
    row["fields"].update(fields)
    path.write_text(json.dumps(rows), encoding="utf-8")


def test_seed_loads_every_object_of_the_fixtures(empty):
    said = seed()
    counts = [
        model.objects.count()
        for model in (Communique, Section, Call, Theme, Recommendation, Element, RelatedPair)
    ]
    assert counts == [2, 6, 6, 17, 18, 89, 10]
    assert (Member.objects.count(), Listing.objects.count()) == (87, 142)
    assert said == (
        "Loaded 2 communiqués, 18 recommendations, 87 members: "
        "386 rows created, 0 changed, 0 unchanged.\n"
    )


def test_stored_texts_are_those_of_the_fixtures(empty):
    seed()
    for code, stated in by_code("recommendation").items():
        stored = Recommendation.objects.get(code=code)
        assert stored.text == stated["text"]
        assert stored.section.code == stated["section"][0]
        assert [[t.code] for t in stored.themes.order_by("code")] == sorted(stated["themes"])
        assert stored.addressed_to == stated["addressed_to"]
    assert Communique.objects.get(code="FPN-2022").starts_on == dt.date(2022, 5, 18)
    assert set(
        RelatedPair.objects.filter(earlier__code="2022-08").values_list("later__code", flat=True)
    ) == {"2023-04", "2023-08"}


def test_stored_listing_of_a_trap_names_the_right_member(empty):
    seed()
    listing = Listing.objects.get(communique__code="FPN-2023", as_printed="Côte, d’Ivoire")
    assert (listing.member.code, listing.role) == ("CIV", "listed")
    assert not Member.objects.filter(name__icontains="UN Women").exists()


def test_member_joins_with_nothing_that_nobody_knows(empty):
    seed()
    assert not Member.objects.exclude(joined_on=None).exists()
    assert not Member.objects.exclude(frozen_at=None).exists()


def test_second_seed_writes_no_row_and_says_so():
    # The first was that of the test session.
    before = dump()
    assert sum(map(len, before.values())) > 386

    assert seed() == NOTHING_TO_CHANGE
    assert dump() == before


def test_seed_never_takes_back_what_the_operator_decided(folder):
    Member.objects.filter(code="KEN").update(
        joined_on=dt.date(2016, 9, 23),
        frozen_at=dt.datetime(2026, 1, 2, tzinfo=dt.UTC),
        frozen_reason="Change of government",
    )
    restate(folder, "members.json", "KEN", joined_on="2000-01-01", frozen_at=None, frozen_reason="")
    restate(folder, "members.json", "NOR", currency="EUR")

    assert "0 rows created, 1 changed, 385 unchanged." in seed(folder)
    kenya = Member.objects.get(code="KEN")
    assert (kenya.joined_on, kenya.frozen_reason) == (dt.date(2016, 9, 23), "Change of government")
    assert kenya.frozen_at == dt.datetime(2026, 1, 2, tzinfo=dt.UTC)
    assert Member.objects.get(code="NOR").currency == "EUR"


def test_quiet_seed_works_without_a_word(empty):
    assert seed(verbosity=0) == ""
    assert Member.objects.count() == 87


def test_seed_puts_right_what_was_altered_and_counts_it():
    Recommendation.objects.filter(code="2022-05").update(text="Something else")
    Recommendation.objects.get(code="2022-04").themes.clear()
    Element.objects.get(code="2022-07-e9").delete()

    assert "1 rows created, 2 changed, 383 unchanged." in seed()
    assert Recommendation.objects.get(code="2022-05").text.startswith("Fostering collaboration")
    assert Recommendation.objects.get(code="2022-04").themes.count() == 4
    assert Element.objects.filter(code="2022-07-e9").exists()
    assert seed() == NOTHING_TO_CHANGE


def test_seed_leaves_rows_alone_that_the_fixtures_do_not_name():
    Theme.objects.create(code="later", name="Of a later communiqué", position=99)
    assert seed() == NOTHING_TO_CHANGE
    assert Theme.objects.filter(code="later").exists()


def test_tampered_source_is_refused_whole(empty, folder):
    path = folder / "source" / "communiques.txt"
    text = path.read_text("utf-8")
    path.write_text(text.replace("Third parties should lead", "Third parties may lead"), "utf-8")
    before = dump()

    said = refusal(folder)

    assert f"Nothing was loaded: the fixtures in {folder} are refused." in said
    assert "source/communiques.txt: its SHA-256 is" in said
    assert "Restore the folder source/ from the release" in said
    assert dump() == before
    assert not Communique.objects.exists()


def test_tampered_text_is_refused_whole_and_named(empty, folder):
    text = by_code("recommendation")["2023-08"]["text"]
    restate(folder, "recommendations.json", "2023-08", text=text.replace("adequate", "some"))
    before = dump()

    said = refusal(folder)

    assert "recommendations.json, recommendation 2023-08: “text” differs from line 44" in said
    assert "it says “some financial" in said
    assert "the source says “adequate financial" in said
    assert "Restore the file from the release" in said
    assert dump() == before
    assert not Theme.objects.exists()


def test_tampered_text_leaves_what_was_loaded_before(folder):
    before = dump()
    restate(folder, "members.json", "NOR", currency="EUR")
    restate(folder, "communiques.json", "FPN-2022", closing="Goodbye.")
    assert "communique FPN-2022: “closing” differs from line 89" in refusal(folder)
    assert dump() == before


@pytest.mark.parametrize(
    ("file", "code", "fields", "said"),
    [
        ("members.json", "KEN", {"colour": "red"}, "members.json, member KEN: it cannot be stored"),
        (
            "members.json",
            "KEN",
            {"kind": "planet"},
            "members.json, member KEN: it cannot be stored (kind: Value 'planet' is not",
        ),
        (
            "members.json",
            "KEN",
            {"regional_group": ""},
            "member_regional_group_for_states_only",
        ),
        (
            "recommendations.json",
            "2022-01",
            {"themes": [["no_such_theme"]]},
            "recommendations.json, recommendation 2022-01: it cannot be stored",
        ),
        (
            "recommendations.json",
            "2022-01-e2",
            {"position": 1},
            "element_position_once",
        ),
    ],
)
def test_object_that_cannot_be_stored_is_named_and_nothing_stays(
    empty, folder, file, code, fields, said
):
    restate(folder, file, code, **fields)
    before = dump()
    assert said in refusal(folder)
    assert dump() == before


def test_folder_without_fixtures_is_refused(tmp_path):
    assert "source/SHA256SUMS: it cannot be read" in refusal(tmp_path)


def test_file_of_fixtures_may_not_bring_a_person(empty, folder):
    path = folder / "members.json"
    rows = json.loads(path.read_text("utf-8"))
    rows.append({"model": "accounts.user", "fields": {"email": "a@b.example", "name": "A"}})
    path.write_text(json.dumps(rows), encoding="utf-8")
    assert "members.json, object 88: it must hold" in refusal(folder)
    assert not apps.get_model("accounts", "User").objects.exists()
    assert not Member.objects.exists()


@pytest.mark.parametrize(("demo", "calls"), [(True, [87]), (False, [])])
def test_demonstration_world_is_built_on_the_seeded_members_only_when_asked(
    monkeypatch, demo, calls
):
    found: list[int] = []
    stand_in = ModuleType("tracker.demo")
    stand_in.load = lambda: found.append(Member.objects.count())  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "tracker.demo", stand_in)
    seed(demo=demo)
    assert found == calls
