"""Beat with notes of a moment that has not come: the machine's clock was ahead."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from tracker.celery import app
from tracker.clock import Clock

DAY = dt.timedelta(days=1)


class Noting(Clock):
    """Notes what it would send."""

    def apply_entry(self, entry, producer=None):
        self.sent.append(entry.task)


@pytest.fixture
def clock(tmp_path: Path) -> Iterator[Noting]:
    clock = Noting(app=app, schedule_filename=str(tmp_path / "schedule"))
    clock.sent = []
    yield clock
    clock.close()


def ticked(clock: Noting) -> set[str]:
    for _ in range(10):
        clock.tick()
    return set(clock.sent)


@pytest.mark.parametrize("by", [DAY, -DAY])
def test_everything_noted_a_day_off_is_sent_at_once_and_only_once(
    clock: Noting, by: dt.timedelta
) -> None:
    for entry in clock.schedule.values():
        if entry.task.startswith("tracker."):
            entry.last_run_at = app.now() + by
    assert {
        *("tracker.dispatch", "tracker.plan", "tracker.sweep_files", "tracker.sweep_uploads"),
        *("tracker.make_documents", "tracker.sweep_keys"),
    } == {task for task in ticked(clock) if task.startswith("tracker.")}
    assert clock.sent.count("tracker.dispatch") == 1


def test_task_that_has_just_run_waits(clock: Noting) -> None:
    for entry in clock.schedule.values():
        entry.last_run_at = app.now()
    assert ticked(clock) == set()
