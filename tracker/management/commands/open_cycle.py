from __future__ import annotations

import datetime as dt
from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from accounts.actor import SYSTEM
from tracker.domain.cycles import open_cycle
from tracker.models import ProgressEntry


class Command(BaseCommand):
    help = (
        "Opens a reporting cycle anchored on a capital-level meeting: its dates, each member's "
        "report, and one answer per recommendation; earlier answers are carried over unconfirmed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("code", metavar="CODE", help="The cycle's code, such as 2027.")
        parser.add_argument(
            "--meeting",
            required=True,
            metavar="YYYY-MM-DD",
            help="The first day of the meeting; all other dates follow from it.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            meeting_on = dt.date.fromisoformat(options["meeting"])
        except ValueError as error:
            refused = _("--meeting is %(date)r. Write a day such as 2027-05-18.")
            raise CommandError(refused % {"date": options["meeting"]}) from error
        try:
            cycle = open_cycle(SYSTEM, options["code"], meeting_on)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        carried = ProgressEntry.objects.working().filter(report__cycle=cycle, confirmed=False)
        self.stdout.write(
            _(
                "Cycle %(code)s: opens %(opens_on)s, reports due %(due_on)s, published "
                "%(publishes_on)s, meeting %(meeting_on)s. %(reports)d reports opened, "
                "%(carried)d answers carried over."
            )
            % {
                "code": cycle.code,
                "opens_on": cycle.opens_on,
                "due_on": cycle.due_on,
                "publishes_on": cycle.publishes_on,
                "meeting_on": cycle.meeting_on,
                "reports": cycle.reports.unscoped().count(),
                "carried": carried.count(),
            }
        )
