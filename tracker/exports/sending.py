"""Reminders and mails as a file. Order and names of columns are public: add at the end only."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from accounts.actor import Actor
from tracker.queries.sending import Asked, Line, page_of

from .rows import BOM, guarded, written

COLUMNS = (
    "at",
    "time_zone",
    "state",
    "kind",
    "member",
    "role",
    "rules",
    "subject",
    "tries",
    "message_id",
    "last_error",
    "smtp_reply",
)
AT_ONCE = 500


def stream(actor: Actor, asked: Asked) -> Iterator[bytes]:
    """All lines, page by page: memory stays flat."""
    yield BOM + written([COLUMNS])
    while True:
        page = page_of(actor, asked, AT_ONCE)
        yield written([_row(asked.state, line) for line in page.lines])
        if page.next is None:
            return
        asked = replace(asked, after=page.next)


def _row(state: str, line: Line) -> tuple[str, ...]:
    mail = line.mail
    return (
        line.at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        line.zone,
        mail.state if mail else state,
        mail.kind if mail else "digest",
        line.member.code if line.member else "",
        line.seat.role if line.seat else "",
        " ".join(line.rules),
        guarded(mail.subject_line) if mail else "",
        str(mail.attempts) if mail else "0",
        guarded(mail.message_id) if mail else "",
        guarded(mail.last_error) if mail else "",
        guarded(mail.smtp_reply) if mail else "",
    )
