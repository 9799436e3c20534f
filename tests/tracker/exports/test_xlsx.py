from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from accounts.actor import PUBLIC
from tests import factories
from tracker.exports import book, xlsx
from tracker.exports.columns import code, text
from tracker.exports.datasets import DATASETS
from tracker.exports.provenance import DEMO_NOTICE, provenance
from tracker.exports.xlsx import CUT, MOST_SIGNS, Workbook

COLUMNS = {"id": code(None, "Id."), "words": text(None, "Words.")}


def written(lines, columns=COLUMNS, **facts):
    out = io.BytesIO()
    with Workbook(out, **facts) as made:
        made.add("rows", columns, lines)
    return load_workbook(io.BytesIO(out.getvalue()))


@pytest.mark.parametrize(
    "words",
    ["=1+1", "+1", "@SUM(A1)", "{=1}", "=cmd|' /C calc'!A0", "https://x.example", "1e9", "＝1"],
)
def test_words_stay_words(words):
    cell = written([["a", words]]).active["B2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (words, "s", None)


def test_cell_holds_as_much_as_the_format_bears_and_says_where_it_was_cut():
    long, full = "x" * (MOST_SIGNS + 1), "y" * MOST_SIGNS
    sheet = written([["a", long], ["b", full]]).active
    assert sheet["B2"].value == "x" * (MOST_SIGNS - len(CUT)) + CUT
    assert sheet["B3"].value == full


@given(st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=60))
@settings(max_examples=60, deadline=None)
def test_any_text_of_the_database_makes_a_file_that_opens(words):
    assert len(written([["a", words]]).active["A1"].value) == 2


def test_full_sheet_goes_on_in_another_one(monkeypatch):
    monkeypatch.setattr(xlsx, "MOST_ROWS", 4)
    found = written([[str(number), "x"] for number in range(7)])
    assert found.sheetnames == ["rows", "rows 2", "rows 3"]
    assert [sheet.max_row for sheet in found] == [4, 4, 2]
    assert [sheet["A1"].value for sheet in found] == ["id"] * 3


def test_values_keep_their_kind():
    moment = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
    columns = {str(place): COLUMNS["words"] for place in range(7)}
    line = [True, 12, Decimal("0.5"), dt.date(2026, 3, 1), moment, [], None]
    (_head, row) = written([line], columns).active.iter_rows()
    assert [cell.data_type for cell in row] == ["b", "n", "n", "d", "d", "s", "n"]
    assert [cell.value for cell in row] == [
        True,
        12,
        0.5,
        dt.datetime(2026, 3, 1),
        dt.datetime(2026, 3, 1, 12),
        "none",
        None,
    ]


@pytest.mark.parametrize(("language", "mirrored"), [("en", None), ("fr", None), ("ar", True)])
def test_sheets_run_from_the_right_in_arabic(db, language, mirrored):
    members = DATASETS["members"]
    with translation.override(language):
        said = provenance("members", PUBLIC, {})
        with book.made(members, PUBLIC, members.scope(PUBLIC), said) as file:
            found = load_workbook(io.BytesIO(file.read()))
    assert {sheet.sheet_view.rightToLeft for sheet in found} == {mirrored}
    assert len(found.sheetnames) == 4


def test_second_sheet_says_what_the_file_is(db):
    factories.make_user("focalpoint@kenya.example")
    members = DATASETS["members"]
    said = provenance("members", PUBLIC, {"kind": "state"})
    with book.made(members, PUBLIC, members.scope(PUBLIC), said) as file:
        found = load_workbook(io.BytesIO(file.read()))
    facts = dict(found.worksheets[1].iter_rows(values_only=True))
    assert facts["Notice"] == DEMO_NOTICE
    assert facts["Filters"] == "kind=state"
    assert facts["Classes it may hold"] == "public"
    codes = list(found.worksheets[3].iter_rows(values_only=True))
    assert ("kind", "state", "State") in codes


def test_progress_is_told_while_rows_are_written():
    seen: list[int] = []
    written([[str(number), ""] for number in range(2500)], said=seen.append)
    assert seen == [1000, 2000]
