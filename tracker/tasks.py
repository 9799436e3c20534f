"""What the worker does when the clock ticks or somebody nudges it."""

from __future__ import annotations

from celery import shared_task

from tracker.domain.dispatch import dispatch as send_what_is_due
from tracker.domain.reminders import sweep


@shared_task(name="tracker.dispatch")
def dispatch() -> None:
    send_what_is_due()


@shared_task(name="tracker.plan")
def plan() -> None:
    sweep()
