"""What the columns of a dataset mean, and what the codes in them stand for, in the reader's
language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db.models import Choices
from django.utils.translation import gettext as _

from accounts.actor import Actor

from .columns import CodeList
from .datasets import Dataset


def columns_of(datasets: Iterable[Dataset], actor: Actor) -> Iterator[tuple[str, ...]]:
    """A head, then for each column: dataset, name, kind of value, meaning."""
    yield _("Dataset"), _("Column"), _("Kind"), _("Meaning")
    for dataset in datasets:
        for name, column in dataset.columns(actor).items():
            yield dataset.name, name, column.kind.value, str(column.words)


def codes_of(datasets: Iterable[Dataset], actor: Actor) -> Iterator[tuple[str, ...]]:
    """A head, then for each code that is from a list: the columns it stands in, code, meaning."""
    where: dict[CodeList, list[str]] = {}
    for dataset in datasets:
        for name, column in dataset.columns(actor).items():
            if column.codes and name not in where.setdefault(column.codes, []):
                where[column.codes].append(name)
    yield _("Columns"), _("Code"), _("Meaning")
    for listed, names in where.items():
        for value, label in _pairs(listed):
            yield " ".join(names), str(value), str(label)


def _pairs(listed: CodeList) -> Iterable[tuple[object, object]]:
    if issubclass(listed, Choices):
        return listed.choices
    return listed._default_manager.order_by("code").values_list("code", "name")
