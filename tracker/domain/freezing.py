"""How a working row becomes its frozen copy, for everything that is published."""

from __future__ import annotations

import uuid
from typing import TypeVar

from django.db import models

from tracker.enums import Confidentiality, Edition

NETWORK = Confidentiality.NETWORK
SHARED = (Confidentiality.PUBLIC, NETWORK)
_OWN_COLUMNS = {"id", "edition"}

Row = TypeVar("Row", bound=models.Model)


def freeze(row: Row, **changes: object) -> Row:
    """An unsaved published copy of a working row, under the same public id."""
    columns = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if field.name not in _OWN_COLUMNS
    }
    return type(row)(**{**columns, "edition": Edition.PUBLISHED, **changes})


def standing(model: type[models.Model], rows: models.QuerySet) -> dict[uuid.UUID, int]:
    """Published copies that stand already, by public id."""
    found = model.internal.filter(  # type: ignore[attr-defined]
        edition=Edition.PUBLISHED, public_id__in=rows.values("public_id")
    )
    return dict(found.values_list("public_id", "pk"))


def upsert(row: Row, stands: int | None, **changes: object) -> Row:
    """Writes the copy of a row, in the place of the one that stands."""
    copy = freeze(row, **changes)
    copy.pk = stands
    copy.save(force_insert=stands is None, force_update=stands is not None)
    return copy
