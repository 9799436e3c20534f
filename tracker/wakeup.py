"""A nudge for the worker, so that a mail or a document need not wait for the next tick.

Only a nudge: what is due is a row in PostgreSQL already. A broker that is gone neither fails nor
noticeably slows what was saved, and a lost nudge costs at most one tick.
"""

from __future__ import annotations

import logging
from functools import partial

from django.conf import settings
from django.db import transaction

from tracker.celery import app

logger = logging.getLogger(__name__)

# A web request waits for this at most: one connection, one more try.
_SHORT = {
    **settings.CELERY_BROKER_TRANSPORT_OPTIONS,
    "socket_connect_timeout": 0.5,
    "socket_timeout": 0.5,
    "retry_on_timeout": False,
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0,
    "interval_max": 0,
}
_ONE_RETRY = {"max_retries": 1, "interval_start": 0, "interval_step": 0, "interval_max": 0}


SEND, MAKE = "tracker.dispatch", "tracker.make_documents"


def after_commit_wake(task: str = SEND) -> None:
    """Nudges the worker once the transaction at hand is saved; never if it is rolled back."""
    transaction.on_commit(partial(wake, task), robust=True)


def wake(task: str = SEND) -> None:
    """Asks for one round of a task now: of sending, unless another is named. Never raises."""
    try:
        with app.connection_for_write(transport_options=_SHORT, connect_timeout=0.5) as broker:
            app.send_task(
                task,
                connection=broker,
                retry_policy=_ONE_RETRY,
                expires=settings.REMINDER_TICK_SECONDS,
            )
    except Exception as error:
        logger.warning("The worker was not woken, the next tick does it: %s", error)
