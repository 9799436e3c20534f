"""What the worker does when the clock ticks or somebody nudges it."""

from __future__ import annotations

from celery import shared_task

from tracker.domain.dispatch import dispatch as send_what_is_due
from tracker.domain.reminders import sweep
from tracker.domain.sweeping import sweep_files as sweep_stored_files
from tracker.domain.sweeping import sweep_keys as sweep_old_keys
from tracker.domain.sweeping import sweep_uploads as sweep_broken_uploads


@shared_task(name="tracker.dispatch")
def dispatch() -> None:
    send_what_is_due()


@shared_task(name="tracker.plan")
def plan() -> None:
    sweep()


@shared_task(name="tracker.sweep_files")
def sweep_files() -> None:
    sweep_stored_files()


@shared_task(name="tracker.sweep_uploads")
def sweep_uploads() -> None:
    sweep_broken_uploads()


@shared_task(name="tracker.sweep_keys")
def sweep_keys() -> None:
    sweep_old_keys()
