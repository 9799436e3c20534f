"""A member that has people but no focal point in office."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.enums import LEADING_ROLES, Role
from accounts.models import Appointment, Member
from tracker.models import ReportingCycle

from .kinds import Kind, keys, waiting
from .seats import SeatFacts, in_office, seat_facts

SUBJECT = "vacancy:"
# How far ahead a seat may end to be looked at: the horizon of planning, and some days.
_AHEAD = dt.timedelta(days=75)


@dataclass(frozen=True)
class VacancyFacts:
    """`since` is the UTC moment from which no focal point is in office, or the opening of the
    running cycle where that came later; None where one is."""

    subject: str
    member_id: int
    member_code: str
    since: dt.datetime | None
    is_frozen: bool = False
    last_day: dt.date | None = None


def to_plan(today: dt.date) -> QuerySet[Member]:
    """Members that somebody leads or led, and of whose focal points none is in office for good.
    Where nobody ever held a leading seat, nobody is missed: the overview shows who to invite."""
    seats = Appointment.objects.filter(member=OuterRef("pk"))
    for_good = Appointment.objects.in_office(today + _AHEAD).filter(
        member=OuterRef("pk"), role=Role.FOCAL_POINT
    )
    vacant = Exists(seats.filter(role__in=LEADING_ROLES)) & ~Exists(for_good)
    return Member.objects.filter(vacant | Q(code__in=keys(SUBJECT, waiting(SUBJECT))))


def named(subjects: Iterable[str]) -> QuerySet[Member]:
    return Member.objects.filter(code__in=keys(SUBJECT, subjects))


def subject_of(member: Member) -> str:
    return f"{SUBJECT}{member.code}"


def _facts(members: Collection[Member], today: dt.date) -> list[VacancyFacts]:
    leading: dict[int, list[Appointment]] = defaultdict(list)
    rows = Appointment.objects.filter(member__in=members, role__in=LEADING_ROLES)
    for seat in rows.select_related("user"):
        leading[seat.member_id].append(seat)  # type: ignore[index]
    cycle = ReportingCycle.objects.current(today)
    opened = _midnight(cycle.opens_on) if cycle else None
    return [
        VacancyFacts(
            subject_of(member),
            member.pk,
            member.code,
            _since(leading[member.pk], today, opened),
            member.frozen_at is not None,
        )
        for member in members
    ]


def _since(
    seats: Sequence[Appointment], today: dt.date, opened: dt.datetime | None
) -> dt.datetime | None:
    """When the last focal point goes, or went; where there never was one, when others began."""
    focal = [seat for seat in seats if seat.role == Role.FOCAL_POINT and seat.user.is_active]
    held = [seat for seat in focal if seat.ended_at is None]
    if any(_end(seat) is None for seat in held):
        return None
    ends = [end for seat in held if (end := _end(seat)) is not None]
    ends += [seat.ended_at for seat in focal if seat.ended_at is not None]
    if not ends:
        began = min((seat.starts_on for seat in seats), default=None)
        ends = [_midnight(began)] if began else []
    if not ends:
        return None
    since = max(ends)
    return max(since, opened) if opened and since.date() <= today else since


def _end(seat: Appointment) -> dt.datetime | None:
    """The moment from which the seat no longer writes; None where no day is set."""
    days = [seat.read_only_from] if seat.read_only_from else []
    if seat.ends_on:
        days.append(seat.ends_on + dt.timedelta(days=1))
    return _midnight(min(days)) if days else None


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(0), dt.UTC)


def _reviewers(facts: Collection[VacancyFacts], today: dt.date) -> dict[str, Sequence[SeatFacts]]:
    """The reviewers assigned to each member, or all of them where none is. Two queries."""
    held = in_office(today).filter(role=Role.REVIEWER)
    reviewers = {seat.pk: seat_facts(seat) for seat in held}
    assigned: dict[int, list[SeatFacts]] = defaultdict(list)
    pairs = Appointment.assigned_members.through.objects.filter(
        member__in=[one.member_id for one in facts], appointment__in=list(reviewers)
    )
    for seat, member in pairs.order_by("id").values_list("appointment_id", "member_id"):
        assigned[member].append(reviewers[seat])
    return {one.subject: assigned[one.member_id] or list(reviewers.values()) for one in facts}


KIND = Kind(SUBJECT, to_plan, named, _facts, _reviewers)
