from __future__ import annotations

from argparse import ArgumentParser
from typing import Any, NamedTuple

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from accounts.actor import PUBLIC, Actor
from accounts.models import User
from accounts.queries import actor_of
from tracker.exports import csv, entries, plans, provenance
from tracker.filters.entries import EntryFilter
from tracker.filters.plans import PlanFilter
from tracker.models import Plan, ProgressEntry

# Dataset → its rows, its filters, and how it is written.
DATASETS: dict[str, tuple[Any, Any, Any]] = {
    "entries": (ProgressEntry, EntryFilter, entries),
    "plans": (Plan, PlanFilter, plans),
}


class Reader(NamedTuple):
    """What a filter set needs of a request."""

    actor: Actor


class Command(BaseCommand):
    help = (
        "Writes a dataset to standard output: what is published, or with --as what that person "
        "may see. What the file is stands on standard error."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("dataset", choices=list(DATASETS))
        parser.add_argument("--format", choices=["csv"], default="csv")
        parser.add_argument("--cycle", metavar="CODE")
        parser.add_argument("--member", metavar="CODE")
        parser.add_argument("--as", dest="reader", metavar="EMAIL")

    def handle(self, *args: Any, **options: Any) -> None:
        actor = self.actor(options["reader"])
        asked = {name: options[name] for name in ("cycle", "member") if options[name]}
        model, filters, written = DATASETS[options["dataset"]]
        if unknown := sorted(set(asked) - set(filters.base_filters)):
            said = _("This dataset has no filter by %(name)s.")
            raise CommandError(said % {"name": ", ".join(unknown)})
        rows = model.objects.visible_to(actor)
        filterset = filters(asked, queryset=rows, request=Reader(actor))
        if not filterset.is_valid():
            said = [f"--{n}: {' '.join(words)}" for n, words in filterset.errors.items()]
            raise CommandError("\n".join(said))
        for name, value in provenance.headers(options["dataset"], actor, asked).items():
            self.stderr.write(f"{name}: {value}", self.style.NOTICE)
        body = csv.stream(written.exportable(filterset.qs), written.columns(actor))
        for part in body:
            self.stdout.write(part.decode(), ending="")

    def actor(self, email: str | None) -> Actor:
        if email is None:
            return PUBLIC
        user = User.objects.filter(email__iexact=email).first()
        if user is None:
            raise CommandError(_("Nobody here has the address %(email)s.") % {"email": email})
        return actor_of(user)
