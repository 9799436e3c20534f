"""What lies ahead and what is amiss around the reports: dates, mails, seats."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.models import Appointment, Member
from tracker.enums import MailKind, MailState, ReportState
from tracker.models import MailHold, OutgoingMail
from tracker.queries.alphabet import by_name

from .scope import Facts

UNUSED_DAYS, MAIL_DAYS = 180, 7


class What(models.TextChoices):
    """What happens on a day ahead."""

    OPENS = "opens", _("Cycle opens")
    MINISTRY = "ministry_due", _("Ministries’ drafts due")
    DUE = "due", _("Reports due")
    RETURNED = "returned_due", _("Returned reports due")
    HAND_OVER = "hand_over", _("Last day before a hand-over")
    DELEGATION = "delegation_ends", _("Delegation ends")
    PUBLISHES = "publishes", _("Agreed set published")
    MEETING = "meeting", _("Capital-level meeting")
    CLOSES = "closes", _("Cycle closes")


class Amiss(models.TextChoices):
    """What the secretariat looks after about seats."""

    VACANT = "vacant", _("No focal point")
    HAND_OVER = "hand_over", _("Hand-over under way")
    UNUSED = "unused", _("Unused account")


@dataclass(frozen=True)
class Day:
    """A day ahead: what happens, and for which members; for the cycle where there are none."""

    on: dt.date
    what: What
    members: Sequence[Member] = ()


@dataclass(frozen=True)
class MailRow:
    """The mails of one kind: sent, failed and of unknown fate in the last days, and due now."""

    kind: MailKind
    sent: int
    failed: int
    ambiguous: int
    waiting: int


@dataclass(frozen=True)
class Mails:
    """What went out lately. `held_since` while no mail leaves at all."""

    rows: Sequence[MailRow]
    held_since: dt.datetime | None

    @property
    def sent(self) -> int:
        return sum(row.sent for row in self.rows)

    @property
    def failed(self) -> int:
        return sum(row.failed for row in self.rows)

    @property
    def ambiguous(self) -> int:
        return sum(row.ambiguous for row in self.rows)

    @property
    def waiting(self) -> int:
        return sum(row.waiting for row in self.rows)


@dataclass(frozen=True)
class Seat:
    """A seat that needs a look. `on` is the last day of a hand-over, or when an unused account
    last signed in; None where it never did, or the seat is vacant."""

    what: Amiss
    member: Member
    role: Role
    on: dt.date | None = None


@dataclass(frozen=True)
class Seats:
    rows: Sequence[Seat]

    def of(self, what: str) -> list[Seat]:
        return [row for row in self.rows if row.what == what]

    @property
    def vacant(self) -> list[Seat]:
        return self.of(Amiss.VACANT)

    @property
    def hand_overs(self) -> list[Seat]:
        return self.of(Amiss.HAND_OVER)

    @property
    def unused(self) -> list[Seat]:
        return self.of(Amiss.UNUSED)


def days_ahead(facts: Facts) -> list[Day]:
    """From today on, in order."""
    cycle, today = facts.scope.cycle, facts.now.date()
    found = []
    if cycle is not None:
        found = [
            Day(cycle.opens_on, What.OPENS),
            Day(cycle.ministry_due_on, What.MINISTRY),
            Day(cycle.due_on, What.DUE),
            Day(cycle.publishes_on, What.PUBLISHES),
            Day(cycle.meeting_on, What.MEETING),
            Day(cycle.closes_on, What.CLOSES),
        ]
    of_members: dict[tuple[dt.date, What], set[Member]] = defaultdict(set)
    for report in facts.detailed:
        if report.state == ReportState.RETURNED:
            of_members[report.due_on, What.RETURNED].add(report.member)
    for pk, seats in facts.seats.items():
        for seat in seats:
            if seat.read_only_from is not None:
                last_day = seat.read_only_from - dt.timedelta(days=1)
                of_members[last_day, What.HAND_OVER].add(facts.members[pk])
            if seat.delegated_until is not None:
                of_members[seat.delegated_until, What.DELEGATION].add(facts.members[pk])
    found += [Day(on, what, by_name(members)) for (on, what), members in of_members.items()]
    order = list(What)
    ahead = [day for day in found if day.on >= today]
    return sorted(ahead, key=lambda day: (day.on, order.index(day.what)))


def mails(facts: Facts) -> Mails:
    """The mails to the people the reader looks after; for administrators who narrowed nothing,
    every mail there is. Two queries."""
    since = facts.now - dt.timedelta(days=MAIL_DAYS)
    rows = OutgoingMail.objects.order_by()
    scope = facts.scope
    if not (scope.actor.has_role(Role.ADMINISTRATOR) and scope.is_whole):
        people = {seat.user_id for seats in facts.seats.values() for seat in seats}
        rows = rows.filter(recipient__in=people)
    late = Q(next_attempt_at__gte=since)
    counted = rows.values("kind").annotate(
        sent=Count("pk", filter=Q(state=MailState.SENT, sent_at__gte=since)),
        failed=Count("pk", filter=late & Q(state=MailState.FAILED)),
        ambiguous=Count("pk", filter=late & Q(state=MailState.AMBIGUOUS)),
        waiting=Count("pk", filter=Q(state=MailState.PENDING, next_attempt_at__lte=facts.now)),
    )
    found = {
        row["kind"]: (row["sent"], row["failed"], row["ambiguous"], row["waiting"])
        for row in counted
    }
    hold = MailHold.objects.filter(released_at=None).order_by("since").first()
    return Mails(
        [MailRow(kind, *found.get(kind, (0, 0, 0, 0))) for kind in MailKind],
        hold.since if hold else None,
    )


def seats(facts: Facts) -> Seats:
    """Vacant seats, hand-overs under way and accounts that nobody used for half a year, member by
    member. Roles, never names."""
    members = [m for m in facts.scope.members if m.pk in facts.scope.looked_after]
    before = facts.now - dt.timedelta(days=UNUSED_DAYS)
    vacant, passing, unused = [], [], []
    for member in members:
        held = facts.seats[member.pk]
        if not any(seat.role == Role.FOCAL_POINT for seat in held):
            vacant.append(Seat(Amiss.VACANT, member, Role.FOCAL_POINT))
        for seat in held:
            role = Role(seat.role)
            if seat.read_only_from is not None:
                last_day = seat.read_only_from - dt.timedelta(days=1)
                passing.append(Seat(Amiss.HAND_OVER, member, role, last_day))
            if _last_use(seat) < before:
                seen = seat.user.last_login
                unused.append(Seat(Amiss.UNUSED, member, role, seen.date() if seen else None))
    return Seats([*vacant, *passing, *unused])


def _last_use(seat: Appointment) -> dt.datetime:
    """The last sign-in; for somebody who never came, the day they were given the account."""
    return seat.user.last_login or seat.user.joined_at
