"""The cells of a dataset as PostgreSQL writes them, in the words of cells.py. Python would make
several objects of each value, and hold up the other readers of its process meanwhile."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db import connection
from django.db.models import QuerySet

from tracker.statements import for_a_file

from . import cells
from .columns import Columns, Kind
from .copying import select, utc

# Rows that are asked for at once.
AT_ONCE = 500


def rows(found: QuerySet, columns: Columns) -> Iterator[Sequence[str]]:
    """The cells of each row, a few rows at a time, within a transaction. Other than under COPY,
    the connection is free in between: a job says on it how far it is."""
    sql, params = select(found, columns, written)
    with for_a_file(), connection.chunked_cursor() as cursor:
        cursor.execute(sql, params)
        while part := cursor.fetchmany(AT_ONCE):
            yield from part


def written(kind: Kind, value: str) -> str:
    """A value of a kind as a cell, both in SQL. What is unknown is an empty cell."""
    match kind:
        case Kind.TEXT | Kind.CODE:
            cell = _text(f"{value}::text")
        case Kind.CODES:
            cell = _text(f"regexp_replace(array_to_string({value}, ' '), '^$', 'none')")
        case Kind.NUMBER | Kind.AMOUNT:
            cell = _number(f"{value}::text")
        case Kind.DAY:
            cell = _day(f"{value}::date")
        case Kind.MOMENT:
            cell = _moment(f"{value}::timestamptz")
        case Kind.FLAG:
            # Where there never is one, PostgreSQL takes it for a text.
            cell = _flag(f"{value}::boolean")
    return f"COALESCE({cell}, '{cells.NOTHING}')"


def _words(value: str) -> str:
    return f"'{cells.TEXT}' || {value} || '{cells.END_OF_TEXT}'"


def _digits(value: str, style: str = "") -> str:
    return f"'{style}{cells.NUMBER}' || {value} || '{cells.END_OF_NUMBER}'"


def _text(value: str) -> str:
    """Most texts need one look and nothing else; the rest is worked out only for the others."""
    return f"""CASE
        WHEN {value} = '' THEN NULL
        WHEN octet_length({value}) > {cells.MOST_SIGNS} OR {value} ~ '{cells.UNUSUAL}'
        THEN {_unusual(value)} ELSE {_words(value)} END"""


def _unusual(value: str) -> str:
    """As in cells.text. OFFSET 0 keeps each step from being copied into the next ones, and worked
    out as often."""
    short = f"left({value}, {cells.MOST_SIGNS - len(cells.CUT)}) || '{cells.CUT}'"
    escaped = "marked"
    for sign, instead in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        escaped = f"replace({escaped}, '{sign}', '{instead}')"
    return f"""(SELECT CASE WHEN words ~ '{cells.AT_AN_EDGE}'
            THEN '{cells.KEPT_TEXT}' ELSE '{cells.TEXT}' END || CASE WHEN marked ~ '{cells.CONTROL}'
            THEN (SELECT string_agg({_sign()}, '' ORDER BY place)
                FROM string_to_table({escaped}, NULL) WITH ORDINALITY AS signs (sign, place))
            ELSE {escaped} END || '{cells.END_OF_TEXT}'
        FROM (SELECT words,
                regexp_replace(words, '{cells.LIKE_AN_ESCAPE}', '_x005F_', 'g') AS marked
            FROM (SELECT translate(
                    CASE WHEN length({value}) > {cells.MOST_SIGNS} THEN {short} ELSE {value} END,
                    '{cells.NO_SIGNS}', '{cells.INSTEAD}') AS words
                OFFSET 0) AS cut
            OFFSET 0) AS prepared)"""


def _sign() -> str:
    code = "upper(lpad(to_hex(ascii(sign)), 4, '0'))"
    return f"CASE WHEN sign ~ '{cells.CONTROL}' THEN '_x' || {code} || '_' ELSE sign END"


def _number(value: str) -> str:
    """Counted are the digits between the first and the last that is not 0."""
    return f"""CASE
        WHEN octet_length({value}) > {cells.MOST_DIGITS}
            AND length(btrim(translate({value}, '-.', ''), '0')) > {cells.MOST_DIGITS}
        THEN {_words(value)} ELSE {_digits(value)} END"""


def _flag(value: str) -> str:
    return f"CASE WHEN {value} THEN '{cells.TRUE}' WHEN NOT {value} THEN '{cells.FALSE}' END"


def _day(value: str) -> str:
    day = _digits(f"({value} - DATE '{cells.DAY_0}')", f' s="{cells.DAY}"')
    early = _words(f"to_char({value}, 'YYYY-MM-DD')")
    return f"CASE WHEN {value} < '{cells.FIRST_DAY}' THEN {early} ELSE {day} END"


def _moment(value: str) -> str:
    days = f"floor(date_part('epoch', {value})) / {cells.DAY_SECONDS} + {cells.DAY_0_TO_1970}"
    moment = _digits(f"({days})", f' s="{cells.MOMENT}"')
    is_early = f"{value} < '{cells.FIRST_DAY} 00:00:00+00'"
    return f"CASE WHEN {is_early} THEN {_words(utc(value))} ELSE {moment} END"
