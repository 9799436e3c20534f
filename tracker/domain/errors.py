"""Why a verb refused. Each refusal leaves the stored state as it was.

A wrong value is Django's `ValidationError` with the field's name; a stranger gets no refusal at
all, since the door never found the row.
"""

from __future__ import annotations

from typing import Any

from django.utils.functional import Promise

from accounts.answers import Answer, Denied


class NotAllowed(Exception):
    """A rule said no, to somebody who may know that the thing exists. Pages and API: 403."""

    def __init__(self, reason: str | Promise) -> None:
        super().__init__(reason)
        self.reason = reason


class IllegalMove(Exception):
    """The report is not in a state from which this action starts. Pages and API: 409."""

    def __init__(self, reason: str | Promise) -> None:
        super().__init__(reason)
        self.reason = reason


class Conflict(Exception):
    """Somebody saved a newer version first. `current` is the row as it is now; nothing was
    written. Pages: 409 with both texts, API: 412."""

    def __init__(self, current: Any) -> None:
        super().__init__("stale version")
        self.current = current


class Gone(Exception):
    """Somebody removed the row first; nothing was written. Pages and API: 404."""


class NoLonger(Exception):
    """It was there and may not be given any more; the reason says why. Pages and API: 410."""

    def __init__(self, reason: str | Promise) -> None:
        super().__init__(reason)
        self.reason = reason


class TooMany(Exception):
    """So much is waiting already that nothing more is taken. Pages and API: 503."""

    def __init__(self, reason: str | Promise) -> None:
        super().__init__(reason)
        self.reason = reason


class Duplicate(Exception):
    """The thing exists already; `existing` is it. API: 409 with its id."""

    def __init__(self, existing: Any) -> None:
        super().__init__("duplicate")
        self.existing = existing


def require(answer: Answer) -> None:
    """Turns a Denied into NotAllowed."""
    if isinstance(answer, Denied):
        raise NotAllowed(answer.reason)
