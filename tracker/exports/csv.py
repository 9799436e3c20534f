"""A dataset as CSV: UTF-8 with a byte order mark, commas, quotes where needed, lines ended by a
line feed, no cell that a spreadsheet would take for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    DateTimeField,
    Func,
    QuerySet,
    TextField,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Concat

from .columns import Column, Columns, Kind
from .copying import CSV, copied, select

BOM = b"\xef\xbb\xbf"
# What a spreadsheet would take for a formula, also behind quotes, spaces and separators; an
# apostrophe is in the list so that taking one away again always gives back what was written.
FORMULA = "^['\"; \u00a0]*[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]"
# The signs with which such a text can begin. One sign is looked up much faster than a pattern.
BEGINNINGS = [ord(sign) for sign in "'\"; \u00a0=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"]


def stream(rows: QuerySet, columns: Columns) -> Iterator[bytes]:
    """The file in parts, its header first."""
    sql, params, _aliases = select(rows, columns, _written)
    return _with_header(columns, copied(sql, params, CSV))


def _with_header(columns: Columns, body: Iterable[bytes]) -> Iterator[bytes]:
    yield BOM + written([columns])
    yield from body


def written(rows: Iterable[Iterable[str]]) -> bytes:
    """Rows of texts as they stand in the file."""
    part = io.StringIO()
    csv.writer(part, lineterminator="\n").writerows(rows)
    return part.getvalue().encode()


def _written(column: Column) -> Combinable:
    value = column.value
    assert value is not None
    match column.kind:
        case Kind.TEXT:
            return _guarded(value)
        case Kind.CODES:
            return joined(value)
        case Kind.MOMENT:
            return utc(value)
        case _:
            return Cast(value, TextField())


def _guarded(value: Combinable) -> Combinable:
    """Words of people: a leading apostrophe is put where a formula would begin."""
    words = Cast(value, TextField())
    marked = Concat(Value("'", output_field=TextField()), words)
    guarded = Case(When(Matches(words, Value(FORMULA)), then=marked), default=words)
    return Case(When(Begins(words), then=guarded), default=words)


def joined(value: Combinable) -> Combinable:
    """Codes separated by blanks; `none` where it was said that there is none."""
    return Func(
        value,
        template="regexp_replace(array_to_string(%(expressions)s, ' '), '^$', 'none')",
        output_field=TextField(),
    )


def utc(value: Combinable) -> Combinable:
    """A moment in UTC, such as 2026-03-01T12:00:00Z."""
    there = Func(Value("UTC"), value, function="timezone", output_field=DateTimeField())
    form = Value('YYYY-MM-DD"T"HH24:MI:SS"Z"')
    return Func(there, form, function="to_char", output_field=CharField())


class Begins(Func):
    """True where the first sign of a text is one of those of a formula."""

    template = f"(ascii(%(expressions)s) IN ({', '.join(map(str, BEGINNINGS))}))"
    output_field = BooleanField()


class Matches(Func):
    """True where a text matches a POSIX pattern."""

    arity = 2
    template = "(%(expressions)s)"
    arg_joiner = " ~ "
    output_field = BooleanField()
