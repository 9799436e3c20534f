"""Who has not sent a report, for how long nothing was heard, and whether a mail would arrive.
For the secretariat alone; never published."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import models
from django.db.models import Count, Max
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.enums import LEADING_ROLES, Role
from accounts.models import Appointment
from tracker.enums import MailState, ReminderState, ReportState
from tracker.models import OutgoingMail, Reminder, Report
from tracker.queries.due import last_written, subject_of

from .scope import Facts

# The rules by which a member is reminded of its own report.
REMINDING = ("submission_due", "return_due")


class Stands(models.TextChoices):
    """Where a report stands that is with its member, as far as the secretariat may know."""

    NEVER_OPENED = "never_opened", _("Never opened")
    NOT_BEGUN = "not_begun", _("Not begun")
    BEGUN = "begun", _("Begun")
    CLEARANCE = "clearance", _("In clearance")
    RETURNED = "returned", _("Returned with comments")


@dataclass(frozen=True)
class Reach:
    """The leading seats of a member in office, and those of them whose last mail failed."""

    roles: tuple[str, ...]
    failing: tuple[str, ...]

    @property
    def is_vacant(self) -> bool:
        return Role.FOCAL_POINT not in self.roles

    @property
    def labels(self) -> list[str | Promise]:
        return [Role(role).label for role in self.roles]

    @property
    def failing_labels(self) -> list[str | Promise]:
        return [Role(role).label for role in self.failing]


@dataclass(frozen=True)
class Silent:
    """A report that its member holds: where it stands, the days without a sign of life, on how
    many days reminders went out, and the last of them."""

    report: Report
    stands: Stands
    days: int
    reminders: int
    last_reminded: dt.date | None
    reach: Reach


@dataclass(frozen=True)
class Silence:
    """Longest silence first, narrowed to the state asked for. `unsent` members never sent a report
    and `returned` ones hold one that came back, whatever the state asked for."""

    rows: Sequence[Silent]
    unsent: int
    returned: int

    @property
    def longest(self) -> int:
        return max((row.days for row in self.rows), default=0)


def silence(facts: Facts) -> Silence:
    """Three queries beside the rows that all blocks share."""
    with_member = [report for report in facts.detailed if report.is_with_member]
    unsent = sum(report.submitted_at is None for report in with_member)
    held = [report for report in with_member if facts.is_listed(report)]
    edited = last_written(held)
    reminded = _reminded(held)
    failing = _failing(facts)
    rows = []
    for report in held:
        leading = [s for s in facts.seats[report.member_id] if s.role in LEADING_ROLES]
        seen = [seat.user.last_login for seat in leading if seat.user.last_login]
        signs = [report.state_since, *seen]
        if report.pk in edited:
            signs.append(edited[report.pk])
        count, last = reminded.get(subject_of(report), (0, None))
        rows.append(
            Silent(
                report=report,
                stands=_stands(report, report.pk in edited, max(seen, default=None)),
                days=max((facts.now - max(signs)).days, 0),
                reminders=count,
                last_reminded=last,
                reach=_reach(leading, failing),
            )
        )
    rows.sort(key=lambda row: (-row.days, row.report.member.code))
    return Silence(rows, unsent, len(with_member) - unsent)


def _stands(report: Report, is_begun: bool, seen: dt.datetime | None) -> Stands:
    if report.state == ReportState.CLEARANCE:
        return Stands.CLEARANCE
    if report.submitted_at is not None:
        return Stands.RETURNED
    if is_begun or report.cleared_at is not None:
        return Stands.BEGUN
    has_come = seen is not None and seen.date() >= report.cycle.opens_on
    return Stands.NOT_BEGUN if has_come else Stands.NEVER_OPENED


def _reminded(reports: Sequence[Report]) -> dict[str, tuple[int, dt.date]]:
    rows = (
        Reminder.objects.filter(
            subject__in=[subject_of(report) for report in reports],
            rule__in=REMINDING,
            state=ReminderState.SENT,
            seat__role__in=LEADING_ROLES,
        )
        .order_by()
        .values_list("subject")
        .annotate(days=Count("local_date", distinct=True), last=Max("local_date"))
    )
    return {subject: (days, last) for subject, days, last in rows}


def _failing(facts: Facts) -> Mapping[int, bool]:
    """Of each leading person whether the last mail that left for them failed."""
    people = {s.user_id for seats in facts.seats.values() for s in seats if s.role in LEADING_ROLES}
    rows = (
        OutgoingMail.objects.filter(
            recipient__in=people,
            state__in=[MailState.SENT, MailState.FAILED, MailState.AMBIGUOUS],
        )
        .order_by("recipient_id", "-next_attempt_at", "-pk")
        .distinct("recipient_id")
        .values_list("recipient_id", "state")
    )
    return {person: state == MailState.FAILED for person, state in rows if person}


def _reach(leading: Sequence[Appointment], failing: Mapping[int, bool]) -> Reach:
    roles = [role for role in LEADING_ROLES if any(s.role == role for s in leading)]
    lost = {s.role for s in leading if failing.get(s.user_id)}
    return Reach(tuple(roles), tuple(role for role in roles if role in lost))
