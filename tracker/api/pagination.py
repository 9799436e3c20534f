"""Pages by cursor: each begins behind the last row of the one before, at whatever depth. No row
is counted."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence
from operator import attrgetter
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import Field, Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response

from tracker.queries.light import light

from .problems import wrong, wrong_parameter

DEFAULT_SIZE, LARGEST_SIZE = 50, 200


class Cursor(BasePagination):
    """`page_size` (50, at most 200), `cursor` from `next` or `previous`, and `ordering` by one of
    the view's `orderings` (name → path), descending with a minus.

    Ties are broken by the view's `tie`, a column that tells nothing: a public id or a code.
    """

    parameters = ("cursor", "page_size", "ordering")

    def paginate_queryset(
        self, queryset: QuerySet, request: Request, view: Any = None
    ) -> list[Any]:
        self.request, self.view = request, view
        self.size = _size(request)
        self.ordering = _ordering(request, view)
        self.is_descending = self.ordering.startswith("-")
        self.columns = [view.orderings[self.ordering.lstrip("-")], view.tie]
        self.after, self.is_backward = self._position(queryset)
        rows = self.fetch(queryset)
        more = len(rows) > self.size
        page = rows[: self.size]
        if self.is_backward:
            page.reverse()
        self.page = page
        self.has_next = more if not self.is_backward else True
        self.has_previous = self.after is not None if not self.is_backward else more
        return page

    def fetch(self, queryset: QuerySet) -> list[Any]:
        """One row more than fits, in reading direction."""
        rows = self.slice(queryset)[: self.size + 1]
        return light(rows, *self.view.shown) if self.view.shown else list(rows)

    def slice(self, queryset: QuerySet) -> QuerySet:
        down = self.is_descending != self.is_backward
        first, tie = self.columns
        if self.after is not None:
            step = "lt" if down else "gt"
            value, tie_value = self.after
            queryset = queryset.filter(
                Q(**{f"{first}__{step}e": value})
                & (Q(**{f"{first}__{step}": value}) | Q(**{f"{tie}__{step}": tie_value}))
            )
        sign = "-" if down else ""
        return queryset.order_by(f"{sign}{first}", f"{sign}{tie}")

    def get_paginated_response(self, data: Any) -> Response:
        return Response(
            {
                "next": self._link(-1, backward=False) if self.has_next else None,
                "previous": self._link(0, backward=True) if self.has_previous else None,
                "results": data,
            }
        )

    def _position(self, queryset: QuerySet) -> tuple[tuple[Any, Any] | None, bool]:
        """Where the cursor stands, and whether it reads backward."""
        given = self.request.query_params.get("cursor")
        if given is None:
            return None, False
        try:
            raw = base64.urlsafe_b64decode(given.encode("ascii") + b"==")
            backward, ordering, *values = json.loads(raw)
            if ordering != self.ordering or len(values) != 2:
                raise ValueError("The cursor belongs to another ordering.")
            place = tuple(
                _field(queryset, path).to_python(value)
                for path, value in zip(self.columns, values, strict=True)
            )
        except (ValueError, TypeError, UnicodeError, binascii.Error, ValidationError) as error:
            said = _("Follow the links “next” and “previous” as they were given.")
            raise wrong([wrong_parameter("cursor", said)]) from error
        return place, bool(backward)  # type: ignore[return-value]

    def _link(self, at: int, *, backward: bool) -> str:
        if self.page:
            values = [self.value_of(self.page[at], path) for path in self.columns]
        else:
            values = list(self.after or ("", ""))
        cursor = position(self.ordering, values, backward=backward)
        query = {**self.request.query_params.dict(), "cursor": cursor}
        return f"{settings.PUBLIC_BASE_URL}{self.request.path}?{urlencode(query)}"

    def value_of(self, row: Any, path: str) -> Any:
        return attrgetter(path.replace("__", "."))(row)

    # --- what the schema says of it -------------------------------------------------------------

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        orders = [f"{sign}{name}" for name in view.orderings for sign in ("", "-")]
        return [
            _parameter("cursor", {"type": "string"}, "From `next` or `previous`."),
            _parameter(
                "page_size",
                {"type": "integer", "minimum": 1, "default": DEFAULT_SIZE},
                f"Rows in a page; more than {LARGEST_SIZE} are read as {LARGEST_SIZE}.",
            ),
            _parameter(
                "ordering",
                {"type": "string", "enum": orders, "default": view.default_ordering},
                "By what to sort; with a minus from the end.",
            ),
        ]

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        link = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "required": ["next", "previous", "results"],
            "properties": {"next": link, "previous": link, "results": schema},
        }


def position(ordering: str, values: Sequence[Any], *, backward: bool = False) -> str:
    """A cursor: behind which row to go on, said by its place in an ordering and its tie."""
    raw = json.dumps([int(backward), ordering, *map(_text, values)])
    return base64.urlsafe_b64encode(raw.encode()).decode().rstrip("=")


class Tombstone:
    """A row that was published and is no more: its id, and since when. Nothing of its content."""

    def __init__(self, public_id: Any, at: Any) -> None:
        self.public_id, self.at = public_id, at


class CursorWithWithdrawn(Cursor):
    """For rows that can be withdrawn: with `updated_since`, what was withdrawn since then stands
    among the rows as `{id, withdrawn: true}`, by the time of it."""

    def fetch(self, queryset: QuerySet) -> list[Any]:
        rows: list[Any] = super().fetch(queryset)
        gone = self.view.withdrawn()
        if gone is None:
            return rows
        if self.columns[0] != self.view.moment:
            said = _("With updated_since, sort by updated_at.")
            raise wrong([wrong_parameter("ordering", said)])
        rows += [Tombstone(*values) for values in self._gone(gone)]
        down = self.is_descending != self.is_backward
        rows.sort(key=lambda row: [self.value_of(row, p) for p in self.columns], reverse=down)
        return rows[: self.size + 1]

    def _gone(self, rows: QuerySet) -> Sequence[tuple[Any, Any]]:
        """Withdrawn rows behind the cursor: they carry `public_id` and `at`."""
        columns, self.columns = self.columns, ["at", "public_id"]
        try:
            return list(self.slice(rows).values_list("public_id", "at")[: self.size + 1])
        finally:
            self.columns = columns

    def value_of(self, row: Any, path: str) -> Any:
        if isinstance(row, Tombstone):
            return row.at if path == self.view.moment else row.public_id
        return super().value_of(row, path)

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        tombstone = {
            "type": "object",
            "required": ["id", "withdrawn"],
            "properties": {
                "id": {"type": "string", "format": "uuid"},
                "withdrawn": {"const": True},
            },
        }
        either = {"type": "array", "items": {"anyOf": [schema["items"], tombstone]}}
        return super().get_paginated_response_schema(either)


def _size(request: Request) -> int:
    given = request.query_params.get("page_size")
    if given is None:
        return DEFAULT_SIZE
    if not (given.isascii() and given.isdigit() and len(given) < 20 and int(given)):
        raise wrong([wrong_parameter("page_size", _("Write a whole number from 1 to 200."))])
    return min(int(given), LARGEST_SIZE)


def _ordering(request: Request, view: Any) -> str:
    given = request.query_params.get("ordering")
    if given is None:
        return view.default_ordering
    if given.removeprefix("-") not in view.orderings:
        said = _("Sort by one of: %(names)s.") % {"names": ", ".join(view.orderings)}
        raise wrong([wrong_parameter("ordering", said)])
    return given


def _field(queryset: QuerySet, path: str) -> Field:
    """The field at the end of a path, which knows how to read a value of its kind."""
    if path in queryset.query.annotations:
        return queryset.query.annotations[path].output_field
    model: type[Model] | None = queryset.model
    field: Any = None
    for name in path.split("__"):
        if model is None:
            raise FieldDoesNotExist(path)
        field = model._meta.get_field(name)
        model = field.related_model
    return field


def _text(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _parameter(name: str, schema: dict[str, Any], description: str) -> dict[str, Any]:
    return {
        "name": name,
        "in": "query",
        "required": False,
        "schema": schema,
        "description": description,
    }
