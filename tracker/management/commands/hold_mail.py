from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from accounts.actor import SYSTEM
from tracker.domain import holding


class Command(BaseCommand):
    help = (
        "Holds all outgoing mail back, with a reason: for a database that was restored, before a "
        "worker starts on it. --release lets mail go again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("reason", metavar="REASON", nargs="?", default="", help="Why.")
        parser.add_argument("--release", action="store_true", help="Let mail go again.")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["release"]:
            released = holding.release(SYSTEM)
            self.stdout.write(_("Mail leaves again.") if released else _("Mail was not on hold."))
            return
        try:
            hold = holding.hold(SYSTEM, options["reason"])
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(
            _("No mail leaves until it is released: %(reason)s") % {"reason": hold.reason}
        )
