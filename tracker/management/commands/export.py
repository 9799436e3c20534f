from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.actor import Actor
from tracker.exports import book
from tracker.exports.datasets import DATASETS, FORMATS, Dataset
from tracker.exports.provenance import Provenance
from tracker.management.reader import add_reader, reader_of


class Command(BaseCommand):
    help = (
        "Writes a dataset to standard output: what is published, or with --as what that person "
        "may see. What the file is stands on standard error."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("dataset", choices=list(DATASETS))
        parser.add_argument("--format", choices=list(FORMATS), default="csv")
        parser.add_argument("--cycle", metavar="CODE")
        parser.add_argument("--member", metavar="CODE")
        add_reader(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        actor = reader_of(options["reader"])
        asked = {name: options[name] for name in ("cycle", "member") if options[name] is not None}
        # An empty variable of a script would ask for everything.
        if empty := [name for name, value in asked.items() if not value.strip(" ,")]:
            raise CommandError(_("--%(name)s: write a code, or leave it out.") % {"name": empty[0]})
        dataset = DATASETS[options["dataset"]]
        if unknown := sorted(set(asked) - set(dataset.filterset.base_filters)):
            said = _("This dataset has no filter by %(name)s.")
            raise CommandError(said % {"name": ", ".join(unknown)})
        filterset = dataset.filtered(actor, asked)
        if not filterset.is_valid():
            wrong = [f"--{n}: {' '.join(words)}" for n, words in filterset.errors.items()]
            raise CommandError("\n".join(wrong))
        found = filterset.qs
        about = dataset.said(actor, asked, found, filterset.form.cleaned_data)
        for name, value in about.headers().items():
            self.stderr.write(f"{name}: {value}", self.style.NOTICE)
        for part in parts(options["format"], dataset, actor, found, about):
            self.put(part)

    def put(self, part: bytes) -> None:
        """Bytes as they are, where standard output takes them: a workbook is no text."""
        out: Any = self.stdout._out
        if hasattr(out, "buffer"):
            out.buffer.write(part)
        else:
            out.write(part.decode())


def parts(
    form: str, dataset: Dataset, actor: Actor, found: QuerySet[Any], about: Provenance
) -> Iterator[bytes]:
    """The file in parts."""
    if form == "csv":
        yield from dataset.csv(actor, found)
    elif form == "ndjson":
        yield from dataset.ndjson(actor, found)
    else:
        yield from book.stream(dataset, actor, found, about)
