from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from django.core.management.base import BaseCommand, CommandError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.actor import PUBLIC, Actor
from accounts.models import User
from accounts.queries import actor_of
from tracker.exports import budgets, csv, entries, indicators, plans, provenance
from tracker.filters.budgets import BudgetFigureFilter
from tracker.filters.entries import EntryFilter
from tracker.filters.indicators import MeasurementFilter
from tracker.filters.plans import PlanFilter
from tracker.models import BudgetFigure, Plan, ProgressEntry


class Dataset(NamedTuple):
    """The rows a reader may have, the filters on them, and the file in parts."""

    rows: Callable[[Actor], QuerySet[Any]]
    filters: Any
    body: Callable[[Actor, QuerySet[Any]], Iterator[bytes]]


def _flat(model: Any, filters: Any, written: Any) -> Dataset:
    """One row of the database, one line of the file."""
    return Dataset(
        model.objects.visible_to,
        filters,
        lambda actor, rows: csv.stream(written.exportable(rows), written.columns(actor)),
    )


DATASETS = {
    "budgets": _flat(BudgetFigure, BudgetFigureFilter, budgets),
    "entries": _flat(ProgressEntry, EntryFilter, entries),
    # Published copies alone, whoever asks.
    "indicators": Dataset(
        indicators.exportable, MeasurementFilter, lambda _actor, rows: indicators.stream(rows)
    ),
    "plans": _flat(Plan, PlanFilter, plans),
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
        dataset = DATASETS[options["dataset"]]
        if unknown := sorted(set(asked) - set(dataset.filters.base_filters)):
            said = _("This dataset has no filter by %(name)s.")
            raise CommandError(said % {"name": ", ".join(unknown)})
        rows = dataset.rows(actor)
        filterset = dataset.filters(asked, queryset=rows, request=Reader(actor))
        if not filterset.is_valid():
            said = [f"--{n}: {' '.join(words)}" for n, words in filterset.errors.items()]
            raise CommandError("\n".join(said))
        for name, value in provenance.headers(options["dataset"], actor, asked).items():
            self.stderr.write(f"{name}: {value}", self.style.NOTICE)
        for part in dataset.body(actor, filterset.qs):
            self.stdout.write(part.decode(), ending="")

    def actor(self, email: str | None) -> Actor:
        if email is None:
            return PUBLIC
        user = User.objects.filter(email__iexact=email).first()
        if user is None:
            raise CommandError(_("Nobody here has the address %(email)s.") % {"email": email})
        return actor_of(user)
