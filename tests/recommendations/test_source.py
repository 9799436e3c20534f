"""The proof against the source: what it finds, and how it names it."""

from __future__ import annotations

import dataclasses
import shutil
from pathlib import Path
from typing import Any

import pytest

from recommendations.fixturefiles import FixtureError, Row, check_sums, read
from recommendations.source import SourceText, faults_against, sha256
from tests.fixturedata import FOLDER

SOURCE = SourceText.of(FOLDER)


@pytest.fixture
def rows() -> list[Row]:
    return read(FOLDER)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the fixtures that a test may damage."""
    return Path(shutil.copytree(FOLDER, tmp_path / "fixtures"))


def place(rows: list[Row], subject: str) -> int:
    return next(n for n, row in enumerate(rows) if row.subject == subject)


def restate(rows: list[Row], subject: str, **fields: Any) -> list[Row]:
    at = place(rows, subject)
    changed = dataclasses.replace(rows[at], fields=rows[at].fields | fields)
    return [*rows[:at], changed, *rows[at + 1 :]]


def words(rows: list[Row], subject: str, field: str) -> str:
    return rows[place(rows, subject)].text(field)


def test_committed_fixtures_have_no_fault(rows):
    assert check_sums(FOLDER) == []
    assert faults_against(SOURCE, rows) == []


@pytest.mark.parametrize(
    ("subject", "field", "before", "after", "line"),
    [
        ("recommendation 2022-05", "text", "firearms", "weapons", 77),
        ("recommendation 2023-07", "text", "non- pro", "non-pro", 43),
        ("section 2023-S2", "lead_in", "transformative", "real", 33),
        ("section 2022-S3", "title", "–", "-", 81),
        ("communique FPN-2022", "date_line", "MAY", "May", 53),
        ("communique FPN-2022", "preamble", "critical", "valued", 57),
        ("communique FPN-2022", "lead_in", "We", "They", 63),
        ("communique FPN-2023", "closing", "urge", "invite", 47),
        ("backgroundnote N1", "title", "women’s", "women's", 91),
        ("backgroundnote N2", "text", "dearth", "lack", 101),
    ],
)
def test_one_changed_word_is_found_at_its_line(rows, subject, field, before, after, line):
    text = words(rows, subject, field)
    assert before in text
    changed = restate(rows, subject, **{field: text.replace(before, after, 1)})

    fault = faults_against(SOURCE, changed)[0]

    assert fault.subject == subject
    assert f"“{field}” differs from line {line} of source/communiques.txt" in fault.problem
    assert "fixtures/build.py" in fault.remedy


def test_difference_is_shown_from_the_first_differing_character(rows):
    text = words(rows, "recommendation 2022-09", "text")
    changed = restate(rows, "recommendation 2022-09", text=text.replace("Sustaining", "SustaiNing"))
    (paragraph, *_more) = faults_against(SOURCE, changed)
    assert "at character 7: it says “Ning civil" in paragraph.problem
    assert "the source says “ning civil" in paragraph.problem


def test_call_with_another_word_is_found(rows):
    text = words(rows, "call 2023-C3", "text").replace("Commit", "Try")
    faults = faults_against(
        SOURCE, restate(rows, "call 2023-C3", text=text, text_sha256=sha256(text))
    )
    assert [(f.file, f.subject) for f in faults] == [("communiques.json", "call 2023-C3")]
    assert "line 21" in faults[0].problem


def test_checksum_of_another_text_is_found(rows):
    faults = faults_against(SOURCE, restate(rows, "call 2023-C3", text_sha256="0" * 64))
    assert ["text_sha256" in fault.problem for fault in faults] == [True]


@pytest.mark.parametrize("line", [69, 68, 100_000])
def test_text_that_names_another_line_is_found(rows, line):
    faults = faults_against(SOURCE, restate(rows, "recommendation 2022-01", source_line=line))
    assert [fault.subject for fault in faults] == ["recommendation 2022-01"]
    assert f"line {line}" in faults[0].problem


def test_recommendation_left_out_is_found(rows):
    del rows[place(rows, "recommendation 2022-05")]
    faults = faults_against(SOURCE, rows)
    assert [fault.subject for fault in faults] == ["recommendation 2022-06"]
    assert "line 77" in faults[0].problem


def test_last_recommendation_left_out_is_found(rows):
    del rows[place(rows, "recommendation 2023-09")]
    (fault,) = faults_against(SOURCE, rows)
    assert (fault.subject, "line 45" in fault.problem) == ("communique FPN-2023", True)


def test_two_recommendations_exchanged_are_found(rows):
    rows = restate(rows, "recommendation 2023-01", position=2)
    rows = restate(rows, "recommendation 2023-02", position=1)
    (fault,) = faults_against(SOURCE, rows)
    assert (fault.subject, "line 27" in fault.problem) == ("recommendation 2023-02", True)


def test_communique_unknown_to_the_source_is_found(rows):
    faults = faults_against(SOURCE, restate(rows, "communique FPN-2023", title="6th MEETING"))
    assert [fault.subject for fault in faults] == ["communique FPN-2023"]
    assert "“6th MEETING”, which is not in source/communiques.txt" in faults[0].problem


@pytest.mark.parametrize(
    "subject",
    [
        "listing FPN-2023 listed CIV",
        "listing FPN-2022 listed org-osce",
        "listing FPN-2023 co_chair USA",
        "listing FPN-2022 host ZAF",
    ],
)
def test_name_that_was_not_printed_is_found(rows, subject):
    faults = faults_against(SOURCE, restate(rows, subject, as_printed="Atlantis"))
    assert [(f.file, f.subject) for f in faults] == [("listings.json", subject)]


def test_names_out_of_their_printed_order_are_found(rows):
    first = rows[place(rows, "listing FPN-2023 listed ARM")].number("position")
    rows = restate(rows, "listing FPN-2023 listed ARM", position=first + 1)
    rows = restate(rows, "listing FPN-2023 listed AUS", position=first)
    (fault,) = faults_against(SOURCE, rows)
    assert fault.subject == "listing FPN-2023 listed ARM"


def test_host_must_stand_in_the_hosting_clause_not_only_in_the_list(rows):
    faults = faults_against(SOURCE, restate(rows, "listing FPN-2023 host USA", as_printed="Kenya"))
    assert [fault.subject for fault in faults] == ["listing FPN-2023 host USA"]


def test_empty_name_is_found(rows):
    faults = faults_against(SOURCE, restate(rows, "listing FPN-2023 listed KEN", as_printed=""))
    assert [fault.subject for fault in faults] == ["listing FPN-2023 listed KEN"]


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"text": None}, "“text” is None, which is of the wrong kind."),
        ({"source_line": "67"}, "“source_line” is '67', which is of the wrong kind."),
        ({"section": "2022-S1"}, "“section” is '2022-S1', which is of the wrong kind."),
        ({"section": [1, 2]}, "“section” must be a list with one code, and is [1, 2]."),
    ],
)
def test_field_of_the_wrong_kind_is_named(rows, fields, problem):
    changed = restate(rows, "recommendation 2022-01", **fields)
    with pytest.raises(FixtureError) as refused:
        faults_against(SOURCE, changed)
    assert str(refused.value).startswith(f"recommendations.json, recommendation 2022-01: {problem}")


def test_missing_field_is_named(rows):
    del rows[place(rows, "recommendation 2022-01")].fields["text"]
    with pytest.raises(FixtureError, match="recommendation 2022-01: “text” is missing"):
        faults_against(SOURCE, rows)


def test_source_is_read_without_bullets_numbers_and_hard_spaces():
    text = SourceText("7.  A plan.\u00a0 \n\n  • the provision;\n1325 (2000)\n")
    assert [(p.line, p.text) for p in text.paragraphs] == [
        (1, "A plan."),
        (3, "the provision;"),
        (4, "1325 (2000)"),
    ]
    assert text.at(2) is None
    assert text.since("no such words") == []


@pytest.mark.parametrize("name", ["communiques.txt", "facts.json"])
def test_touched_source_file_is_named(folder, name):
    with (folder / "source" / name).open("a", encoding="utf-8") as file:
        file.write("\n")
    (fault,) = check_sums(folder)
    assert fault.file == f"source/{name}"
    assert "its SHA-256 is" in fault.problem
    assert "Restore the folder source/" in fault.remedy


def test_absent_source_file_is_named(folder):
    (folder / "source" / "facts.json").unlink()
    (fault,) = check_sums(folder)
    assert (fault.file, "no file" in fault.problem) == ("source/facts.json", True)


def test_source_file_without_a_checksum_is_named(folder):
    sums = folder / "source" / "SHA256SUMS"
    sums.write_text(sums.read_text("utf-8").splitlines()[1] + "\n\n", encoding="utf-8")
    (fault,) = check_sums(folder)
    assert (fault.file, "no entry" in fault.problem) == ("source/communiques.txt", True)


def test_absent_list_of_checksums_is_named(folder):
    (folder / "source" / "SHA256SUMS").unlink()
    assert [fault.file for fault in check_sums(folder)] == ["source/SHA256SUMS"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "members.json: it cannot be read"),
        ("[{", "members.json: it is not JSON"),
        ("{}", "members.json: it must hold a list of objects."),
        ('[{"model": "accounts.user", "fields": {}}]', "members.json, object 1: it must hold"),
        ('[{"model": "accounts.member", "fields": {}, "pk": 1}]', "members.json, object 1: it"),
        ('["KEN"]', "members.json, object 1: it must hold “model” and “fields”"),
    ],
)
def test_file_that_is_no_fixture_is_refused(folder, text, said):
    path = folder / "members.json"
    path.unlink() if text is None else path.write_text(text, encoding="utf-8")
    with pytest.raises(FixtureError) as refused:
        read(folder)
    assert str(refused.value).startswith(said)
