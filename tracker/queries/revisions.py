"""What a figure was before: every revision with the seat that made it. The reader has already been
shown to see the figure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise

from accounts.models import Appointment
from tracker.enums import Confidentiality, DataState
from tracker.models import BudgetFigure

MOST = 100


@dataclass(frozen=True)
class Revision:
    """One change of a figure. `was` and `now` are amounts, None where none was given; the states
    say why. `is_sealed` where the history keeps no amount, since the figure was for named people.
    `is_first` for the figure as it was written first."""

    at: dt.datetime
    seat: Appointment | None
    was: Decimal | None
    was_state: str | Promise
    now: Decimal | None
    now_state: str | Promise
    is_sealed: bool
    is_first: bool


def revisions_of(figure: BudgetFigure) -> Sequence[Revision]:
    """The changes of a figure's amount or of what is known of it, the newest first."""
    events = list(
        figure.events.select_related("pgh_context").order_by("-pgh_id")[: MOST + 1]  # type: ignore[attr-defined]
    )[::-1]
    told = {event.pk: (event.pgh_context.metadata if event.pgh_context else {}) for event in events}
    keys = {said["seat"] for said in told.values() if said.get("seat")}
    rows = Appointment.objects.select_related("member").filter(public_id__in=keys)
    seats = {str(seat.public_id): seat for seat in rows}
    found, before = [], None
    for event in events:
        is_same = before is not None and (before.amount, before.data_state) == (
            event.amount,
            event.data_state,
        )
        if not is_same:
            found.append(
                Revision(
                    at=event.pgh_created_at,
                    seat=seats.get(told[event.pk].get("seat") or ""),
                    was=before.amount if before else None,
                    was_state=_state(before.data_state) if before else "",
                    now=event.amount,
                    now_state=_state(event.data_state),
                    is_sealed=Confidentiality.RESTRICTED
                    in (event.confidentiality, before.confidentiality if before else ""),
                    is_first=before is None,
                )
            )
        before = event
    return found[::-1]


def _state(code: str) -> str | Promise:
    return DataState(code).label
