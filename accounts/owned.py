"""The base of every row that belongs to a member, and the only ways to read such rows."""

from __future__ import annotations

import uuid
from functools import cache
from typing import Any, Self

from django.db import models
from django.utils.encoding import force_str

from accounts.actor import Actor


class Unscoped(RuntimeError):
    """Raised when member-owned rows are read without saying for whom."""


class OwnedQuerySet(models.QuerySet):
    """A query that refuses to run until somebody says whose eyes it is for.

    `visible_to(actor)` is the reader's door. `unscoped()` is for verbs that have already asked a
    rule, and for the system's own work; a test lists the files that may call it.
    """

    scoped = False

    def _clone(self) -> Self:
        clone = super()._clone()  # type: ignore[misc]
        clone.scoped = self.scoped
        return clone

    def _marked(self) -> Self:
        clone = self._chain()  # type: ignore[attr-defined]
        clone.scoped = True
        return clone

    def visibility(self, actor: Actor) -> models.Q:
        """The rows an actor may read, as a filter. Every member-owned model answers this."""
        raise NotImplementedError

    def visible_to(self, actor: Actor) -> Self:
        return self.filter(self.visibility(actor))._marked()

    def unscoped(self) -> Self:
        return self._marked()

    def _require_scope(self) -> None:
        if not self.scoped:
            raise Unscoped(f"{self.model.__name__}: start with .visible_to(actor)")

    def _fetch_all(self) -> None:
        self._require_scope()
        super()._fetch_all()

    def iterator(self, *args: Any, **kwargs: Any) -> Any:
        self._require_scope()
        return super().iterator(*args, **kwargs)

    def count(self) -> int:
        self._require_scope()
        return super().count()

    def exists(self) -> bool:
        self._require_scope()
        return super().exists()

    def aggregate(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        self._require_scope()
        return super().aggregate(*args, **kwargs)

    def update(self, **kwargs: Any) -> int:
        self._require_scope()
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        self._require_scope()
        return super().delete()

    delete.queryset_only = True  # type: ignore[attr-defined]
    delete.alters_data = True  # type: ignore[attr-defined]


class MemberOwned(models.Model):
    """A row that belongs to one member of the Network. Outside it is known by `public_id` only,
    a random number; `version` begins at 1 and grows by one with every change."""

    public_id = models.UUIDField(default=uuid.uuid4, editable=False)
    member = models.ForeignKey("accounts.Member", models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    # Forward keys, refresh and cascades follow a row somebody already holds: they use this one.
    internal = models.Manager()

    class Meta:
        abstract = True
        base_manager_name = "internal"

    def _get_FIELD_display(self, field: models.Field) -> Any:
        """What `get_…_display` says. Django hashes every label of a field at each call, and so
        translates all of them; on a page with a hundred rows that was a fifth of its time."""
        value = getattr(self, field.attname)
        return force_str(_labels(field).get(value, value), strings_only=True)


@cache
def _labels(field: models.Field) -> dict[Any, Any]:
    return dict(field.flatchoices)
