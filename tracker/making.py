"""The worker's task that makes documents. It is a door of its own: what draws documents stands
above the tasks of mail and files, which know nothing of it (tracker/tasks.py)."""

from __future__ import annotations

from celery import shared_task

from tracker.documents.making import make_next
from tracker.wakeup import MAKE, wake


@shared_task(name=MAKE)
def make_documents() -> None:
    # One at a time: each has the task's whole time, and others may take the next.
    if make_next():
        wake(MAKE)
