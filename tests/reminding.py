"""A winter in which Kenya's report is late, for tests of reminders and mail.

Due on Sunday 31 January 2027. The first reminder after that is due on Wednesday 3 February at
09:00 in Nairobi, which is 06:00 UTC.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from accounts.models import Appointment
from tests import factories
from tracker.domain import outbox, reminders
from tracker.enums import MailKind
from tracker.models import OutgoingMail, Reminder, Report, ReportingCycle

UTC = dt.UTC
OPENED = dt.datetime(2026, 11, 17, 5, tzinfo=UTC)
DUE_ON = dt.date(2027, 1, 31)
TUESDAY = dt.datetime(2027, 2, 2, 6, tzinfo=UTC)
MORNING = dt.datetime(2027, 2, 3, 6, tzinfo=UTC)
MINUTE, HOUR, DAY, WEEK = (dt.timedelta(**{u: 1}) for u in ("minutes", "hours", "days", "weeks"))


def make_cycle() -> ReportingCycle:
    return factories.make_cycle("2026", dt.date(2027, 3, 17))


def make_report(member: str = "KEN", **facts: Any) -> Report:
    """A report whose cycle opened on 17 November 2026, with member and cycle loaded."""
    cycle = ReportingCycle.objects.first() or make_cycle()
    report = factories.make_report(member, cycle, **{"due_on": DUE_ON, **facts})
    since = facts.get("state_since", OPENED)
    Report.internal.filter(pk=report.pk).update(created_at=OPENED, state_since=since)
    return load(report)


def load(report: Report) -> Report:
    return Report.internal.select_related("member", "cycle").get(pk=report.pk)


def plan_for_wednesday() -> None:
    """Plans as on the day before, so that what is due on Wednesday lies ahead."""
    reminders.sweep(TUESDAY)


def late_report(*seats: Appointment, member: str = "KEN") -> Report:
    """A draft three days late on Wednesday, with a reminder planned for each of its seats."""
    report = make_report(member)
    plan_for_wednesday()
    assert Reminder.objects.filter(due_at=MORNING).count() >= len(seats)
    return report


def due() -> list[str]:
    """Who has reminders waiting, in order."""
    rows = Reminder.objects.filter(state="pending").order_by("recipient__email", "due_at")
    return list(rows.values_list("recipient__email", flat=True))


def security_mail(**facts: Any) -> OutgoingMail:
    """A mail about an account that is due on Wednesday morning."""
    recipient = facts.pop("recipient", None) or factories.make_user()
    mail = outbox.enqueue(MailKind.SECURITY, "password_changed", recipient, **facts)
    OutgoingMail.objects.filter(pk=mail.pk).update(next_attempt_at=MORNING)
    mail.refresh_from_db()
    return mail
