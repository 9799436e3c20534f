"""The log as a file: one row for each field that changed. People stand in it by their ids."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from accounts.actor import Actor
from tracker.queries.log import Asked, pages_of
from tracker.queries.log_lines import Line, differing, entries_of

from .rows import BOM, guarded, written

# Names and order are public: add at the end only.
COLUMNS = (
    "at transaction verb kind id change member cycle recommendation field old new by user seat why"
).split()


def stream(actor: Actor, asked: Asked) -> Iterator[bytes]:
    """The file in parts, newest change first. Restricted rows leave this house in no file."""
    yield BOM + written([COLUMNS])
    for events in pages_of(actor, replace(asked, before=None, with_restricted=False)):
        yield written(
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
        guarded(line.cycle),
        line.code,
    ]
    ends = [str(told.get(name) or "") for name in ("by", "user", "seat")] + [guarded(why)]
    for name, old, new in list(differing(event)) or [("", None, None)]:
        yield [*begins, name, _text(old), _text(new), *ends]


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (dict, list)):
        return guarded(json.dumps(value, ensure_ascii=False, sort_keys=True, default=str))
    return guarded(str(value))
