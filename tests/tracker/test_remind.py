"""`manage.py remind`: the same work as the worker's, for installations without one."""

from __future__ import annotations

import io
import signal
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from accounts.actor import Actor
from tests import factories
from tests.mailsink import free_port, listening
from tests.reminding import MORNING, OPENED, late_report, make_report
from tests.workers import Processes, database_url, wait_until
from tracker.domain import outbox, reminders
from tracker.enums import MailKind
from tracker.management.commands.remind import moment
from tracker.models import MailHold, OutgoingMail, Reminder


def remind(*words: str) -> str:
    out = io.StringIO()
    call_command("remind", *words, stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_dry_run_prints_a_sorted_line_per_mail_and_changes_nothing(
    amina: Actor, kari: Actor, mailoutbox
) -> None:
    make_report("KEN")
    make_report("NOR")
    reminders.sweep(OPENED)
    before = list(Reminder.objects.values())
    # Nine in Oslo, eleven in Nairobi.
    lines = remind("--dry-run", "--at", "2026-11-17T11:00+03:00").splitlines()
    opened = "the 2026 report is open with 16 of 16 answers to give, due 31 January 2027"
    assert lines == [
        f"2026-11-17 digest amina@ken.example Kenya: {opened}",
        f"2026-11-17 digest kari@nor.example Norway: {opened}",
    ]
    assert list(Reminder.objects.values()) == before
    assert not OutgoingMail.objects.exists()
    assert mailoutbox == []


@pytest.mark.django_db
def test_one_round_plans_and_sends_and_says_so(amina: Actor, mailoutbox) -> None:
    make_report()
    said = remind("--at", "2026-11-17T09:00+03:00")
    assert said == "1 sent, 0 put off, 0 failed, 0 unknown.\n"
    assert [m.to for m in mailoutbox] == [["amina@ken.example"]]
    assert remind("--at", "2026-11-17T09:05+03:00").startswith("0 sent")


@pytest.mark.django_db
def test_hold_is_named(amina: Actor, mailoutbox) -> None:
    late_report(amina.seat)
    MailHold.objects.create(reason="Restored")
    assert remind("--at", MORNING.isoformat()) == "Nothing was sent: outgoing mail is on hold.\n"
    assert mailoutbox == []


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--at", "tomorrow"], "--at is 'tomorrow'. Write it like 2026-11-17T09:00+03:00."),
        (["--loop", "--dry-run"], "--loop goes with neither --at nor --dry-run."),
        (["--loop", "--at", "2026-11-17"], "--loop goes with neither --at nor --dry-run."),
    ],
)
def test_wrong_words_are_refused_with_the_remedy(words: list[str], sentence: str) -> None:
    with pytest.raises(CommandError) as refusal:
        remind(*words)
    assert str(refusal.value) == sentence


def test_moment_without_an_offset_is_universal_time() -> None:
    assert moment("2027-02-03T06:00") == MORNING
    assert moment("2027-02-03T09:00+03:00") == MORNING
    assert moment(None) is None


@pytest.mark.django_db(transaction=True)
def test_loop_sends_without_redis_and_stops_when_asked(tmp_path: Path) -> None:
    with (
        listening() as sink,
        Processes(
            tmp_path,
            DATABASE_URL=database_url(),
            REDIS_URL=f"redis://127.0.0.1:{free_port()}/0",
            EMAIL_URL=sink.url,
            REMINDER_TICK_SECONDS="1",
            DATA_DIR=str(tmp_path),
        ) as processes,
    ):
        loop = processes.manage("remind", "--loop")
        for address in ("first@ken.example", "second@ken.example"):
            outbox.enqueue(MailKind.SECURITY, "password_changed", factories.make_user(address))
            wait_until(lambda address=address: address in sink.recipients)
        loop.send_signal(signal.SIGTERM)
        assert loop.wait(60) == 0
        assert len(sink.received) == 2
