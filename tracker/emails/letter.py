"""A mail before it is laid out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.conf import settings

from tracker.models import OutgoingMail, Reminder


@dataclass(frozen=True)
class Item:
    """One thing in a mail: what, the codes of answers it is about, and where to do it."""

    text: str
    url: str
    aside: str = ""


@dataclass(frozen=True)
class Section:
    """Items of a mail under a heading."""

    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Letter:
    """A mail before it is laid out as text and as HTML. The subject is also its heading, so that
    the first words of every mail are the ones that matter.

    `more` says how many items were left out, and where they stand. `pause` and `links` (words,
    address) are those of optional mail: they work without signing in. `stop` is the address of the
    one-click unsubscribe; a mail that has none cannot be switched off. `calendar` is an .ics file.
    """

    subject: str
    action: tuple[str, str] | None = None
    sections: tuple[Section, ...] = ()
    more: tuple[str, str] | None = None
    paragraphs: tuple[str, ...] = ()
    footer: tuple[str, ...] = ()
    pause: str = ""
    links: tuple[tuple[str, str], ...] = ()
    stop: str = ""
    calendar: bytes = b""


Writer = Callable[[OutgoingMail, Sequence[Reminder], dt.datetime], Letter]


def absolute(path: str) -> str:
    return f"{settings.PUBLIC_BASE_URL}{path}"
