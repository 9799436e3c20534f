"""A dataset as NDJSON: one line of JSON for each row, names in the order of the columns."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet, TextField
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast

from .columns import Column, Columns, Kind
from .copying import AS_IT_IS, copied, select
from .csv import utc


def stream(rows: QuerySet, columns: Columns) -> Iterator[bytes]:
    """The file in parts."""
    inner, params, aliases = select(rows, columns, _written)
    named = ", ".join(f'{alias} AS "{name}"' for name, alias in aliases.items())
    sql = f"SELECT row_to_json(said)::text FROM (SELECT {named} FROM ({inner}) AS rows) AS said"
    return copied(sql, params, AS_IT_IS)


def _written(column: Column) -> Combinable:
    value = column.value
    assert value is not None
    match column.kind:
        case Kind.MOMENT:
            return utc(value)
        case Kind.AMOUNT | Kind.TEXT:
            return Cast(value, TextField())
        case _:
            return value


def of_lines(lines: Iterable[Iterable[Any]], columns: Columns) -> Iterator[bytes]:
    """The same of lines that were worked out in Python."""
    for line in lines:
        said = dict(zip(columns, map(_said, line), strict=True))
        yield json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _said(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value
