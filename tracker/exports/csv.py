"""Rows as CSV, straight out of PostgreSQL: COPY of a query that already carries the reader's
scope. Memory stays flat at any size, and one download is one snapshot."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping

from django.db import connection
from django.db.models import (
    BooleanField,
    Case,
    CharField,
    DateTimeField,
    F,
    Func,
    QuerySet,
    TextField,
    Value,
    When,
)
from django.db.models.expressions import Expression
from django.db.models.functions import Cast, Concat
from psycopg import ClientCursor

BOM = b"\xef\xbb\xbf"
# What a spreadsheet would take for a formula, also behind quotes, spaces and separators; an
# apostrophe is in the list so that taking one away again always gives back what was written.
FORMULA = "^['\"; \u00a0]*[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]"

Columns = Mapping[str, Expression]


def text(path: str) -> Expression:
    """Words of people: never a formula. A leading apostrophe is put where one would begin."""
    return guarded(F(path))


def guarded(value: Expression | F) -> Expression:
    words = Cast(value, TextField())
    return Case(
        When(Matches(words, Value(FORMULA)), then=Concat(Value("'"), words)),
        default=words,
        output_field=TextField(),
    )


def plain(path: str) -> Expression:
    """A code, a number or a day, as PostgreSQL writes it (ISO 8601 for days)."""
    return Cast(F(path), TextField())


def moment(path: str) -> Expression:
    """A moment in UTC, such as 2026-03-01T12:00:00Z."""
    utc = Func(Value("UTC"), F(path), function="timezone", output_field=DateTimeField())
    form = Value('YYYY-MM-DD"T"HH24:MI:SS"Z"')
    return Func(utc, form, function="to_char", output_field=CharField())


def flag(condition: object) -> Expression:
    return Case(
        When(condition, then=Value("true")), default=Value("false"), output_field=CharField()
    )


class Matches(Func):
    """True where a text matches a POSIX pattern."""

    arity = 2
    template = "(%(expressions)s)"
    arg_joiner = " ~ "
    output_field = BooleanField()


def stream(rows: QuerySet, columns: Columns) -> Iterator[bytes]:
    """The file in parts, its header first: UTF-8 with a byte order mark, commas, quotes where
    needed, lines ended by a line feed.

    The query is written now and runs once the first part is taken: from then to the last part
    the connection is busy and serves nothing else.
    """
    aliases = {f"c{place:02}": column for place, column in enumerate(columns.values())}
    query = rows.annotate(**aliases).values_list(*aliases).query
    sql, params = query.sql_with_params()
    return _copy(sql, params, _header(columns))


def _copy(sql: str, params: tuple[object, ...], header: bytes) -> Iterator[bytes]:
    connection.ensure_connection()
    copy_out = f"COPY ({sql}) TO STDOUT (FORMAT csv)"
    with (
        ClientCursor(connection.connection) as cursor,
        cursor.copy(copy_out, params) as copy,
    ):
        yield BOM + header
        for part in copy:
            yield bytes(part)


def _header(columns: Columns) -> bytes:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(columns)
    return line.getvalue().encode()
