"""Who may be written to: the seats of members and of the Network, with zone and weekend."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet

from accounts.enums import LEADING_ROLES, Role
from accounts.models import Appointment, Member, User
from tracker.enums import MailFrequency
from tracker.models import MailPreference
from tracker.mornings import zone

# Seats of a member that a reminder may concern.
MEMBER_ROLES = (
    *LEADING_ROLES,
    Role.CLEARING_OFFICER,
    Role.CONTRIBUTOR,
    Role.CIVIL_SOCIETY_MONITOR,
)
# For seats of the Network itself, which have no member to take these from.
NETWORK_ZONE, NETWORK_WEEKEND = "UTC", (6, 7)


@dataclass(frozen=True)
class SeatFacts:
    """Somebody who may be written to. `weekend` holds ISO weekdays, Monday = 1; `weekly` the topics
    that this person wants once a week."""

    seat_id: int
    user_id: int
    role: str
    time_zone: str
    weekend: tuple[int, ...]
    member_id: int | None = None
    member_code: str = ""
    weekly: frozenset[str] = frozenset()


def zone_name(user: User, member: Member | None) -> str:
    """The person's own time zone, else their member's; a name that no longer exists is skipped."""
    for name in (user.time_zone, member.time_zone if member else ""):
        if name and _is_zone(name):
            return name
    return NETWORK_ZONE


def _is_zone(name: str) -> bool:
    try:
        zone(name)
    except (OSError, ValueError, KeyError):
        return False
    return True


def in_office(on: dt.date) -> QuerySet[Appointment]:
    """Seats in office on a day, each with its person, its member and what the person wants once a
    week, in the order in which they were made."""
    weekly = MailPreference.objects.filter(user=OuterRef("user"), frequency=MailFrequency.WEEKLY)
    seats = Appointment.objects.in_office(on).select_related("user", "member")
    return seats.annotate(weekly=ArraySubquery(weekly.values("topic"))).order_by("id")


def seat_facts(seat: Appointment) -> SeatFacts:
    """The facts of a seat; without what its person wants weekly where `in_office` did not load
    it."""
    return SeatFacts(
        seat_id=seat.pk,
        user_id=seat.user_id,
        role=seat.role,
        time_zone=zone_name(seat.user, seat.member),
        weekend=tuple(seat.member.weekend) if seat.member else NETWORK_WEEKEND,
        member_id=seat.member_id,
        member_code=seat.member.code if seat.member else "",
        weekly=frozenset(getattr(seat, "weekly", ())),
    )


def seats_by_member(members: Collection[int], on: dt.date) -> dict[int, list[SeatFacts]]:
    """Who may be written to about each member's report on a day: its own seats, then the
    reviewers assigned to it. Three queries, however many members."""
    found: dict[int, list[SeatFacts]] = defaultdict(list)
    current = in_office(on)
    for seat in current.filter(member__in=members, role__in=MEMBER_ROLES):
        found[seat.member_id].append(seat_facts(seat))  # type: ignore[index]
    assigned = Appointment.assigned_members.through.objects.filter(member__in=members)
    reviewers = current.filter(role=Role.REVIEWER).in_bulk(
        list(assigned.values_list("appointment_id", flat=True).distinct())
    )
    for seat_id, member_id in assigned.order_by("id").values_list("appointment_id", "member_id"):
        if seat_id in reviewers:
            found[member_id].append(seat_facts(reviewers[seat_id]))
    return found


def owners_by_member(members: Collection[int], on: dt.date) -> dict[int, list[SeatFacts]]:
    """The leading seats of each member in office on a day. One query."""
    found: dict[int, list[SeatFacts]] = defaultdict(list)
    for seat in in_office(on).filter(member__in=members, role__in=LEADING_ROLES):
        found[seat.member_id].append(seat_facts(seat))  # type: ignore[index]
    return found


def topics_by_person(frequency: str, people: Collection[int]) -> dict[int, frozenset[str]]:
    """The topics for which these people chose a frequency, by their id."""
    found: dict[int, set[str]] = defaultdict(set)
    rows = MailPreference.objects.filter(frequency=frequency, user__in=people)
    for person, topic in rows.values_list("user", "topic"):
        found[person].add(topic)
    return {person: frozenset(topics) for person, topics in found.items()}


def owners_of_each(facts: Collection[Any], on: dt.date) -> dict[str, Sequence[SeatFacts]]:
    """The leading seats of the member of each subject. One query."""
    owners = owners_by_member({one.member_id for one in facts}, on)
    return {one.subject: owners[one.member_id] for one in facts}
