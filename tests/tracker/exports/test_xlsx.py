from __future__ import annotations

import datetime as dt
import io
import secrets
import zipfile
from decimal import Decimal
from itertools import chain

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from accounts.actor import PUBLIC
from tests import factories
from tracker.exports import book, xlsx
from tracker.exports.archive import AT_ONCE
from tracker.exports.cells import CUT, MOST_SIGNS, of_lines
from tracker.exports.columns import code, day, moment, text
from tracker.exports.datasets import DATASETS
from tracker.exports.provenance import DEMO_NOTICE, provenance
from tracker.exports.xlsx import Workbook

COLUMNS = {"id": code(None, "Id."), "words": text(None, "Words.")}


def written(lines, columns=COLUMNS, **facts):
    made = Workbook(**facts)
    return opened(chain(made.add("rows", columns, of_lines(lines)), made.end()))


def opened(parts):
    return load_workbook(io.BytesIO(b"".join(parts)))


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


def test_sheet_of_as_many_bytes_as_an_archive_bears_goes_on_in_another_one(monkeypatch):
    monkeypatch.setattr(xlsx, "MOST_BYTES", 50_000)
    lines = [[str(number), "y" * 1000] for number in range(160)]
    sheets = [list(sheet.values) for sheet in written(lines)]
    assert [len(rows) for rows in sheets] == [50, 50, 50, 14]
    assert {rows[0] for rows in sheets} == {("id", "words")}
    assert [list(row) for rows in sheets for row in rows[1:]] == lines


def test_first_bytes_leave_before_a_row_is_read_and_rows_are_read_as_they_are_sent():
    taken = 0

    def rows():
        nonlocal taken
        for taken in range(1, 5001):
            yield of_lines([[str(taken), secrets.token_hex(200)]]).__next__()

    parts = Workbook().add("rows", COLUMNS, rows())
    assert next(parts).startswith(b"PK")
    assert taken == 0
    assert len(next(parts)) < 2 * AT_ONCE
    assert 0 < taken < 500


def test_book_that_broke_off_is_none():
    def rows():
        yield from of_lines([["a", secrets.token_hex(200)]] * 5000)
        raise OSError("The database is away.")

    book, sent = Workbook(), []
    with pytest.raises(OSError, match="away"):
        sent.extend(chain(book.add("rows", COLUMNS, rows()), book.end()))
    with pytest.raises(zipfile.BadZipFile):
        opened(sent)


def test_beginning_of_a_file_says_what_it_is():
    book = Workbook()
    parts = b"".join(chain(book.add("rows", COLUMNS, []), book.end()))
    with zipfile.ZipFile(io.BytesIO(parts)) as found:
        first = ["_rels/.rels", "docProps/core.xml", "xl/worksheets/sheet1.xml"]
        assert found.namelist()[:3] == first


def test_sheet_looks_as_a_table_does():
    columns = {"id": COLUMNS["id"], "on": day(None, "On."), "at": moment(None, "At.")}
    at = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
    sheet = written([["a", at.date(), at]], columns).active
    assert [cell.font.b for (cell,) in (sheet["A1:A1"][0], sheet["A2:A2"][0])] == [True, False]
    assert sheet.freeze_panes == "A2"
    assert [sheet[cell].number_format for cell in ("A2", "B2", "C2")] == [
        "General",
        "yyyy-mm-dd",
        "yyyy-mm-dd hh:mm:ss",
    ]
    assert [round(sheet.column_dimensions[name].width) for name in "ABC"] == [17, 13, 19]


def test_one_sheet_is_chosen_however_many_there_are():
    book = Workbook()
    parts = chain(
        book.add("rows", COLUMNS, []),
        book.add_facts("Words", [("a", "b"), ("c", "d")]),
        book.add_facts("Codes", [("a", "b"), ("c", "d")], head=True),
        book.add("more", COLUMNS, []),
        book.end(),
    )
    found = opened(parts)
    assert found.sheetnames == ["rows", "Words", "Codes", "more"]
    assert [sheet.sheet_view.tabSelected for sheet in found] == [True, None, None, None]
    assert list(found["Words"].values) == [("a", "b"), ("c", "d")]
    assert found["Words"]["B2"].alignment.wrap_text
    assert [found[name]["A1"].font.b for name in ("Words", "Codes")] == [False, True]


def test_program_that_reads_row_by_row_finds_every_row():
    book = Workbook()
    rows = of_lines([[str(number), "x"] for number in range(7)])
    content = b"".join(chain(book.add("rows", COLUMNS, rows), book.end()))
    sheet = load_workbook(io.BytesIO(content), read_only=True).active
    assert len(list(sheet.iter_rows())) == 8


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
        parts = book.stream(members, PUBLIC, members.scope(PUBLIC), said)
    found = opened(parts)
    assert {sheet.sheet_view.rightToLeft for sheet in found} == {mirrored}
    assert len(found.sheetnames) == 4


def test_second_sheet_says_what_the_file_is(db):
    factories.make_user("focalpoint@kenya.example")
    members = DATASETS["members"]
    said = provenance("members", PUBLIC, {"kind": "state"})
    found = opened(book.stream(members, PUBLIC, members.scope(PUBLIC), said))
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
