"""Whoever is not signed in reads frozen copies and nothing else: what members write on in their
working rows changes no list of theirs by a letter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import models

from tests.permission_table import World
from tracker.api.views.description import described
from tracker.enums import Edition
from tracker.models.content import MemberContent

pytestmark = pytest.mark.django_db

LEAKED = "Leaked"
OWNED = [model for model in apps.get_models() if issubclass(model, MemberContent)]
# Lists that show no row of a member: what was agreed, who there is, and what is sealed already.
OF_NOBODY = {
    "calls",
    "communiques",
    "cycles",
    "frameworks",
    "members",
    "recommendations",
    "snapshots",
    "themes",
}
# Never published at all: they stay empty for the public.
INSIDE = {"assignments", "review-comments", "seats"}


def lists() -> Iterator[str]:
    """Every address below /api/v1/ that answers with rows."""
    for path, operations in described()["paths"].items():
        if "get" in operations and "{" not in path and "exports" not in path:
            yield path.removeprefix("/api/v1/")


def words_of(model: type[MemberContent]) -> list[str]:
    """Fields of a row that hold somebody's free words."""
    return [
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField)
        and not field.choices
        and not isinstance(field, models.FileField | models.URLField)
        and (field.max_length or 500) >= 100
        and field.name not in ("file_name", "content_type")
    ]


def overwrite(model: type[MemberContent], edition: str) -> int:
    """Puts other words into every row of an edition, past all verbs. Answers how many rows."""
    names = words_of(model)
    rows: Any = model.internal.filter(edition=edition)  # type: ignore[attr-defined]
    return rows.update(**dict.fromkeys(names, LEAKED)) if names else 0


def read(api: Any) -> dict[str, Any]:
    return {path: api().get(path).json() for path in lists()}


def test_working_rows_change_no_anonymous_list(api):
    World("published")
    before = read(api)
    assert all(before[f"{name}/"]["results"] == [] for name in INSIDE)
    assert sum(overwrite(model, Edition.WORKING) for model in OWNED) >= len(OWNED)
    after = read(api)
    assert {path for path in before if before[path] != after[path]} == set()


def test_every_list_of_members_rows_shows_the_frozen_ones(api):
    """… or the test above would prove nothing."""
    World("published")
    before = read(api)
    for model in OWNED:
        overwrite(model, Edition.PUBLISHED)
    after = read(api)
    changed = {path.strip("/") for path in before if before[path] != after[path]}
    shown = {path.strip("/") for path in before if before[path].get("results")}
    assert changed == shown - OF_NOBODY - {"budget-figures", "money", "reports"}
