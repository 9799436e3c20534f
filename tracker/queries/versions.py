"""Every saved version of an answer: when, from which seat, and what it changed. The reader has
already been shown to see the answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.models import Appointment
from recommendations.models import Element
from tracker.enums import Confidentiality, ElementState
from tracker.models import ProgressEntry

from .diff import Piece, words_changed
from .log_words import FIELDS, VERBS

TEXTS = ("narrative", "obstacles", "next_steps", "status_reason")
_SHOWN = (
    *TEXTS, "status", "planned_on", "language", "elements", "confidentiality", "is_ready",
    "confirmed",
)  # fmt: skip
MOST = 200


@dataclass(frozen=True)
class Version:
    """One version of an answer. `is_sealed` where the history keeps a hash instead of words."""

    number: int
    at: dt.datetime
    seat: Appointment | None
    verb: str | Promise
    changed: Sequence[str | Promise]
    is_sealed: bool
    row: Any
    is_present: bool = False


@dataclass(frozen=True)
class Compared:
    """A field of an earlier version against the present one: words piece by piece, or values."""

    label: str | Promise
    pieces: Sequence[Piece] = ()
    then: str = ""
    now: str = ""


@dataclass
class _Walk:
    """Events in order, each told what it changed from the one before."""

    before: Any = None
    found: list[tuple[Any, list[str | Promise]]] = field(default_factory=list)

    def add(self, event: Any) -> None:
        changed = [
            FIELDS.get(name, name)
            for name in _SHOWN
            if self.before is not None and getattr(event, name) != getattr(self.before, name)
        ]
        self.found.append((event, changed))
        self.before = event


def versions(entry: ProgressEntry) -> list[Version]:
    """The versions of an answer, the newest first; at most MOST of them."""
    events = list(
        entry.events.select_related("pgh_context").order_by("-pgh_id")[: MOST + 1]  # type: ignore[attr-defined]
    )
    walk = _Walk()
    for event in reversed(events):
        walk.add(event)
    told = {event.pk: (event.pgh_context.metadata if event.pgh_context else {}) for event in events}
    seats = Appointment.objects.select_related("member").in_bulk(
        [said["seat"] for said in told.values() if said.get("seat")], field_name="public_id"
    )
    by_id = {str(key): seat for key, seat in seats.items()}
    return [
        Version(
            number=event.version,
            at=event.pgh_created_at,
            seat=by_id.get(told[event.pk].get("seat") or ""),
            verb=VERBS.get(told[event.pk].get("verb", ""), ""),
            changed=changed,
            is_sealed=event.confidentiality == Confidentiality.RESTRICTED,
            row=event,
            is_present=event.version == entry.version,
        )
        for event, changed in reversed(walk.found[-MOST:])
    ]


def compared(then: Any, entry: ProgressEntry, elements: Sequence[Element]) -> list[Compared]:
    """What differs between a version in words and what stands now."""
    found = [
        Compared(FIELDS[name], words_changed(getattr(then, name), getattr(entry, name)))
        for name in TEXTS
        if getattr(then, name) != getattr(entry, name)
    ]
    if then.status != entry.status:
        found.append(
            Compared(
                FIELDS["status"], (), then.get_status_display(), str(entry.get_status_display())
            )
        )
    for element in elements:
        was, now = (_state(row.elements.get(element.code)) for row in (then, entry))
        if was != now:
            found.append(Compared(element.text, (), was, now))
    return found


def _state(said: Any) -> str:
    state = ElementState((said or {}).get("state", ElementState.NOT_BEGUN)).label
    reason = (said or {}).get("reason", "")
    if not reason:
        return str(state)
    return _("%(state)s: %(reason)s") % {"state": state, "reason": reason}
