from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from accounts.models import Member
from tracker.document_enums import FORMATS, DocumentFormat, DocumentKind
from tracker.documents.kinds import writer_of
from tracker.documents.order import NotMade, Order
from tracker.management.reader import add_reader, reader_of
from tracker.models import ReportingCycle


class Command(BaseCommand):
    help = (
        "Writes a document to standard output: from what is published, or with --as from what that "
        "person may read."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", choices=DocumentKind.values)
        parser.add_argument("--cycle", metavar="CODE", required=True)
        parser.add_argument("--member", metavar="CODE")
        parser.add_argument("--language", default="en")
        parser.add_argument("--format", choices=DocumentFormat.values)
        add_reader(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        cycle = ReportingCycle.objects.filter(code=options["cycle"]).first()
        member = Member.objects.filter(code=options["member"] or "").first()
        if cycle is None or (options["member"] and member is None):
            raise CommandError(_("There is no such cycle or member."))
        kind = options["kind"]
        form = options["format"] or FORMATS[kind][0]
        if form not in FORMATS[kind]:
            said = _("This document comes as %(formats)s.")
            raise CommandError(said % {"formats": ", ".join(FORMATS[kind])})
        order = Order(kind, form, options["language"], cycle, member)
        try:
            actor = reader_of(options["reader"])
            writer_of(order.kind)(actor, order, sys.stdout.buffer, self.told)
        except NotMade as error:
            raise CommandError(str(error)) from error

    def told(self, percent: int) -> None:
        self.stderr.write(f"{percent} %", self.style.NOTICE)
