"""A year of a focal point who reports in time, with a plan that ends, old figures, contributors who
are late, the publication and the autumn: eight mails, and everything told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from accounts.actor import Actor
from tests import factories
from tests.drawing import PROOF
from tests.reminding import DAY, DUE_ON, OPENED, UTC, WEEK, load, make_report
from tracker.domain import folding, reminders
from tracker.domain.dispatch import gather
from tracker.domain.outbox import new_mail
from tracker.enums import MailKind, ReportState
from tracker.models import Assignment, Notice, OutgoingMail, Reminder, Report
from tracker.queries.due import FOLDED

pytestmark = pytest.mark.django_db
# On the evening of the due date, so that every reminder before it has left.
SUBMITTED = dt.datetime.combine(DUE_ON, dt.time(18), UTC)


def lived_through(events: dict[dt.datetime, Callable[[], object]], until: dt.datetime) -> None:
    """Plays sweeps and rounds from one moment at which something is due to the next."""
    moment = OPENED - DAY
    while moment < until:
        for at in [at for at in sorted(events) if at <= moment]:
            events.pop(at)()
        reminders.sweep(moment)
        gather(moment)
        waiting = Reminder.objects.filter(state="pending", due_at__gt=moment).order_by("due_at")
        ahead = [*waiting.values_list("due_at", flat=True)[:1], *events, moment + 30 * DAY]
        moment = min(ahead)


# Due on a Sunday; the long form also tries a Wednesday.
@pytest.mark.parametrize("day", [0, 3] if PROOF else [0])
def test_who_reports_in_time_gets_eight_mails_and_hears_of_everything(
    amina: Actor, day: int
) -> None:
    report = make_report(due_on=DUE_ON + day * DAY)
    treasury = factories.make_seat("contributor", "KEN")
    for code, ready in (("2022-08", None), ("2023-08", OPENED + 50 * DAY)):
        Assignment.internal.create(
            member=report.member,
            appointment=treasury,
            entry=factories.entry_of(report, code),
            due_on=DUE_ON - 30 * DAY,
            ready_at=ready,
        )
    factories.make_plan(period_start=dt.date(2023, 1, 1), period_end=dt.date(2027, 12, 31))
    line = factories.make_line(report)
    factories.make_figure(report, line, as_of=dt.date(2026, 4, 20))

    def moved(state: str, at: dt.datetime, **facts: object) -> Callable[[], object]:
        def move() -> None:
            factories.put(Report.internal.get(pk=report.pk), state=state, state_since=at, **facts)
            reminders.replan_all([load(report)], at)

        return move

    def submit() -> None:
        factories.submitted(report, amina.seat)
        moved(ReportState.SUBMITTED, SUBMITTED)()
        new_mail(MailKind.RECEIPT, "receipt", amina.user, SUBMITTED.date(), SUBMITTED)

    accepted, published = SUBMITTED + 3 * WEEK, SUBMITTED + 6 * WEEK
    events = {
        SUBMITTED + day * DAY: submit,
        accepted: moved(ReportState.ACCEPTED, accepted),
        accepted + 2 * DAY: moved(ReportState.ACCEPTED, accepted, released_at=accepted + 2 * DAY),
        published: moved(ReportState.PUBLISHED, published, published_at=published),
    }
    lived_through(events, OPENED + 364 * DAY)
    mails = OutgoingMail.objects.filter(recipient=amina.user)
    assert not events
    assert mails.count() <= folding.MOST_MAILS
    told = Reminder.objects.filter(recipient=amina.user, rule__in=FOLDED).exclude(state="cancelled")
    # In a mail, or in the inbox since the day it was due.
    inbox = set(Notice.objects.values_list("dedup_key", flat=True))
    ended = (OPENED + 364 * DAY).date()
    due = [one for one in told if one.local_date <= ended]
    assert {"part_late", "part_ready", "plan_ends", "figures_old"} <= {one.rule for one in due}
    assert {"report_published", "contribution", "debate_pack"} <= {one.rule for one in due}
    assert all(one.mail_id or one.dedup_key in inbox for one in due)
