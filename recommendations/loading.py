"""Brings the database to what the fixtures state, and touches nothing that already is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any

from django.core import serializers
from django.core.exceptions import FieldDoesNotExist, ObjectDoesNotExist, ValidationError
from django.core.serializers.base import DeserializationError, DeserializedObject
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from recommendations.fixturefiles import FixtureError, Row, check_sums, read
from recommendations.source import SourceText, faults_against


class Outcome(Enum):
    """What became of a row."""

    CREATED = "created"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass
class Tally:
    """How many rows of each model were created, changed and left alone."""

    counts: Counter[tuple[str, Outcome]] = field(default_factory=Counter)

    def add(self, model: str, outcome: Outcome) -> None:
        self.counts[model, outcome] += 1

    def of(self, outcome: Outcome) -> int:
        return sum(n for (_model, found), n in self.counts.items() if found is outcome)

    def of_model(self, model: str) -> int:
        return sum(n for (found, _outcome), n in self.counts.items() if found == model)

    @property
    def changed_anything(self) -> bool:
        return self.of(Outcome.CREATED) + self.of(Outcome.CHANGED) > 0


def proven_rows(folder: Path) -> list[Row]:
    """The rows of the fixtures in a folder, once every text has been found equal to its place in
    the source. Raises FixtureError with all faults otherwise. Writes nothing."""
    if faults := check_sums(folder):
        raise FixtureError(faults)
    rows = read(folder)
    if faults := faults_against(SourceText.of(folder), rows):
        raise FixtureError(faults)
    return rows


def load(
    rows: Iterable[Row],
    keep: Mapping[str, frozenset[str]],
    on_row: Callable[[Row], None] = lambda row: None,
) -> Tally:
    """Creates and corrects rows in one transaction, in the given order.

    `keep` names, by model, the columns that belong to the operator: they are never written on a
    row that exists. Rows that the fixtures do not name are left alone. Raises FixtureError, with
    nothing written, where a row cannot be stored.
    """
    tally = Tally()
    with transaction.atomic():
        for row in rows:
            tally.add(row.model, store(row, keep.get(row.model, frozenset())))
            on_row(row)
    return tally


def store(row: Row, keep: frozenset[str]) -> Outcome:
    with explained(row, remedy=None):
        incoming = deserialized(row)
        if incoming.object.pk is None:
            incoming.save()
            return Outcome.CREATED
        return correct(incoming, set(row.fields) - keep)


def add(row: Row, ignoring: frozenset[str], remedy: str) -> Outcome:
    """Creates a row. One that is there must say the same, in all but the columns to ignore, and is
    left alone. Raises FixtureError with the remedy otherwise."""
    with explained(row, remedy):
        incoming = deserialized(row)
        if incoming.object.pk is None:
            incoming.save()
            return Outcome.CREATED
        names = differences(incoming, set(row.fields) - ignoring)
    if names:
        problem = _("it exists already and differs in: %(names)s.") % {"names": ", ".join(names)}
        raise FixtureError([row.fault(problem, remedy)])
    return Outcome.UNCHANGED


def deserialized(row: Row) -> DeserializedObject:
    stated = [{"model": row.model, "fields": row.fields}]
    (incoming,) = serializers.deserialize("python", stated)
    incoming.object.clean_fields()
    return incoming


@contextmanager
def explained(row: Row, remedy: str | None) -> Iterator[None]:
    """Says of which row it is that something cannot be stored."""
    try:
        with transaction.atomic():
            yield
    except (
        DeserializationError,
        FieldDoesNotExist,
        IntegrityError,
        ObjectDoesNotExist,
        ValidationError,
    ) as error:
        problem = _("it cannot be stored (%(reason)s).") % {"reason": reason_of(error)}
        raise FixtureError([row.fault(problem, remedy)]) from error


def reason_of(error: Exception) -> str:
    if isinstance(error, ValidationError):
        return "; ".join(f"{name}: {' '.join(said)}" for name, said in error.message_dict.items())
    return str(error).strip().replace("\n", " ") or type(error).__name__


def correct(incoming: DeserializedObject, stated: set[str]) -> Outcome:
    """Writes to the row in the database those stated columns that differ there, if any."""
    wanted = incoming.object
    present = type(wanted)._base_manager.get(pk=wanted.pk)
    columns = [c for c in wanted._meta.concrete_fields if c.name in stated]
    differing = [c for c in columns if value(present, c) != value(wanted, c)]
    for column in differing:
        setattr(present, column.attname, value(wanted, column))
    if differing:
        present.save(update_fields=[column.name for column in differing])
    changed = bool(differing)
    for name, keys in (incoming.m2m_data or {}).items():
        related = getattr(present, name)
        if name in stated and set(related.values_list("pk", flat=True)) != set(keys):
            related.set(keys)
            changed = True
    return Outcome.CHANGED if changed else Outcome.UNCHANGED


def differences(incoming: DeserializedObject, stated: set[str]) -> list[str]:
    """The stated columns that say something else in the database."""
    wanted = incoming.object
    present = type(wanted)._base_manager.get(pk=wanted.pk)
    found = [
        column.name
        for column in wanted._meta.concrete_fields
        if column.name in stated and value(present, column) != value(wanted, column)
    ]
    for name, keys in (incoming.m2m_data or {}).items():
        if name in stated:
            standing = set(getattr(present, name).values_list("pk", flat=True))
            found += [name] if standing != set(keys) else []
    return sorted(found)


def value(instance: models.Model, column: models.Field[Any, Any]) -> Any:
    return getattr(instance, column.attname)
