"""What a row was, and who changed it last. The reader has already been shown to see the row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import QuerySet

from accounts.models import Appointment
from accounts.owned import MemberOwned
from tracker.enums import Confidentiality


@dataclass(frozen=True)
class Change:
    """The last change of a row: from which seat, and when (UTC). The seat is None where the
    system did it."""

    seat: Appointment | None
    at: dt.datetime


def version_of(row: MemberOwned, version: int) -> Any | None:
    """The row as it was at a version, read-only; None where the history does not reach, or keeps
    a hash in the place of the words."""
    events = row.events.filter(version=version)  # type: ignore[attr-defined]
    return _in_words(events).order_by("-pgh_id").first()


def _in_words(events: QuerySet) -> QuerySet:
    try:
        events.model._meta.get_field("confidentiality")
    except FieldDoesNotExist:
        return events
    return events.exclude(confidentiality=Confidentiality.RESTRICTED)


def known_by_page(row: MemberOwned, known: int, page: str) -> int:
    """The version that an opened page knows: the one it was sent with, or what it kept since by
    itself and never heard the answer to."""
    events = row.events.filter(version__gt=known).order_by("version")  # type: ignore[attr-defined]
    for version, told in events.values_list("version", "pgh_context__metadata"):
        told = told or {}
        is_own = page and told.get("page") == page and told.get("verb") == "progress.autosave"
        if version != known + 1 or not is_own:
            break
        known = version
    return known


def versions_of(rows: Iterable[tuple[MemberOwned, int]]) -> dict[int, Any]:
    """Several rows of one model, each as it was at its version, by the row's key."""
    wanted = {row.pk: version for row, version in rows}
    if not wanted:
        return {}
    model = next(iter(rows))[0].events.model  # type: ignore[attr-defined, call-overload]
    found = model.objects.filter(pgh_obj_id__in=wanted, version__in=set(wanted.values()))
    return {
        event.pgh_obj_id: event
        for event in _in_words(found).order_by("pgh_id")
        if wanted[event.pgh_obj_id] == event.version
    }


def last_change(row: MemberOwned) -> Change:
    """Who changed a row last. The history keeps ids only; a person's name stays out of it."""
    event = row.events.select_related("pgh_context").order_by("-pgh_id").first()  # type: ignore[attr-defined]
    if event is None:
        return Change(None, row.updated_at)
    told = event.pgh_context.metadata if event.pgh_context else {}
    seat = Appointment.objects.filter(public_id=told["seat"]).first() if told.get("seat") else None
    return Change(seat, event.pgh_created_at)
