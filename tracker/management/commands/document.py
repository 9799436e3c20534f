from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from accounts.actor import PUBLIC, Actor
from accounts.models import Member, User
from accounts.queries import actor_of
from tracker.documents import country_report, meeting_pack
from tracker.documents.order import NotMade, Order
from tracker.models import ReportingCycle

KINDS = {"country_report": country_report.write, "meeting_pack": meeting_pack.write}


class Command(BaseCommand):
    help = (
        "Writes a document to standard output: from what is published, or with --as from what that "
        "person may read."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", choices=list(KINDS))
        parser.add_argument("--cycle", metavar="CODE", required=True)
        parser.add_argument("--member", metavar="CODE")
        parser.add_argument("--language", default="en")
        parser.add_argument("--format", choices=["pdf", "docx"], default="pdf")
        parser.add_argument("--as", dest="reader", metavar="EMAIL")

    def handle(self, *args: Any, **options: Any) -> None:
        cycle = ReportingCycle.objects.filter(code=options["cycle"]).first()
        member = Member.objects.filter(code=options["member"] or "").first()
        if cycle is None or (options["member"] and member is None):
            raise CommandError(_("There is no such cycle or member."))
        order = Order(options["kind"], options["format"], options["language"], cycle, member)
        try:
            KINDS[order.kind](self.actor(options["reader"]), order, sys.stdout.buffer, self.told)
        except NotMade as error:
            raise CommandError(str(error)) from error

    def told(self, percent: int) -> None:
        self.stderr.write(f"{percent} %", self.style.NOTICE)

    def actor(self, email: str | None) -> Actor:
        if email is None:
            return PUBLIC
        user = User.objects.filter(email__iexact=email).first()
        if user is None:
            raise CommandError(_("Nobody here has the address %(email)s.") % {"email": email})
        return actor_of(user)
