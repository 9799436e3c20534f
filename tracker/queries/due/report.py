"""What planning and mail need to know about reports: the facts, and how much is open."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.db.models import Max, Q, QuerySet

from accounts.enums import LEADING_ROLES
from accounts.models import Appointment
from tracker.enums import Confidentiality, ReportState, Status
from tracker.models import (
    Assignment,
    CivilSocietyView,
    ProgressEntry,
    Report,
    ReviewComment,
)
from tracker.queries.asked import addressee_of

from .kinds import Facts, Kind, keys, waiting
from .seats import SeatFacts, seats_by_member

SUBJECT = "report:"


@dataclass(frozen=True)
class Part:
    """What a contributor was asked for, by its code (empty where a mail must not say it, or there
    is none), and whether they called it ready."""

    seat_id: int | None
    code: str
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
    # The day of each part that is not ready, with the seat it was asked of.
    open_parts: tuple[tuple[int | None, dt.date], ...] = ()
    meeting_on: dt.date | None = None
    publishes_on: dt.date | None = None
    # Seats of monitors who filed a view in this cycle.
    filed: frozenset[int] = frozenset()
    # When somebody of the member last gave a sign of life, while the report is with it.
    last_sign: dt.datetime | None = None

    @property
    def last_day(self) -> dt.date | None:
        """A report never submitted is nobody's business once its cycle is over."""
        return None if self.was_submitted else self.closes_on


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
        open_parts=tuple((part.seat_id, part.due_on) for part in parts if not part.ready_at),
        meeting_on=report.cycle.meeting_on,
        publishes_on=report.cycle.publishes_on,
    )


def reports_to_plan(today: dt.date) -> QuerySet[Report]:
    """Reports that somebody may still have to be told about, with member and cycle: those of
    cycles that are not over, returned ones, and all that still have reminders waiting."""
    return reports().filter(
        Q(cycle__closes_on__gte=today - dt.timedelta(days=1))
        | Q(state=ReportState.RETURNED)
        | Q(public_id__in=_public_ids(waiting(SUBJECT)))
    )


def reports_about(subjects: Iterable[str]) -> dict[str, Report]:
    """The reports that reminders name, with member and cycle."""
    return {subject_of(report): report for report in named(subjects)}


def named(subjects: Iterable[str]) -> QuerySet[Report]:
    return reports().filter(public_id__in=_public_ids(subjects))


def reports() -> QuerySet[Report]:
    return Report.objects.unscoped().select_related("member", "cycle").order_by("pk")


def _public_ids(subjects: Iterable[str]) -> list[uuid.UUID]:
    return [uuid.UUID(key) for key in keys(SUBJECT, subjects)]


def _facts(reports: Collection[Report], today: dt.date) -> list[ReportFacts]:
    parts, filed, signs = parts_of(reports), _filed(reports), _last_signs(reports, today)
    return [
        replace(
            facts_of(report, parts[report.pk]),
            filed=filed[report.member_id, report.cycle_id],
            last_sign=signs.get(report.pk),
        )
        for report in reports
    ]


def _filed(reports: Collection[Report]) -> dict[tuple[int, int], frozenset[int]]:
    """The seats of monitors who filed any view, by member and cycle. One query."""
    found: dict[tuple[int, int], frozenset[int]] = defaultdict(frozenset)
    rows = CivilSocietyView.objects.unscoped().filter(
        member__in={report.member_id for report in reports},
        cycle__in={report.cycle_id for report in reports},
    )
    places = rows.order_by().values_list("member", "cycle", "author").distinct()
    for member, cycle, author in places:
        found[member, cycle] |= {author}
    return found


def _last_signs(reports: Collection[Report], today: dt.date) -> dict[int, dt.datetime]:
    """When a member last signed in, wrote or moved its report, by the id of each report that it
    holds. Two queries, none where no report is with its member."""
    held = [report for report in reports if report.is_with_member]
    if not held:
        return {}
    written = last_written(held)
    leading = Appointment.objects.in_office(today).filter(
        member__in={report.member_id for report in held}, role__in=LEADING_ROLES
    )
    seen = dict(leading.order_by().values_list("member").annotate(Max("user__last_login")))
    return {
        report.pk: max(
            sign
            for sign in (report.state_since, written.get(report.pk), seen.get(report.member_id))
            if sign is not None
        )
        for report in held
    }


def last_written(reports: Collection[Report]) -> dict[int, dt.datetime]:
    """When somebody last wrote in each report; absent where nobody has. Restricted answers tell
    nothing, not even this. One query."""
    rows = (
        ProgressEntry.objects.working()
        .filter(report__in=[report.pk for report in reports], version__gt=1)
        .exclude(confidentiality=Confidentiality.RESTRICTED)
        .order_by()
        .values_list("report_id")
        .annotate(last=Max("updated_at"))
    )
    return dict(rows)


def _seats(facts: Collection[Facts], today: dt.date) -> dict[str, Sequence[SeatFacts]]:
    seats = seats_by_member({one.member_id for one in facts if one.member_id}, today)
    return {one.subject: seats[one.member_id] for one in facts if one.member_id}


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


# What a part and its code need: words of answers and texts of recommendations stay where they are.
_OF_A_PART = (
    *"member appointment due_on created_at ready_at entry__report entry__confidentiality".split(),
    *"entry__recommendation__code budget_line__confidentiality".split(),
    *"budget_line__recommendation__code action__code action__plan__confidentiality".split(),
)


def parts_of(reports: Collection[Report]) -> dict[int, list[Part]]:
    """What contributors were asked for in each report, by report id. One query."""
    found: dict[int, list[Part]] = {report.pk: [] for report in reports}
    of_member = {report.member_id: report for report in sorted(reports, key=_opening)}
    rows = (
        Assignment.objects.unscoped()
        .filter(
            Q(entry__report__in=list(found)) | Q(entry__isnull=True, member__in=list(of_member))
        )
        .select_related("entry__recommendation", "budget_line__recommendation", "action__plan")
        .only(*_OF_A_PART)
    )
    for row in rows:
        report = None if row.entry else of_member[row.member_id]
        if report is not None and row.due_on < report.cycle.opens_on:
            continue
        found[row.entry.report_id if row.entry else report.pk].append(  # type: ignore[union-attr]
            Part(
                row.appointment_id,
                row.sayable_code,
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


KIND = Kind(SUBJECT, reports_to_plan, named, _facts, _seats)
