"""Beat with notes of a moment that has not come: the machine's clock was ahead."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from tracker.celery import app
from tracker.clock import Clock

DAY = dt.timedelta(days=1)


@pytest.fixture
def clock(tmp_path: Path) -> Iterator[Clock]:
    clock = Clock(app=app, schedule_filename=str(tmp_path / "schedule"))
    yield clock
    clock.close()


@pytest.mark.parametrize("by", [DAY, -DAY])
def test_task_noted_a_day_off_is_due_at_once(clock: Clock, by: dt.timedelta) -> None:
    for entry in clock.schedule.values():
        entry.last_run_at = app.now() + by
    is_due, _next = clock.is_due(clock.schedule["dispatch"])
    assert is_due


def test_all_tasks_begin_anew_when_one_was_noted_ahead(clock: Clock) -> None:
    for entry in clock.schedule.values():
        entry.last_run_at = app.now() + DAY
    clock.is_due(clock.schedule["dispatch"])
    ours = [entry for entry in clock.schedule.values() if entry.task.startswith("tracker.")]
    assert len(ours) == 3
    assert all(clock.is_due(entry)[0] for entry in ours)


def test_task_that_has_just_run_waits(clock: Clock) -> None:
    entry = clock.schedule["plan"]
    entry.last_run_at = app.now()
    assert not clock.is_due(entry)[0]
