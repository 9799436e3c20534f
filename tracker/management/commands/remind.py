from __future__ import annotations

import datetime as dt
import logging
import signal
import threading
import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections
from django.utils.translation import gettext as _

from tracker.documents.making import make_waiting
from tracker.domain.dispatch import Round, dispatch, rehearse
from tracker.domain.reminders import sweep
from tracker.enums import MailState

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Plans and sends what is due: the same as the worker's tick, without a worker."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--loop", action="store_true", help="Go on until stopped.")
        parser.add_argument(
            "--dry-run",
            action="store_true",
            help="Print a line per mail that would leave, and change nothing.",
        )
        parser.add_argument(
            "--at", metavar="ISO", help="Play another moment, such as 2026-11-17T09:00+03:00."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        at = moment(options["at"])
        if options["loop"] and (at or options["dry_run"]):
            raise CommandError(_("--loop goes with neither --at nor --dry-run."))
        if options["dry_run"]:
            for mail in rehearse(at):
                self.stdout.write(f"{mail.local_date} {mail.kind} {mail.address} {mail.subject}")
        elif options["loop"]:
            self.loop()
        else:
            sweep(at)
            self.stdout.write(summary(dispatch(at)))
            if at is None:
                make_waiting()

    def loop(self) -> None:
        """Ticks like beat until somebody asks to stop. A tick that fails, say for want of a
        database, ends nothing: the next one comes."""
        stop = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stop.set())
        next_sweep = time.monotonic()
        while not stop.is_set():
            try:
                close_old_connections()
                if time.monotonic() >= next_sweep:
                    sweep()
                    next_sweep = time.monotonic() + settings.REMINDER_SWEEP_SECONDS
                done = dispatch()
                if done.outcomes:
                    self.stdout.write(summary(done))
                make_waiting(stop.is_set)
            except Exception:
                logger.exception("This tick failed; the next one comes.")
            stop.wait(settings.REMINDER_TICK_SECONDS)


def moment(text: str | None) -> dt.datetime | None:
    """The moment that was asked for; without an offset it is UTC."""
    if text is None:
        return None
    try:
        found = dt.datetime.fromisoformat(text)
    except ValueError as error:
        raise CommandError(
            _("--at is %(text)r. Write it like 2026-11-17T09:00+03:00.") % {"text": text}
        ) from error
    return found if found.tzinfo else found.replace(tzinfo=dt.UTC)


def summary(done: Round) -> str:
    if done.is_held:
        return _("Nothing was sent: outgoing mail is on hold.")
    return _("%(sent)d sent, %(waiting)d put off, %(failed)d failed, %(unknown)d unknown.") % {
        "sent": done.outcomes[MailState.SENT],
        "waiting": done.outcomes[MailState.PENDING],
        "failed": done.outcomes[MailState.FAILED],
        "unknown": done.outcomes[MailState.AMBIGUOUS],
    }
