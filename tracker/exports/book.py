"""A dataset as a workbook: its rows on the first sheet, what the file is and what its columns and
codes mean on the next ones. All of it is read in one snapshot of the database."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.actor import Actor

from .codebook import codes_of, columns_of
from .copying import one_snapshot
from .datasets import Dataset
from .provenance import Provenance
from .xlsx import Workbook


def made(dataset: Dataset, actor: Actor, found: QuerySet[Any], said: Provenance) -> BytesIO:
    """The workbook from its first byte on. Its rows went to the disk while it was written; what is
    in memory is the packed file, about 100 bytes for each row."""
    out = BytesIO()
    with Workbook(out) as book:
        with one_snapshot():
            book.add(dataset.name, dataset.columns(actor), dataset.typed(actor, found))
        book.add_facts(_("About this file"), [*said.facts(), (_("One line"), str(dataset.unit))])
        book.add_facts(_("Columns"), columns_of([dataset], actor), head=True)
        book.add_facts(_("Codes"), codes_of([dataset], actor), head=True)
    out.seek(0)
    return out
