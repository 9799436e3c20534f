"""Cells, as Python and PostgreSQL write them."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree

import pytest
from django.db import connection
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tracker.exports import cells, sql_cells
from tracker.exports.cells import CUT, FALSE, MOST_SIGNS, NOTHING, TRUE, of, text
from tracker.exports.columns import Kind

# What makes trouble, far more often than chance would have it.
HARD = st.lists(
    st.sampled_from([*"_x0041Ff5&<>;\t\n\r \x01\x1f\u00a0\ufffe\uffff😀é", "_x0041_", "x005F_"])
).map("".join)
ANY = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=60)
WORDS = st.one_of(HARD, ANY)
WITH_THE_DATABASE = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
UTC = dt.UTC


def read(cell: str) -> str:
    """What a spreadsheet reads of a text: a reader of XML, then the escapes from left to right."""
    found = ElementTree.fromstring(f'<c r="A1"{cell}').find("is/t")
    assert found is not None
    words = found.text or ""
    if words.strip(" \t\n") != words:
        assert found.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"
    return re.sub("_x([0-9a-fA-F]{4})_", lambda escape: chr(int(escape[1], 16)), words)


def in_sql(kind: Kind, values: list[Any], of_type: str) -> list[str]:
    """The cells that PostgreSQL writes of these values."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {sql_cells.written(kind, 'value')} "
            f"FROM unnest(%s::{of_type}[]) WITH ORDINALITY AS given (value, place) ORDER BY place",
            [values],
        )
        return [cell for (cell,) in cursor.fetchall()]


@given(WORDS.filter(bool))
@example("_x0041_x0042_")
@example("_x0041\x01")
def test_any_text_is_read_as_it_was_written(words):
    assert read(text(words)) == words.replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("\x01", "_x0001_"),
        ("a\rb", "a_x000D_b"),
        ("_x0041_", "_x005F_x0041_"),
        ("_x0041_x0042_", "_x005F_x0041_x005F_x0042_"),
        ("_x0041\x1f", "_x005F_x0041_x001F_"),
        ("_x00", "_x00"),
        ("\ufffe\uffff", "\ufffd\ufffd"),
        ("a\nb\tc", "a\nb\tc"),
        ("<r>&amp;</r>", "&lt;r&gt;&amp;amp;&lt;/r&gt;"),
    ],
)
def test_signs_are_escaped_as_spreadsheets_expect(db, words, written):
    cell = f' t="inlineStr"><is><t>{written}</t></is></c>'
    assert text(words) == cell
    assert in_sql(Kind.TEXT, [words], "text") == [cell]


@given(st.lists(WORDS, min_size=1))
@WITH_THE_DATABASE
def test_database_writes_texts_as_python_does(db, words):
    assert in_sql(Kind.TEXT, words, "text") == [of(each) for each in words]


@pytest.mark.parametrize("sign", ["x", "é", "<", "_x0041_", "\x01", "\n"])
@pytest.mark.parametrize("signs", [MOST_SIGNS - 1, MOST_SIGNS, MOST_SIGNS + 1])
def test_long_text_is_cut_as_it_was_written_in_both(db, sign, signs):
    words = (sign * signs)[:signs]
    assert in_sql(Kind.TEXT, [words], "text") == [text(words)]
    whole = read(text(words))
    assert whole == (words if signs <= MOST_SIGNS else words[: MOST_SIGNS - len(CUT)] + CUT)


@given(
    st.lists(
        st.decimals(allow_nan=False, allow_infinity=False, places=3)
        | st.decimals(allow_nan=False, allow_infinity=False, places=0)
        | st.none()
    )
)
@example([Decimal(0), Decimal("0.000"), Decimal("0.00012"), Decimal("-12.50"), Decimal(10) ** 20])
@example([Decimal("123456789012345"), Decimal("1234567890123456"), Decimal("0.1234567890123456")])
@WITH_THE_DATABASE
def test_database_writes_numbers_as_python_does(db, numbers):
    assert in_sql(Kind.AMOUNT, numbers, "numeric") == [of(each) for each in numbers]


@pytest.mark.parametrize(
    ("number", "cell"),
    [
        (7, "><v>7</v></c>"),
        (Decimal("12.50"), "><v>12.50</v></c>"),
        (Decimal("-0.5"), "><v>-0.5</v></c>"),
        (Decimal("123456789012345"), "><v>123456789012345</v></c>"),
        (Decimal("1000000000000000000"), "><v>1000000000000000000</v></c>"),
        (1234567890123456, ' t="inlineStr"><is><t>1234567890123456</t></is></c>'),
    ],
)
def test_number_of_more_digits_than_a_double_has_is_a_text(db, number, cell):
    assert of(number) == cell
    assert in_sql(Kind.NUMBER, [number], "numeric") == [cell]


@given(st.lists(st.dates() | st.none()))
@example([dt.date(1899, 12, 31), dt.date(1900, 2, 28), dt.date(1900, 3, 1), dt.date(9999, 12, 31)])
@WITH_THE_DATABASE
def test_database_writes_days_as_python_does(db, days):
    assert in_sql(Kind.DAY, days, "date") == [of(each) for each in days]


@given(st.lists(st.datetimes(timezones=st.just(UTC)) | st.none()))
@example([dt.datetime(1900, 2, 28, 23, 59, 59, 999999, tzinfo=UTC)])
@example([dt.datetime(1969, 12, 31, 23, 59, 59, 999999, tzinfo=UTC)])
@WITH_THE_DATABASE
def test_database_writes_moments_as_python_does(db, moments):
    assert in_sql(Kind.MOMENT, moments, "timestamptz") == [of(each) for each in moments]


def test_moment_stands_in_utc_wherever_it_was_said(db):
    at = dt.datetime(2026, 3, 1, 14, 30, tzinfo=dt.timezone(dt.timedelta(hours=2)))
    cell = f' s="{cells.MOMENT}"><v>46082.52083333333</v></c>'
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL TIME ZONE 'Asia/Kolkata'")
    assert [of(at)] == in_sql(Kind.MOMENT, [at], "timestamptz") == [cell]


def test_day_that_spreadsheets_do_not_know_is_a_text():
    assert read(of(dt.date(1850, 7, 1))) == "1850-07-01"
    assert read(of(dt.datetime(1850, 7, 1, 12, tzinfo=UTC))) == "1850-07-01T12:00:00Z"


def test_what_nobody_said_is_an_empty_cell_in_both(db):
    types = {
        Kind.TEXT: "text",
        Kind.CODE: "uuid",
        Kind.CODES: "text",
        Kind.NUMBER: "integer",
        Kind.AMOUNT: "numeric",
        Kind.DAY: "date",
        Kind.MOMENT: "timestamptz",
        Kind.FLAG: "boolean",
    }
    for kind, of_type in types.items():
        value = f"NULL::{of_type}[]" if kind is Kind.CODES else f"NULL::{of_type}"
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {sql_cells.written(kind, f'({value})')}")
            assert cursor.fetchone() == (NOTHING,), kind
    assert of(None) == of("") == NOTHING
    assert in_sql(Kind.TEXT, [""], "text") == [NOTHING]


def test_flags_and_lists_stand_as_in_csv(db):
    assert in_sql(Kind.FLAG, [True, False], "boolean") == [of(True), of(False)] == [TRUE, FALSE]
    for codes in (["a", "b"], ["a&b"], []):
        with connection.cursor() as cursor:
            written = sql_cells.written(Kind.CODES, "value")
            cursor.execute(f"SELECT {written} FROM (SELECT %s::text[] AS value) AS given", [codes])
            assert cursor.fetchone() == (of(codes),)
    assert (read(of(["a", "b"])), read(of([]))) == ("a b", "none")
