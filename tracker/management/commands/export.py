from __future__ import annotations

from argparse import ArgumentParser
from typing import Any, NamedTuple

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from accounts.actor import PUBLIC, Actor
from accounts.models import User
from accounts.queries import actor_of
from tracker.exports import csv, entries, provenance
from tracker.filters.entries import EntryFilter
from tracker.models import ProgressEntry


class Reader(NamedTuple):
    """What a filter set needs of a request."""

    actor: Actor


class Command(BaseCommand):
    help = (
        "Writes a dataset to standard output: what is published, or with --as what that person "
        "may see. What the file is stands on standard error."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("dataset", choices=["entries"])
        parser.add_argument("--format", choices=["csv"], default="csv")
        parser.add_argument("--cycle", metavar="CODE")
        parser.add_argument("--member", metavar="CODE")
        parser.add_argument("--as", dest="reader", metavar="EMAIL")

    def handle(self, *args: Any, **options: Any) -> None:
        actor = self.actor(options["reader"])
        asked = {name: options[name] for name in ("cycle", "member") if options[name]}
        rows = ProgressEntry.objects.visible_to(actor)
        filterset = EntryFilter(asked, queryset=rows, request=Reader(actor))
        if not filterset.is_valid():
            said = [f"--{n}: {' '.join(words)}" for n, words in filterset.errors.items()]
            raise CommandError("\n".join(said))
        for name, value in provenance.headers(options["dataset"], actor, asked).items():
            self.stderr.write(f"{name}: {value}", self.style.NOTICE)
        body = csv.stream(entries.exportable(filterset.qs), entries.columns(actor))
        for part in body:
            self.stdout.write(part.decode(), ending="")

    def actor(self, email: str | None) -> Actor:
        if email is None:
            return PUBLIC
        user = User.objects.filter(email__iexact=email).first()
        if user is None:
            raise CommandError(_("Nobody here has the address %(email)s.") % {"email": email})
        return actor_of(user)
