"""A dataset as NDJSON: one line of JSON for each row, names in the order of the columns."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from .columns import Columns, Kind
from .copying import AS_IT_IS, copied, select, utc


def stream(rows: QuerySet, columns: Columns) -> Iterator[bytes]:
    """The file in parts."""
    inner, params = select(rows, columns, _written)
    return copied(f"SELECT row_to_json(said)::text FROM ({inner}) AS said", params, AS_IT_IS)


def _written(kind: Kind, value: str) -> str:
    match kind:
        case Kind.MOMENT:
            return utc(value)
        case Kind.AMOUNT | Kind.TEXT:
            return f"{value}::text"
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
