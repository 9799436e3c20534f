"""The file of a further communiqué: every fault is named with its place and the remedy."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from recommendations.fixturefiles import FixtureError
from recommendations.incoming import read_document
from tests.communique import communique, raw


def refused(said: Any) -> str:
    with pytest.raises(FixtureError) as error:
        read_document(said if isinstance(said, bytes) else raw(said))
    return str(error.value)


def changed(path: str, value: Any) -> dict[str, Any]:
    """The document with another value at a place; a place that ends in a minus loses it."""
    said = copy.deepcopy(communique())
    *way, last = path.removesuffix("-").split("/")[1:]
    there: Any = said
    for step in way:
        there = there[int(step) if isinstance(there, list) else step]
    if path.endswith("-"):
        del there[last]
    else:
        there[int(last) if isinstance(there, list) else last] = value
    return said


def test_document_becomes_rows_in_the_order_of_storing():
    rows = read_document(raw(communique())).rows()
    kinds = list(dict.fromkeys(row.model.rpartition(".")[2] for row in rows))
    assert kinds == ["communique", "section", "recommendation", "element", "call", "relatedpair"]
    first = next(row for row in rows if row.model.endswith(".recommendation"))
    assert first.file == "/sections/0/recommendations/0"
    assert "\u00a0" in first.fields["text"]
    assert "\u00a0" not in first.fields["text_clean"]


@pytest.mark.parametrize(
    ("path", "value", "place", "words"),
    [
        ("/communique/title-", None, "/communique:", "“title” is missing. Add it."),
        ("/communique/code", "fpn 6", "/communique/code", "Write it in the form"),
        ("/communique/ordinal", "six", "/communique/ordinal", "wrong kind"),
        ("/communique/ordinal", 0, "/communique/ordinal", "“0”"),
        ("/communique/starts_on", "2024-02-31", "/communique/starts_on", "no day"),
        ("/communique/ends_on", "2024-05-13", "/communique/ends_on", "before the meeting"),
        ("/communique/venue", "x", "/communique:", "“venue” has no place here"),
        ("/communique/theme", "x" * 201, "/communique/theme", "Shorten it to 200"),
        ("/sections", [], "/sections:", "it is empty"),
        ("/listed", "", "/listed:", "it is empty"),
        ("/sections/0/recommendations/0/pillars", ["war"], "/pillars/0", "Write one of"),
        ("/sections/0/recommendations/1/code", "2024-01", "/1/code", "more than once"),
        ("/sections/0/recommendations/0/text", " A ", "/0/text", "blanks"),
        ("/sections/0/recommendations/0/themes", ["salw", "salw"], "/themes", "twice"),
        ("/format", "communique/2", "/format", "communique/1"),
    ],
)
def test_fault_names_its_place_and_the_remedy(path, value, place, words):
    said = refused(changed(path, value))
    assert place in said
    assert words in said


def test_every_fault_is_told_at_once():
    said = changed("/communique/title-", None)
    said["communique"]["ordinal"] = "six"
    del said["sections"][0]["title"]
    assert refused(said).count("\n") == 2


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (b"{", "not JSON"),
        (b"\xff", "not JSON in UTF-8"),
        (b'{"format": 1, "format": 2}', "stands twice"),
        (b"[" * 100_000, "not JSON"),
        (b'{"format": "\\u0000"}', "null character"),
        (b" " * 2_000_001, "2 MB"),
        (b"[]", "wrong kind"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_what_is_no_document_is_refused(file, words):
    assert words in refused(file)
