"""The log as a file: one row for each field that changed. People stand in it by their ids."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from accounts.actor import Actor
from tracker.queries.log import Asked, pages_of
from tracker.queries.log_lines import Line, differing, entries_of

from .csv import BOM, FORMULA

# Names and order are public: add at the end only.
COLUMNS = (
    "at transaction verb kind id change member cycle recommendation field old new by user seat why"
).split()
_FORMULA = re.compile(FORMULA)


def stream(actor: Actor, asked: Asked) -> Iterator[bytes]:
    """The file in parts, newest change first. Restricted rows leave this house in no file."""
    yield BOM + _rows([COLUMNS])
    for events in pages_of(actor, replace(asked, before=None, with_restricted=False)):
        yield _rows(
            row
            for entry in entries_of(events)
            for line in entry.lines
            for row in _fields(line, entry.why)
        )


def _fields(line: Line, why: str) -> Iterator[list[str]]:
    event = line.event
    place, told = event.place, event.told
    begins = [
        place.at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        str(event.context or ""),
        str(told.get("verb") or ""),
        event.source.kind,
        line.public_id,
        event.label,
        line.member.code if line.member else "",
        _guarded(line.cycle),
        line.code,
    ]
    ends = [str(told.get(name) or "") for name in ("by", "user", "seat")] + [_guarded(why)]
    for name, old, new in list(differing(event)) or [("", None, None)]:
        yield [*begins, name, _text(old), _text(new), *ends]


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (dict, list)):
        return _guarded(json.dumps(value, ensure_ascii=False, sort_keys=True, default=str))
    return _guarded(str(value))


def _guarded(words: str) -> str:
    """Never a formula in a spreadsheet."""
    return f"'{words}" if _FORMULA.match(words) else words


def _rows(rows: Any) -> bytes:
    part = io.StringIO()
    csv.writer(part, lineterminator="\n").writerows(rows)
    return part.getvalue().encode()
