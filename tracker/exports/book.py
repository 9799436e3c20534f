"""A dataset as a workbook: its rows on the first sheet, what the file is and what its columns and
codes mean on the next ones."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.actor import Actor

from .codebook import codes_of, columns_of
from .datasets import Dataset
from .provenance import Provenance
from .xlsx import Workbook


def stream(
    dataset: Dataset, actor: Actor, found: QuerySet[Any], said: Provenance
) -> Iterator[bytes]:
    """The file in parts, in the language of whoever asks for it now. Its rows are read in one
    snapshot of the database, once the first part is taken. Where that fails the file breaks off
    without its list of contents, and the connection with it: nobody takes it for a whole one."""
    sheets = [
        (_("About this file"), [*said.facts(), (_("One line"), str(dataset.unit))], False),
        (_("Columns"), list(columns_of([dataset], actor)), True),
        (_("Codes"), list(codes_of([dataset], actor)), True),
    ]
    return _parts(Workbook(), dataset, actor, found, sheets)


def _parts(
    book: Workbook, dataset: Dataset, actor: Actor, found: QuerySet[Any], sheets: list[Any]
) -> Iterator[bytes]:
    yield from book.add(dataset.name, dataset.columns(actor), dataset.cells(actor, found))
    for name, facts, head in sheets:
        yield from book.add_facts(name, facts, head=head)
    yield from book.end()
