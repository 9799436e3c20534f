"""Is the worker still listening? One that went deaf ends itself, and its supervisor starts another.

A worker that lost its broker and found it again has been seen to sit there for ever, connected and
taking nothing. Redis being away is no deafness: what is due waits in PostgreSQL meanwhile.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable
from typing import Any

from celery import bootsteps, signals
from django.conf import settings

from tracker.celery import app

logger = logging.getLogger(__name__)

# As the shell would say it of a program that was ended for lack of an answer.
DEAF = 75
LOOKS = 12


class Ear:
    """What tells a listening worker from a deaf one. `clock` is seconds of a clock that only goes
    forward. A worker is well while its loop turns and it takes what waits for it."""

    def __init__(self, patience: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.patience, self.clock = patience, clock
        self.last_turn = self.last_taken = self.last_empty = clock()

    def turned(self) -> None:
        """The loop went round."""
        self.last_turn = self.clock()

    def took(self) -> None:
        """A message was taken."""
        self.last_taken = self.clock()

    def looked(self, waiting: int | None) -> None:
        """So many messages wait in the broker; None where it does not answer, which is excused."""
        if waiting is None:
            self.turned()
        if not waiting:
            self.last_empty = self.clock()

    @property
    def is_deaf(self) -> bool:
        since = min(self.last_turn, max(self.last_taken, self.last_empty))
        return self.clock() - since > self.patience


ear = Ear(settings.WORKER_SILENCE_SECONDS)


class Turning(bootsteps.StartStopStep):  # type: ignore[misc]
    """Notes each turn of the loop of a worker's main process, from every connection anew."""

    requires = ("celery.worker.consumer.tasks:Tasks",)

    def start(self, parent: Any) -> None:
        ear.turned()
        parent.timer.call_repeatedly(ear.patience / LOOKS, ear.turned)


app.steps["consumer"].add(Turning)


@signals.task_received.connect
def _took(**_more: Any) -> None:
    ear.took()


@signals.worker_ready.connect
def _begin(**_more: Any) -> None:
    """Reminders are planned as soon as somebody can, not only when the clock comes round."""
    threading.Thread(target=_look_on, name="watch", daemon=True).start()
    with app.connection_for_write() as broker:
        app.send_task("tracker.plan", connection=broker, expires=settings.REMINDER_SWEEP_SECONDS)


def waiting() -> int | None:
    """How many messages wait in the broker; None where it does not answer."""
    try:
        with app.connection_for_read(connect_timeout=1) as broker:
            return int(broker.default_channel.client.llen(app.conf.task_default_queue))
    except Exception:
        return None


def _look_on() -> None:
    while True:
        time.sleep(ear.patience / LOOKS)
        ear.looked(waiting())
        if ear.is_deaf:
            logger.critical(
                "This worker has taken no work for %d seconds and ends; its supervisor is to "
                "start another.",
                ear.patience,
            )
            # A loop that stands still hears no polite word either.
            os._exit(DEAF)
