"""The whole way of a reminder: a real clock wakes a real worker through a real Redis, the worker
claims what is due in PostgreSQL, and a real mail server gets one mail. Nobody is mocked. What
happens when workers are killed on the way: tests/proofs/test_chaos.py."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from accounts.enums import Role
from accounts.models import Appointment, Member
from tests import factories
from tests.mailsink import Sink, listening
from tests.workers import Processes, database_url, own_number, redis_url, wait_until
from tracker import wakeup
from tracker.domain import outbox, reminders
from tracker.enums import MailKind
from tracker.env import redis_addresses
from tracker.models import Heartbeat, MailAttempt, Notice, OutgoingMail, Reminder, Report
from tracker.mornings import DAY, monday
from tracker.queries.clock import database_now

# At least so many reminders of one person are due at once; on a Thursday there is one more.
DUE = 3

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def sink() -> Iterator[Sink]:
    with listening() as sink:
        yield sink


@pytest.fixture
def processes(sink: Sink, tmp_path: Path, worker_id: str) -> Iterator[Processes]:
    with Processes(
        tmp_path,
        DATABASE_URL=database_url(),
        REDIS_URL=redis_url(own_number(worker_id, 40)),
        EMAIL_URL=sink.url,
        REMINDER_TICK_SECONDS="1",
        DATA_DIR=str(tmp_path),
        LOG_LEVEL="INFO",
    ) as processes:
        yield processes


def noon_zone(now: dt.datetime) -> str:
    """A time zone in which it is about noon, so that the test may run at any hour."""
    ahead = 12 - now.hour
    return f"Etc/GMT{-ahead:+d}" if ahead else "Etc/GMT"


def due_now() -> tuple[Appointment, int]:
    """Kenya's focal point, with reminders that have just become due, on a working day of theirs
    whatever today is; and how many one mail has, with what goes along since it would be due within
    the week: some days there is one."""
    now = database_now()
    zone = noon_zone(now)
    person = factories.make_user("amina@ken.example", time_zone=zone)
    seat = factories.make_seat(Role.FOCAL_POINT, "KEN", person)
    today = now.isoweekday()
    Member.objects.filter(code="KEN").update(weekend=[(today + 2) % 7 + 1, (today + 3) % 7 + 1])
    report = factories.make_report("KEN", due_on=now.date() + dt.timedelta(days=10))
    began = now - dt.timedelta(days=40)
    Report.internal.filter(pk=report.pk).update(created_at=began, state_since=began)
    reminders.sweep(began + dt.timedelta(days=1))
    # Of mornings gone by: a worker that plans as it begins does not move these.
    mine = Reminder.objects.filter(recipient=person, due_at__lt=now - dt.timedelta(hours=2))
    planned = list(mine)
    assert len(planned) >= DUE
    Reminder.objects.filter(pk__in=[r.pk for r in planned]).update(due_at=now)
    next_week = monday(now.date()) + 7 * DAY
    return seat, Reminder.objects.filter(recipient=person, local_date__lt=next_week).count()


def ticks() -> dt.datetime | None:
    return Heartbeat.objects.filter(name="dispatch").values_list("at", flat=True).first()


def wait_for_ticks(count: int) -> None:
    for _ in range(count):
        before = ticks()
        wait_until(lambda before=before: ticks() != before)


def in_state(state: str) -> bool:
    return OutgoingMail.objects.filter(state=state).exists()


def test_due_reminders_reach_the_mail_server_once_in_one_mail(
    processes: Processes, sink: Sink
) -> None:
    seat, told = due_now()
    processes.beat()
    processes.worker()
    wait_until(lambda: in_state("sent"))
    wait_for_ticks(2)
    (mail,) = sink.received
    assert mail["To"] == seat.user.email
    assert mail["Subject"].startswith("Kenya: ")
    assert "16 of 16 answers" in mail["Subject"]
    row = OutgoingMail.objects.get()
    assert (row.attempts, row.message_id) == (1, mail["Message-ID"])
    assert row.reminders.filter(state="sent").count() == told
    assert Notice.objects.filter(recipient=seat.user).count() == told
    assert [t.outcome for t in MailAttempt.objects.all()] == ["sent"]


def test_mail_that_is_saved_wakes_the_worker_without_any_clock(
    processes: Processes, sink: Sink, monkeypatch, worker_id: str
) -> None:
    address = redis_addresses(redis_url(own_number(worker_id, 40)))[1]
    monkeypatch.setattr(wakeup.app.conf, "broker_write_url", address)
    factories.make_seat(Role.FOCAL_POINT, "KEN")
    factories.make_report("KEN")
    processes.worker()
    # A worker plans as it begins.
    wait_until(lambda: Reminder.objects.exists())
    outbox.enqueue(MailKind.SECURITY, "password_changed", factories.make_user("kari@nor.example"))
    wait_until(lambda: in_state("sent"))
    assert sink.recipients == ["kari@nor.example"]
