"""Rows of long lists: only what is shown of each, read into plain objects, under the names by which
the models know it. Fifty models, with all they point at, cost more than the rest of a request."""

from __future__ import annotations

from functools import cache
from operator import itemgetter
from types import SimpleNamespace
from typing import Any, NamedTuple

from django.db.models import Model, QuerySet

from tracker.statements import prepared


class Light(SimpleNamespace):
    """A row, or what it points at. What was not asked for is an AttributeError, never a query."""


class _Branch(NamedTuple):
    """How one object is made from the values of a row: which of them are its own, which objects
    hang on it, and whether there may be none."""

    of: type[Light]
    names: tuple[str, ...]
    places: tuple[int, ...]
    below: tuple[tuple[str, _Branch], ...]
    is_optional: bool


def light(rows: QuerySet, *paths: str) -> list[Any]:
    """The rows of a query with what stands at these paths (`member__code` becomes `member.code`).
    Each object is of a class that is named like its model. A key that is empty leads to None."""
    model: Any = rows.model
    branch = _branch(model, paths)
    with prepared():
        found = list(rows.values_list(*paths))
    return [_made(branch, values) for values in found]


def _made(branch: _Branch, values: tuple[Any, ...]) -> Any:
    own = [values[place] for place in branch.places]
    if branch.is_optional and all(value is None for value in own):
        return None
    found = branch.of(**dict(zip(branch.names, own, strict=True)))
    for name, further in branch.below:
        setattr(found, name, _made(further, values))
    return found


@cache
def _branch(model: type[Model], paths: tuple[str, ...]) -> _Branch:
    return _grown(model, [(path.split("__"), place) for place, path in enumerate(paths)], False)


def _grown(model: type[Model], paths: list[tuple[list[str], int]], is_optional: bool) -> _Branch:
    own = [(path[0], place) for path, place in paths if len(path) == 1]
    keys = dict.fromkeys(path[0] for path, _place in paths if len(path) > 1)
    below = []
    for key in keys:
        field: Any = model._meta.get_field(key)
        further = [(path[1:], place) for path, place in paths if path[0] == key and path[1:]]
        below.append((key, _grown(field.related_model, further, field.null)))
    return _Branch(
        type(model.__name__, (Light,), {}),
        tuple(name for name, _place in own),
        tuple(map(itemgetter(1), own)),
        tuple(below),
        is_optional,
    )
