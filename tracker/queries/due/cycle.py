"""A cycle round its meeting: what the secretariat and all focal points are told of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.db.models import Q, QuerySet

from accounts.enums import LEADING_ROLES, Role
from tracker.models import ReportingCycle

from .kinds import Kind, keys, waiting
from .seats import SeatFacts, in_office, seat_facts

SUBJECT = "cycle:"
# From a little before the meeting to the autumn of the year after, at the latest.
_AHEAD, _BEHIND = dt.timedelta(days=75), dt.timedelta(days=400)


@dataclass(frozen=True)
class CycleFacts:
    """`followed_on` is the next meeting, with which this cycle is history; `has_meeting` is false
    where the day was set by hand for want of one."""

    subject: str
    meeting_on: dt.date
    has_meeting: bool = True
    followed_on: dt.date | None = None
    member_id: int | None = None
    member_code: str = ""
    is_frozen: bool = False

    @property
    def last_day(self) -> dt.date | None:
        return self.followed_on - dt.timedelta(days=1) if self.followed_on else None


def to_plan(today: dt.date) -> QuerySet[ReportingCycle]:
    """Cycles whose meeting is near, or not a year and an autumn ago."""
    near = Q(meeting_on__range=(today - _BEHIND, today + _AHEAD))
    return ReportingCycle.objects.filter(
        near | Q(code__in=keys(SUBJECT, waiting(SUBJECT)))
    ).order_by("pk")


def named(subjects: Iterable[str]) -> QuerySet[ReportingCycle]:
    return ReportingCycle.objects.filter(code__in=keys(SUBJECT, subjects))


def subject_of(cycle: ReportingCycle) -> str:
    return f"{SUBJECT}{cycle.code}"


def _facts(cycles: Collection[ReportingCycle], today: dt.date) -> list[CycleFacts]:
    meetings = sorted(set(ReportingCycle.objects.values_list("meeting_on", flat=True)))
    following = dict(pairwise(meetings))
    return [
        CycleFacts(
            subject_of(cycle),
            cycle.meeting_on,
            not cycle.no_meeting_reason,
            following.get(cycle.meeting_on),
        )
        for cycle in cycles
    ]


def _seats(facts: Collection[CycleFacts], today: dt.date) -> dict[str, Sequence[SeatFacts]]:
    """Every leading seat of a member that is not frozen, and every reviewer."""
    rows = in_office(today).filter(
        Q(role=Role.REVIEWER) | Q(role__in=LEADING_ROLES, member__frozen_at__isnull=True)
    )
    seats = [seat_facts(seat) for seat in rows]
    return {one.subject: seats for one in facts}


KIND = Kind(SUBJECT, to_plan, named, _facts, _seats)
