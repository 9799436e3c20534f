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
class Letter:
    """A mail before it is laid out as text and as HTML. The subject is also its heading, so that
    the first words of every mail are the ones that matter."""

    subject: str
    action: tuple[str, str] | None = None
    items: tuple[Item, ...] = ()
    paragraphs: tuple[str, ...] = ()
    footer: tuple[str, ...] = ()


Writer = Callable[[OutgoingMail, Sequence[Reminder], dt.datetime], Letter]


def absolute(path: str) -> str:
    return f"{settings.PUBLIC_BASE_URL}{path}"
