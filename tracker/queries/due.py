"""What planning and mail need to know about reports: the facts, the seats, and how much is open."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from accounts.enums import Role
from accounts.models import Appointment, Member, User
from tracker.enums import Confidentiality, MailFrequency, ReminderState, ReportState, Status
from tracker.models import (
    Assignment,
    MailPreference,
    ProgressEntry,
    Reminder,
    Report,
    ReviewComment,
)

from .asked import addressee_of

# Seats of a member that a reminder may concern.
MEMBER_ROLES = (Role.FOCAL_POINT, Role.DEPUTY, Role.CLEARING_OFFICER, Role.CONTRIBUTOR)
SUBJECT = "report:"
# For seats of the Network itself, which have no member to take these from.
NETWORK_ZONE, NETWORK_WEEKEND = "UTC", (6, 7)


@dataclass(frozen=True)
class Part:
    """What a contributor was asked for, by its code, and whether they called it ready."""

    seat_id: int | None
    code: str
    is_restricted: bool
    due_on: dt.date
    asked_at: dt.datetime
    ready_at: dt.datetime | None


@dataclass(frozen=True)
class ReportFacts:
    """What planning looks at. Moments are UTC; `due_on`, `opens_on` and `closes_on` are days.
    `asked_at` is when a contributor's seat was last asked for what is not ready."""

    subject: str
    member_id: int
    member_code: str
    state: str
    due_on: dt.date
    opens_on: dt.date
    closes_on: dt.date
    created_at: dt.datetime
    state_since: dt.datetime
    was_submitted: bool = False
    is_cleared: bool = False
    is_released: bool = False
    is_frozen: bool = False
    asked_at: Mapping[int, dt.datetime] = field(default_factory=dict)
    ready_at: dt.datetime | None = None


@dataclass(frozen=True)
class SeatFacts:
    """Somebody who may be written to. `weekend` holds ISO weekdays, Monday = 1; `weekly` the topics
    that this person wants once a week."""

    seat_id: int
    user_id: int
    role: str
    time_zone: str
    weekend: tuple[int, ...]
    weekly: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Open:
    """How much of a report is not answered yet. `codes` leaves restricted answers out."""

    count: int
    asked: int
    codes: tuple[str, ...]


@dataclass(frozen=True)
class ToAnswer:
    """How many comments wait for an answer, and the code of the first answer they are about that
    is not restricted."""

    count: int = 0
    first: str = ""


def subject_of(report: Report) -> str:
    """How a reminder names the report it is about."""
    return f"{SUBJECT}{report.public_id}"


def zone_name(user: User, member: Member | None) -> str:
    """The person's own time zone, else their member's; a name that no longer exists is skipped."""
    for name in (user.time_zone, member.time_zone if member else ""):
        if name and _is_zone(name):
            return name
    return NETWORK_ZONE


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (OSError, ValueError, KeyError):
        return False
    return True


def facts_of(report: Report, parts: Collection[Part] = ()) -> ReportFacts:
    """The facts of a report whose member and cycle are loaded, with what was asked for it."""
    asked_at: dict[int, dt.datetime] = {}
    for part in parts:
        if part.seat_id is not None and part.ready_at is None:
            before = asked_at.get(part.seat_id, part.asked_at)
            asked_at[part.seat_id] = max(before, part.asked_at)
    return ReportFacts(
        subject=subject_of(report),
        member_id=report.member_id,
        member_code=report.member.code,
        state=report.state,
        due_on=report.due_on,
        opens_on=report.cycle.opens_on,
        closes_on=report.cycle.last_day,
        created_at=report.created_at,
        state_since=report.state_since,
        was_submitted=report.submitted_at is not None,
        is_cleared=report.cleared_at is not None,
        is_released=report.released_at is not None,
        is_frozen=report.member.frozen_at is not None,
        asked_at=asked_at,
        ready_at=max((part.ready_at for part in parts if part.ready_at), default=None),
    )


def seat_facts(seat: Appointment, weekly: frozenset[str] = frozenset()) -> SeatFacts:
    return SeatFacts(
        seat_id=seat.pk,
        user_id=seat.user_id,
        role=seat.role,
        time_zone=zone_name(seat.user, seat.member),
        weekend=tuple(seat.member.weekend) if seat.member else NETWORK_WEEKEND,
        weekly=weekly,
    )


def seats_by_member(members: Collection[int], on: dt.date) -> dict[int, list[SeatFacts]]:
    """Who may be written to about each member's report on a day: its own seats, then the
    reviewers assigned to it. Four queries, however many members."""
    found: dict[int, list[SeatFacts]] = defaultdict(list)
    weekly = topics_by_person(MailFrequency.WEEKLY)
    current = Appointment.objects.in_office(on).select_related("user", "member").order_by("id")
    for seat in current.filter(member__in=members, role__in=MEMBER_ROLES):
        facts = seat_facts(seat, weekly.get(seat.user_id, frozenset()))
        found[seat.member_id].append(facts)  # type: ignore[index]
    assigned = Appointment.assigned_members.through.objects.filter(member__in=members)
    reviewers = current.filter(role=Role.REVIEWER).in_bulk(
        list(assigned.values_list("appointment_id", flat=True).distinct())
    )
    for seat_id, member_id in assigned.order_by("id").values_list("appointment_id", "member_id"):
        if seat_id in reviewers:
            seat = reviewers[seat_id]
            found[member_id].append(seat_facts(seat, weekly.get(seat.user_id, frozenset())))
    return found


def topics_by_person(
    frequency: str, people: Collection[int] | None = None
) -> dict[int, frozenset[str]]:
    """The topics for which people chose a frequency, by their id; of everybody unless told."""
    rows = MailPreference.objects.filter(frequency=frequency)
    rows = rows if people is None else rows.filter(user__in=people)
    found: dict[int, set[str]] = defaultdict(set)
    for person, topic in rows.values_list("user", "topic"):
        found[person].add(topic)
    return {person: frozenset(topics) for person, topics in found.items()}


def reports_to_plan(today: dt.date) -> QuerySet[Report]:
    """Reports that somebody may still have to be told about, with member and cycle: those of
    cycles that are not over, returned ones, and all that still have reminders waiting."""
    waiting = Reminder.objects.filter(state=ReminderState.PENDING).values_list("subject", flat=True)
    return reports().filter(
        Q(cycle__closes_on__gte=today - dt.timedelta(days=1))
        | Q(state=ReportState.RETURNED)
        | Q(public_id__in=_public_ids(waiting.distinct()))
    )


def reports_about(subjects: Iterable[str]) -> dict[str, Report]:
    """The reports that reminders name, with member and cycle."""
    found = reports().filter(public_id__in=_public_ids(subjects))
    return {subject_of(report): report for report in found}


def reports() -> QuerySet[Report]:
    return Report.objects.unscoped().select_related("member", "cycle").order_by("pk")


def _public_ids(subjects: Iterable[str]) -> list[uuid.UUID]:
    return [uuid.UUID(s.removeprefix(SUBJECT)) for s in subjects if s.startswith(SUBJECT)]


def open_answers(reports: Collection[Report]) -> dict[int, Open]:
    """What is not answered yet among what each report's member is asked, by report id.

    An answer carried over and not confirmed is still open. One query.
    """
    kinds = {report.pk: report.member.kind for report in reports}
    asked: dict[int, int] = defaultdict(int)
    still_open: dict[int, list[tuple[str, str]]] = defaultdict(list)
    rows = (
        ProgressEntry.objects.working()
        .filter(report__in=list(kinds))
        .order_by("recommendation__code")
        .values_list(
            "report_id",
            "recommendation__code",
            "recommendation__addressed_to",
            "status",
            "confirmed",
            "confidentiality",
        )
    )
    for report, code, addressed_to, status, confirmed, confidentiality in rows:
        if addressee_of(kinds[report]) not in addressed_to:
            continue
        asked[report] += 1
        if status == Status.NOT_REPORTED or not confirmed:
            still_open[report].append((code, confidentiality))
    return {
        pk: Open(
            count=len(still_open[pk]),
            asked=asked[pk],
            codes=tuple(c for c, kept in still_open[pk] if kept != Confidentiality.RESTRICTED),
        )
        for pk in kinds
    }


def parts_of(reports: Collection[Report]) -> dict[int, list[Part]]:
    """What contributors were asked for in each report, by report id. One query."""
    found: dict[int, list[Part]] = {report.pk: [] for report in reports}
    of_member = {report.member_id: report for report in sorted(reports, key=_opening)}
    rows = (
        Assignment.objects.unscoped()
        .filter(
            Q(entry__report__in=list(found)) | Q(entry__isnull=True, member__in=list(of_member))
        )
        .select_related("entry__recommendation", "budget_line__recommendation")
    )
    for row in rows:
        thing = row.entry or row.budget_line
        report = None if row.entry else of_member[row.member_id]
        if thing is None or (report is not None and row.due_on < report.cycle.opens_on):
            continue
        found[row.entry.report_id if row.entry else report.pk].append(  # type: ignore[union-attr]
            Part(
                row.appointment_id,
                thing.recommendation.code,
                thing.confidentiality == Confidentiality.RESTRICTED,
                row.due_on,
                row.created_at,
                row.ready_at,
            )
        )
    return found


def _opening(report: Report) -> dt.date:
    return report.cycle.opens_on


def comments_to_answer(reports: Collection[Report]) -> dict[int, ToAnswer]:
    """Which comments of a reviewer each member has not answered yet, by report id. One query."""
    rows = (
        ReviewComment.objects.unscoped()
        .filter(
            report__in=[report.pk for report in reports],
            sent_at__isnull=False,
            answer="",
            resolved_at__isnull=True,
        )
        .order_by("entry__recommendation__code")
        .values_list("report", "entry__recommendation__code", "entry__confidentiality")
    )
    found: dict[int, ToAnswer] = {}
    for report, code, confidentiality in rows:
        known = found.get(report, ToAnswer())
        is_sayable = code and confidentiality != Confidentiality.RESTRICTED
        first = known.first or (code if is_sayable else "")
        found[report] = ToAnswer(known.count + 1, first)
    return found
