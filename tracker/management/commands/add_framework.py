from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from tracker.models import IndicatorFramework


class Command(BaseCommand):
    help = "Adds a set that indicators are taken from, or changes its name, source and address."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("code", help="Short and for good, such as osce.")
        parser.add_argument("name", help="As people call it.")
        parser.add_argument("--source", default="", help="The document it stands in.")
        parser.add_argument("--url", default="", help="Where that can be read.")

    def handle(self, *args: Any, **options: Any) -> None:
        row = IndicatorFramework.objects.filter(code=options["code"]).first()
        said = _("Changed the framework %(code)s.") if row else _("Added the framework %(code)s.")
        row = row or IndicatorFramework(code=options["code"])
        row.name, row.source, row.url = options["name"], options["source"], options["url"]
        try:
            row.full_clean()
        except ValidationError as error:
            faults = "\n".join(
                f"{name}: {' '.join(messages)}" for name, messages in error.message_dict.items()
            )
            raise CommandError(faults) from error
        row.save()
        self.stdout.write(said % {"code": row.code})
