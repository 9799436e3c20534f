from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from accounts.actor import SYSTEM
from recommendations.fixturefiles import FixtureError
from recommendations.incoming import Document, read_document
from tracker.domain.communiques import Imported, counts, import_communique


class Command(BaseCommand):
    help = (
        "Brings in a further communiqué from a JSON file, all or nothing; a second run changes "
        "nothing and says so. Unknown names of members are listed with suggestions."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.json")
        parser.add_argument(
            "--dry-run", action="store_true", help="Show what would be written, and write nothing."
        )
        parser.add_argument(
            "--alias",
            action="append",
            default=[],
            metavar='"As printed=KEN"',
            help="Whom a printed name stands for: a code, several joined by +, or - for nobody.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        aliases = dict(self.alias(words) for words in options["alias"])
        try:
            document = read_document(path.read_bytes())
            done = import_communique(SYSTEM, document, aliases, options["dry_run"])
        except OSError as error:
            said = _("%(file)s cannot be read: %(reason)s.")
            told = {"file": path, "reason": error.strerror}
            raise CommandError(said % told) from error
        except FixtureError as error:
            said = _("Nothing was written: %(file)s is refused.") % {"file": path.name}
            raise CommandError(f"{said}\n{error}") from error
        self.tell(document, done, options["dry_run"])

    def alias(self, words: str) -> tuple[str, list[str]]:
        name, equals, codes = words.rpartition("=")
        if not equals or not name.strip() or not codes.strip():
            said = _("--alias is %(words)s. Write “As printed=KEN”.") % {"words": words}
            raise CommandError(said)
        return name.strip(), [code.strip() for code in codes.split("+")]

    def tell(self, document: Document, done: Imported, is_dry: bool) -> None:
        if not done.changed_anything:
            said = _("Nothing to change: %(code)s is as in the file.")
            self.stdout.write(said % {"code": done.code})
            return
        for section in document.said["sections"]:
            self.stdout.write(section["title"])
            for one in section["recommendations"]:
                self.stdout.write(f"  {one['code']} {one['working_title']}")
        for name, listed in done.listed.items():
            for one in listed:
                code = one.member.code if one.member else _("no member")
                self.stdout.write(f"{name}: {one.as_printed} → {code}")
        made = ", ".join(f"{kind} {n}" for kind, n in counts(done).items())
        begins = _("Would be created") if is_dry else _("Created")
        self.stdout.write(f"{begins}: {made or 0}")
        for cycle, n in done.filled.items():
            said = _("Cycle %(cycle)s: %(n)d answers added.")
            self.stdout.write(said % {"cycle": cycle, "n": n})
        if is_dry:
            self.stdout.write(_("Nothing was written: this was a dry run."))
