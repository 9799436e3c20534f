"""The columns of the datasets: what each says in the world, as a typed value of PostgreSQL. Every
format writes the same values in its own way.

| kind | CSV | NDJSON | XLSX |
|---|---|---|---|
| text: words of people | guarded against formulas | string | text |
| code, id | as it is | string | text |
| codes: a list | separated by blanks, `none` where empty | array | text, as in CSV |
| number | plain digits | number | number |
| amount: money and other decimals | plain digits | string, so that nothing is rounded | number |
| day | 2026-07-01 | string | date |
| moment, UTC | 2026-03-01T12:00:00Z | string | date and time |
| flag | true, false | true, false | TRUE, FALSE |

What nobody said is empty in CSV and XLSX and null in NDJSON.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    Choices,
    F,
    Func,
    IntegerField,
    Model,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Round

from tracker.currencies import UNUSUAL_UNITS, USUAL_UNITS

# A text that is translated when it is shown.
Words = Any
# Where codes are from: an enumeration, or a model whose rows have a `code` and a `name`.
CodeList = type[Choices] | type[Model]


class Kind(enum.Enum):
    """How a value is written; see the table of this module."""

    TEXT = "text"
    CODE = "code"
    CODES = "codes"
    NUMBER = "number"
    AMOUNT = "amount"
    DAY = "day"
    MOMENT = "moment"
    FLAG = "flag"


@dataclass(frozen=True)
class Column:
    """A column: its kind, what it says (for the codebook), where it comes from, and the list its
    codes are from. `value` is None where the lines are worked out in Python."""

    kind: Kind
    words: Words
    value: Combinable | None = None
    codes: CodeList | None = None


Columns = Mapping[str, Column]
Source = str | Combinable | None


def text(value: Source, words: Words) -> Column:
    return Column(Kind.TEXT, words, _source(value))


def code(value: Source, words: Words, codes: CodeList | None = None) -> Column:
    return Column(Kind.CODE, words, _source(value), codes)


def codes(value: Source, words: Words, of: CodeList | None = None) -> Column:
    return Column(Kind.CODES, words, _source(value), of)


def number(value: Source, words: Words) -> Column:
    return Column(Kind.NUMBER, words, _source(value))


def amount(value: Source, words: Words) -> Column:
    return Column(Kind.AMOUNT, words, _source(value))


def money(value: str, currency: str, words: Words) -> Column:
    """An amount with as many decimals as the currency beside it has, as the API writes it."""
    known = [
        When(**{f"{currency}__in": sorted(among)}, then=n) for n, among in UNUSUAL_UNITS.items()
    ]
    units = Case(*known, default=USUAL_UNITS, output_field=IntegerField())
    return amount(Round(value, precision=units), words)


def day(value: Source, words: Words) -> Column:
    return Column(Kind.DAY, words, _source(value))


def moment(value: Source, words: Words) -> Column:
    return Column(Kind.MOMENT, words, _source(value))


def flag(value: Q | Source, words: Words) -> Column:
    """True or false; a condition is never unknown, a field may be."""
    if isinstance(value, Q):
        holds = Case(
            When(value, then=Value(True)), default=Value(False), output_field=BooleanField()
        )
        return Column(Kind.FLAG, words, holds)
    return Column(Kind.FLAG, words, _source(value))


def how_many(rows: QuerySet) -> Combinable:
    """The number of rows that a subquery finds, as a source of a number."""
    every = Func(template="count(*)", output_field=IntegerField())
    return Subquery(rows.order_by().annotate(every=every).values("every"))


def first(rows: QuerySet, name: str) -> Combinable:
    """A field of the first row that a subquery finds, empty where there is none."""
    return Subquery(rows.values(name)[:1])


def _source(value: Source) -> Any:
    return F(value) if isinstance(value, str) else value
