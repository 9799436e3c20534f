"""What a download says about itself: what it holds, as of when, for whom, on what terms."""

from __future__ import annotations

import datetime as dt
from urllib.parse import quote

from accounts.actor import Actor
from tracker.models.content import OWN_READERS
from tracker.queries.demo import is_demo

DEMO_NOTICE = "Invented demonstration data"
FREE = "Free to reuse, naming the member and this tracker as the source"
OWN_USE = "For the reader's own use; not for publication"


def classification(actor: Actor) -> str:
    """The confidentiality classes that a download for this reader may hold. Restricted rows are in
    none."""
    if not actor.is_signed_in:
        return "public"
    if actor.role in (*OWN_READERS, "contributor", "reviewer"):
        return "public, network, member"
    return "public, network"


def headers(dataset: str, actor: Actor, filters: dict[str, str]) -> dict[str, str]:
    """The `X-Export-*` headers of a download made now."""
    shown = "&".join(f"{quote(k)}={quote(v)}" for k, v in sorted(filters.items()))
    classes = classification(actor)
    found = {
        "X-Export-Dataset": dataset,
        "X-Export-At": dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "X-Export-Filters": shown,
        "X-Export-Classification": classes,
        "X-Export-Licence": FREE if classes == "public" else OWN_USE,
    }
    if is_demo():
        found["X-Export-Notice"] = DEMO_NOTICE
    return found
