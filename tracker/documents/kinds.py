"""Which module writes which kind of document. They are looked up when one is made: who orders
documents need not load what draws pages."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import IO

from accounts.actor import Actor
from tracker.document_enums import DocumentKind

from .order import Order, Progress

Writer = Callable[[Actor, Order, IO[bytes], Progress], None]

MODULES: dict[str, str] = {
    DocumentKind.COUNTRY_REPORT: "tracker.documents.country_report",
    DocumentKind.MEETING_PACK: "tracker.documents.meeting_pack",
    DocumentKind.ANNUAL_PACK: "tracker.documents.annual_pack",
}


def writer_of(kind: str) -> Writer:
    """The function that writes documents of a kind."""
    return import_module(MODULES[kind]).write  # type: ignore[no-any-return]
