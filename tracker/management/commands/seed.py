from __future__ import annotations

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import Progress

from recommendations.fixturefiles import FixtureError, Row
from recommendations.loading import Outcome, Tally, load, proven_rows
from tracker.domain.reminder_rules import write_missing

# What an operator enters by hand about a member, and a later seed must not take back.
OPERATOR_OWNED = {"accounts.member": frozenset({"joined_on", "frozen_at", "frozen_reason"})}
SHOW_PROGRESS_AFTER_SECONDS = 2


class Command(BaseCommand):
    help = "Loads the agreed texts and the members from fixtures/; a second run changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--demo", action="store_true", help="Then build the invented demonstration world."
        )
        parser.add_argument(
            "--fixtures",
            type=Path,
            metavar="DIR",
            default=settings.BASE_DIR / "fixtures",
            help="The folder of fixtures, with source/ in it (default: %(default)s).",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            rows = proven_rows(options["fixtures"])
            tally = self.load(rows, quiet=options["verbosity"] == 0)
        except FixtureError as error:
            refused = _("Nothing was loaded: the fixtures in %(folder)s are refused.")
            heading = refused % {"folder": options["fixtures"]}
            raise CommandError(f"{heading}\n{error}") from error
        if options["verbosity"] > 0:
            self.stdout.write(report(tally))
        # The calendar of reminders as agreed; what the secretariat changed stays.
        write_missing()
        if options["demo"]:
            # By name, since the demonstration world stands on everything else and is only
            # needed here, on the rare day.
            import_string("tracker.demo.load")()

    def load(self, rows: list[Row], quiet: bool) -> Tally:
        """Loads with a bar that appears only where the work takes long enough to make one
        wonder, and only on a terminal."""
        started = time.monotonic()
        console = Console(stderr=True)
        with Progress(
            console=console, transient=True, disable=quiet or not console.is_terminal
        ) as bar:
            task = bar.add_task(_("Loading the agreed texts"), total=len(rows), visible=False)

            def advance(row: Row) -> None:
                late = time.monotonic() - started > SHOW_PROGRESS_AFTER_SECONDS
                bar.update(task, advance=1, visible=late)

            return load(rows, OPERATOR_OWNED, advance)


def report(tally: Tally) -> str:
    counts = {
        "communiques": tally.of_model("recommendations.communique"),
        "recommendations": tally.of_model("recommendations.recommendation"),
        "members": tally.of_model("accounts.member"),
        "created": tally.of(Outcome.CREATED),
        "changed": tally.of(Outcome.CHANGED),
        "unchanged": tally.of(Outcome.UNCHANGED),
    }
    if not tally.changed_anything:
        return (
            _(
                "Nothing to change: %(communiques)d communiqués, %(recommendations)d "
                "recommendations, %(members)d members are as in fixtures/."
            )
            % counts
        )
    return (
        _(
            "Loaded %(communiques)d communiqués, %(recommendations)d recommendations, "
            "%(members)d members: %(created)d rows created, %(changed)d changed, "
            "%(unchanged)d unchanged."
        )
        % counts
    )
