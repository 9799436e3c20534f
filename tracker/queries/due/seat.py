"""A seat whose holder has not come for a long time."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.models import Appointment

from .kinds import Kind, keys, waiting
from .seats import SeatFacts, in_office, seat_facts

SUBJECT = "seat:"
# Who came within these days needs no look: the shortest wait less the horizon of planning.
_RECENT = dt.timedelta(days=100)


@dataclass(frozen=True)
class UnusedFacts:
    """`last_used` is the UTC day on which the holder last signed in, or took the seat."""

    subject: str
    member_id: int | None
    member_code: str
    last_used: dt.date
    holder: SeatFacts
    is_frozen: bool = False
    last_day: dt.date | None = None


def to_plan(today: dt.date) -> QuerySet[Appointment]:
    """The first seat in office of everybody who has not signed in for a hundred days. What is
    known is when a person signed in, not at which of their seats."""
    since = dt.datetime.combine(today - _RECENT, dt.time(0), dt.UTC)
    quiet = Q(user__last_login__lt=since) | Q(user__last_login__isnull=True)
    rows = _seats(today)
    return rows.filter(
        (quiet & Q(created_at__lt=since)) | Q(public_id__in=_public_ids(waiting(SUBJECT)))
    )


def named(subjects: Iterable[str]) -> QuerySet[Appointment]:
    rows = in_office(timezone.now().date())
    return rows.filter(public_id__in=_public_ids(subjects))


def subject_of(seat: Appointment) -> str:
    return f"{SUBJECT}{seat.public_id}"


def _seats(today: dt.date) -> QuerySet[Appointment]:
    earlier = Appointment.objects.in_office(today).filter(
        user=OuterRef("user"), pk__lt=OuterRef("pk")
    )
    return in_office(today).filter(~Exists(earlier))


def _public_ids(subjects: Iterable[str]) -> list[uuid.UUID]:
    return [uuid.UUID(key) for key in keys(SUBJECT, subjects)]


def _facts(seats: Collection[Appointment], today: dt.date) -> list[UnusedFacts]:
    return [
        UnusedFacts(
            subject_of(seat),
            seat.member_id,
            seat.member.code if seat.member else "",
            max(filter(None, (seat.user.last_login, seat.created_at))).astimezone(dt.UTC).date(),
            seat_facts(seat),
            seat.member is not None and seat.member.frozen_at is not None,
        )
        for seat in seats
    ]


def _holders(facts: Collection[UnusedFacts], today: dt.date) -> dict[str, Sequence[SeatFacts]]:
    return {one.subject: (one.holder,) for one in facts}


KIND = Kind(SUBJECT, to_plan, named, _facts, _holders)
