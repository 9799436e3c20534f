"""A real worker makes what was ordered, woken through a real Redis; and one that is killed in the
middle loses nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings as django_settings

from tests import factories
from tests.tracker.domain.test_export_jobs import content_of
from tests.workers import Processes, database_url, own_number, redis_url, wait_until
from tracker import wakeup
from tracker.domain import export_jobs as verbs
from tracker.env import redis_addresses
from tracker.models import ExportJob, Report

pytestmark = pytest.mark.django_db(transaction=True)

# A worker that writes documents as the stand-ins do.
WORKER = """
import os, sys
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
import django
django.setup()
from tests import standins
from tracker.documents import kinds
kinds.MODULES = dict.fromkeys(kinds.MODULES, standins.HERE)
from tracker.celery import app
app.worker_main(["worker", "--pool", "prefork", "--concurrency", "1"])
"""


@pytest.fixture
def stall(tmp_path: Path) -> Path:
    """While it is there, a file is written and its row is not."""
    return tmp_path / "stall"


@pytest.fixture
def processes(tmp_path: Path, worker_id: str, stall: Path) -> Iterator[Processes]:
    with Processes(
        tmp_path,
        DATABASE_URL=database_url(),
        REDIS_URL=redis_url(own_number(worker_id, 40)),
        REMINDER_TICK_SECONDS="1",
        DOCUMENT_LEASE_SECONDS="3",
        DATA_DIR=str(tmp_path),
        EVIDENCE_DIR=str(django_settings.EVIDENCE_DIR),
        STALL=str(stall),
        PYTHONPATH=str(django_settings.BASE_DIR),
        LOG_LEVEL="INFO",
    ) as processes:
        yield processes


@pytest.fixture
def report(db: None) -> Report:
    report = factories.make_report("KEN")
    factories.answer(report, "2022-08")
    return factories.published(report)


def ordered(actor, report: Report) -> ExportJob:
    return verbs.order(actor, "country_report", "pdf", "en", report.cycle, report.member)


def state(job: ExportJob) -> tuple[str, int]:
    job.refresh_from_db()
    return job.state, job.progress


def worker(processes: Processes, folder: Path):
    script = folder / "worker.py"
    script.write_text(WORKER)
    return processes._run(str(script))


def test_order_wakes_a_worker_that_survives_its_death(
    processes: Processes, stall: Path, tmp_path: Path, amina, report, monkeypatch, worker_id: str
) -> None:
    address = redis_addresses(redis_url(own_number(worker_id, 40)))[1]
    monkeypatch.setattr(wakeup.app.conf, "broker_write_url", address)
    stall.touch()
    first = worker(processes, tmp_path)
    job = ordered(amina, report)
    # Woken by the order: no clock runs yet.
    wait_until(lambda: state(job) == ("making", 100))
    processes.kill(first)
    stall.unlink()
    worker(processes, tmp_path)
    processes.beat()
    wait_until(lambda: state(job) == ("ready", 100))
    assert job.tries == 2
    assert content_of(job) == b"en\nWhat KEN did about 2022-08."
    verbs.require_fetching(amina, job)
