"""What the worker is asked to do, and how it is woken."""

from __future__ import annotations

import ast
import inspect
from pathlib import Path

import pytest
import redis
from celery import current_app
from django.conf import settings as django_settings
from django.db import transaction

from tests import factories
from tests.mailsink import free_port
from tests.workers import own_number, redis_url
from tracker import making, tasks, wakeup, watch
from tracker.domain import outbox
from tracker.enums import MailKind, MailState
from tracker.env import redis_addresses
from tracker.models import Heartbeat, OutgoingMail

ROOT = Path(django_settings.BASE_DIR)
PACKAGES = ("accounts", "recommendations", "tracker")
# A task that waits inside the broker is delivered twice once it waits longer than the broker's
# visibility timeout, and is lost with the broker: due work waits in PostgreSQL.
FORBIDDEN_WORDS = {"eta", "countdown"}
FORBIDDEN_CALLS = {"retry", "chord", "apply_async", "AsyncResult", "GroupResult"}
# A step that waits for another is lost with the broker, and what a task answers is no truth.
FORBIDDEN_NAMES = {"chain", "chord", "chunks", "group", "signature", "subtask", "uuid"}


def sources() -> list[Path]:
    return [
        path
        for package in PACKAGES
        for path in (ROOT / package).rglob("*.py")
        if "migrations" not in path.parts
    ]


def delays(source: str) -> list[str]:
    """Keywords and calls by which work would wait inside the broker."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            found += [k.arg for k in node.keywords if k.arg in FORBIDDEN_WORDS]
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            found += [name] if name in FORBIDDEN_CALLS else []
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("celery"):
            found += [n.name for n in node.names if n.name in FORBIDDEN_NAMES]
            found += [node.module] if node.module in ("celery.canvas", "celery.result") else []
        if isinstance(node, ast.Import):
            found += [n.name for n in node.names if n.name in ("celery.canvas", "celery.result")]
    return [name for name in found if name]


@pytest.mark.parametrize(
    "source",
    [
        "plan.apply_async(eta=now)",
        "send(countdown=60)",
        "self.retry(countdown=61)",
        "chord(tasks)(end)",
        "from celery import chain",
        "from celery.result import allow_join_result",
        "import celery.result",
        "AsyncResult(id).get()",
    ],
)
def test_guard_sees_what_would_wait_in_the_broker(source: str) -> None:
    assert delays(source)


def test_no_work_waits_in_the_broker() -> None:
    assert len(sources()) > 100
    assert {str(p): d for p in sources() if (d := delays(p.read_text("utf-8")))} == {}


def test_tasks_have_written_names_and_the_clock_knows_only_such() -> None:
    assert tasks.dispatch.name == "tracker.dispatch"
    assert tasks.plan.name == "tracker.plan"
    assert making.make_documents.name == wakeup.MAKE == "tracker.make_documents"
    scheduled = {entry["task"] for entry in current_app.conf.beat_schedule.values()}
    assert scheduled == {
        *("tracker.dispatch", "tracker.plan", "tracker.sweep_files", "tracker.sweep_uploads"),
        *("tracker.make_documents", "tracker.sweep_keys"),
    }
    assert scheduled <= current_app.tasks.keys()


def test_work_survives_a_killed_worker() -> None:
    conf = current_app.conf
    assert (conf.task_acks_late, conf.task_reject_on_worker_lost) == (True, True)
    assert conf.worker_prefetch_multiplier == 1
    assert conf.task_ignore_result is True


@pytest.mark.django_db
def test_task_does_one_round(settings) -> None:
    outbox.enqueue(MailKind.SECURITY, "password_changed", factories.make_user())
    tasks.plan()
    tasks.dispatch()
    assert OutgoingMail.objects.get().state == MailState.SENT
    assert Heartbeat.objects.filter(name="dispatch").exists()


@pytest.fixture
def own_queue(monkeypatch: pytest.MonkeyPatch, worker_id: str):
    """A numbered database of the broker that no other test looks at."""
    address = redis_url(own_number(worker_id, 30))
    monkeypatch.setattr(wakeup.app.conf, "broker_write_url", redis_addresses(address)[1])
    with redis.Redis.from_url(address) as client:
        client.delete("tracker:celery")
        yield lambda: client.llen("tracker:celery")
        client.delete("tracker:celery")


@pytest.mark.django_db(transaction=True)
def test_worker_is_woken_by_what_is_saved_and_not_by_what_is_rolled_back(own_queue) -> None:
    person = factories.make_user()
    with transaction.atomic():
        outbox.enqueue(MailKind.SECURITY, "password_changed", person)
        transaction.set_rollback(True)
    assert own_queue() == 0
    with transaction.atomic():
        outbox.enqueue(MailKind.SECURITY, "password_changed", person)
        assert own_queue() == 0
    assert own_queue() == 1


def test_watch_counts_what_waits_in_the_broker_and_knows_when_it_is_gone(
    own_queue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wakeup.app.conf, "broker_read_url", wakeup.app.conf.broker_write_url)
    assert watch.waiting() == 0
    wakeup.wake()
    assert own_queue() == watch.waiting() == 1
    nowhere = f"redis://127.0.0.1:{free_port()}/0"
    monkeypatch.setattr(wakeup.app.conf, "broker_read_url", nowhere)
    assert watch.waiting() is None


@pytest.mark.django_db(transaction=True)
def test_broker_that_is_gone_fails_no_write(monkeypatch: pytest.MonkeyPatch, caplog) -> None:
    nowhere = f"redis://127.0.0.1:{free_port()}/0"
    monkeypatch.setattr(wakeup.app.conf, "broker_write_url", nowhere)
    outbox.enqueue(MailKind.SECURITY, "password_changed", factories.make_user())
    assert OutgoingMail.objects.get().state == MailState.PENDING
    assert "The worker was not woken" in caplog.text


def test_no_task_takes_an_id_so_none_can_be_sent_another_members():
    """Who puts a message into the broker can make the worker look, never say at what. A task with
    arguments needs a member and an actor among them, a check of both, and a test of its own."""
    ours = {name: task for name, task in current_app.tasks.items() if name.startswith("tracker.")}
    signatures = {name: str(inspect.signature(task.run)) for name, task in ours.items()}
    assert signatures == dict.fromkeys(
        (
            *("tracker.dispatch", "tracker.plan", "tracker.sweep_files", "tracker.sweep_uploads"),
            *("tracker.make_documents", "tracker.sweep_keys"),
        ),
        "() -> 'None'",
    )
    for task in ours.values():
        with pytest.raises(TypeError):
            task.apply_async(args=["KEN"])
