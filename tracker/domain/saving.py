"""How every verb writes: one transaction, the history told who and why, one version at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pghistory
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.owned import MemberOwned
from tracker.models import Report
from tracker.validators import no_null_characters

from .errors import Conflict, Gone


@contextmanager
def recorded(actor: Actor, verb: str, why: str = "", **more: str) -> Iterator[None]:
    """One transaction whose history rows carry the actor's ids, the verb and the reason."""
    with transaction.atomic(), pghistory.context(**actor.trace, verb=verb, why=why, **more):
        yield


def held(report: Report) -> Report:
    """The report as it stands now, and until the transaction ends: what is written in it and what
    moves it wait for each other. Who was let in by how it stood before asks the rule again."""
    rows = Report.internal.select_for_update(of=("self",), no_key=True)
    return rows.select_related("member", "cycle", "submitted_by").get(pk=report.pk)


def refused(row: MemberOwned) -> Conflict | Gone:
    """Why a write at a version met no row."""
    current = type(row).internal.filter(pk=row.pk).first()
    return Gone() if current is None else Conflict(current)


def check_fields(row: MemberOwned, changes: Mapping[str, Any], allowed: frozenset[str]) -> None:
    """Puts the changes on the instance and checks each by its model field.

    A related row may be given itself or by its key. Raises ValidationError naming every field
    that is unknown or wrong.
    """
    problems: dict[str, list[str]] = {}
    for name, value in changes.items():
        if name not in allowed:
            problems[name] = [_("This field cannot be changed here.")]
            continue
        try:
            _put(row, name, value)
        except ValidationError as error:
            problems[name] = list(error.messages)
    if problems:
        raise ValidationError(problems)


def _put(row: MemberOwned, name: str, value: Any) -> None:
    field = row._meta.get_field(name)
    if not isinstance(field, models.Field):
        raise FieldDoesNotExist(name)
    if isinstance(value, models.Model):
        setattr(row, name, value)
        return
    if value is None and field.null and field.blank:
        # A list of codes cannot check what nobody said.
        setattr(row, field.attname, None)
        return
    if isinstance(value, str):
        no_null_characters(value)
        # Django checks the length of a long text in forms only.
        if isinstance(field, models.TextField) and field.max_length:
            MaxLengthValidator(field.max_length)(value)
    setattr(row, field.attname, field.clean(value, row))


def save_version(row: MemberOwned, version: int, names: Mapping[str, Any] | set[str]) -> None:
    """Writes the named fields of the instance if the stored row still has this version.

    The version grows by one. Raises Conflict with the stored row otherwise, Gone where
    there is none. Only these columns are written, so two people in different fields never undo
    each other.
    """
    values = {name: getattr(row, name) for name in names}
    now = timezone.now()
    changed = (
        type(row)
        .internal.filter(pk=row.pk, version=version)
        .update(**values, version=F("version") + 1, updated_at=now)
    )
    if not changed:
        raise refused(row)
    row.version, row.updated_at = version + 1, now
