"""The log: one page of changes, newest first, out of all tables of events at once.

It reads the history that the database's own triggers write; nothing is stored a second time.
"""

from __future__ import annotations

import datetime as dt
import json
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from django.db.models import (
    BooleanField,
    CharField,
    F,
    Func,
    IntegerField,
    JSONField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce

from accounts.actor import Actor
from accounts.enums import LEADING_ROLES
from tracker.enums import Confidentiality
from tracker.models import Evidence

from .log_sources import BY_KIND, SOURCES, Source, readable
from .log_words import UNSAID

COLUMNS = ("rank", "pgh_id", "at", "label", "context", "told", "row", "before", "now")

_SILENT = "'{{{}}}'::text[]".format(
    ",".join([*sorted(UNSAID), *"pgh_id pgh_label pgh_created_at pgh_context_id".split()])
)


@dataclass(frozen=True)
class Place:
    """Where a page ends: the last change on it."""

    at: dt.datetime
    rank: int
    pgh_id: int


@dataclass(frozen=True)
class Asked:
    """What a reader wants to see of the log. `since` is the first moment, `until` the first one
    after; `by` is a seat's public id."""

    member: str = ""
    kinds: tuple[str, ...] = ()
    by: str = ""
    verb: str = ""
    since: dt.datetime | None = None
    until: dt.datetime | None = None
    recommendation: str = ""
    cycle: str = ""
    before: Place | None = None
    with_restricted: bool = True


@dataclass(frozen=True)
class Event:
    """One change of one thing. `row` is the thing behind it (before it, where it was removed) and
    `before` the event before; `told` is who did it, why and with which verb, as ids and codes."""

    source: Source
    place: Place
    context: uuid.UUID | None
    label: str
    told: dict[str, Any]
    row: dict[str, Any]
    before: dict[str, Any] | None
    now: str = ""

    @property
    def is_restricted(self) -> bool:
        """Restricted at the time, before it, or today."""
        classes = (self.row.get("confidentiality"), (self.before or {}).get("confidentiality"))
        return Confidentiality.RESTRICTED in (*classes, self.now)


@dataclass(frozen=True)
class Page:
    """Changes in reading order, and where older ones begin; None where there are none."""

    events: Sequence[Event] = field(default_factory=tuple)
    older: Place | None = None


def page_of(actor: Actor, asked: Asked, size: int) -> Page:
    """A page of the log as this actor may read it: one query, whatever is in it."""
    branches = [
        _branch(rank, source, rows, asked)[: size + 1]
        for rank, source in enumerate(SOURCES)
        if (rows := _about(source, readable(source, actor), asked)) is not None
    ]
    if not branches:
        return Page()
    first, *rest = branches
    rows = first
    if rest:
        whole = first.union(*rest, all=True)
        rows = whole.order_by("-at", "-rank", "-pgh_id")[: size + 1]
    found = list(rows)
    opens_sealed = asked.with_restricted and actor.has_role(*LEADING_ROLES)
    events = [_event(row, opens_sealed) for row in found[:size]]
    return Page(events, events[-1].place if len(found) > size else None)


def pages_of(actor: Actor, asked: Asked, size: int = 500) -> Iterator[Sequence[Event]]:
    """Every change, page by page, so that memory stays flat."""
    while True:
        page = page_of(actor, asked, size)
        yield page.events
        if page.older is None:
            return
        asked = replace(asked, before=page.older)


def _about(source: Source, rows: QuerySet[Any] | None, asked: Asked) -> QuerySet[Any] | None:
    """The events that were asked for; None where the source can hold none."""
    if rows is None or (asked.kinds and source.kind not in asked.kinds):
        return None
    if asked.member:
        if not source.member:
            return None
        rows = rows.filter(**{f"{source.member}__code": asked.member})
    for name in ("recommendation", "cycle"):
        code = getattr(asked, name)
        if not code:
            continue
        narrowed = _narrowed(source, rows, name, code)
        if narrowed is None:
            return None
        rows = narrowed
    if asked.by:
        rows = rows.filter(pgh_context__metadata__seat=asked.by)
    if asked.verb:
        rows = rows.filter(pgh_context__metadata__verb=asked.verb)
    if asked.since:
        rows = rows.filter(pgh_created_at__gte=asked.since)
    if asked.until:
        rows = rows.filter(pgh_created_at__lt=asked.until)
    return rows if asked.with_restricted else _without_restricted(source, rows)


def _without_restricted(source: Source, rows: QuerySet[Any]) -> QuerySet[Any]:
    """Nothing that is, was, or hangs on something restricted."""
    for path in source.classes:
        rows = rows.exclude(**{path: Confidentiality.RESTRICTED})
    if source.kind == "link":
        standing = Evidence.internal.exclude(confidentiality=Confidentiality.RESTRICTED)
        rows = rows.filter(evidence__in=standing.values("pk"))
    return rows


def _narrowed(source: Source, rows: QuerySet[Any], name: str, code: str) -> QuerySet[Any] | None:
    if source.kind == "document":
        # Also a document that is gone: the history knows which answers it served.
        link = BY_KIND["link"]
        served = link.events.filter(**{getattr(link, name): code})
        return rows.filter(pgh_obj_id__in=served.values("evidence_id"))
    path = getattr(source, name)
    return rows.filter(**{path: code}) if path else None


def _branch(rank: int, source: Source, rows: QuerySet[Any], asked: Asked) -> QuerySet[Any]:
    rows = rows.annotate(
        rank=Value(rank, output_field=IntegerField()),
        at=F("pgh_created_at"),
        label=F("pgh_label"),
        context=F("pgh_context_id"),
        told=F("pgh_context__metadata"),
        row=_Whole(),
        before=Subquery(_earlier(source).annotate(whole=_Whole()).values("whole")[:1]),
        now=_class_today(source),
    )
    rows = rows.filter(~Q(pgh_label="update") | Q(_Differs(F("row"), F("before"))))
    if not asked.with_restricted:
        rows = rows.exclude(now=Confidentiality.RESTRICTED)
    if asked.before:
        rows = rows.filter(_behind(asked.before, rank))
    return rows.order_by("-at", "-pgh_id").values_list(*COLUMNS)


def _earlier(source: Source) -> QuerySet[Any]:
    same = {column: OuterRef(column) for column in source.same}
    return source.events.filter(**same, pgh_id__lt=OuterRef("pgh_id")).order_by("-pgh_id")


def _class_today(source: Source) -> Any:
    """The class of the row as it is now, or of the answer that it stands with."""
    rows = {
        "comment": ("entry", "entry_id"),
        "link": ("evidence", "evidence_id"),
    }
    if source.has("confidentiality"):
        model, key = source.model, "pgh_obj_id"
    elif source.kind in rows:
        name, key = rows[source.kind]
        model = source.model._meta.get_field(name).related_model  # type: ignore[assignment]
    else:
        return Value("", output_field=CharField())
    found = model._base_manager.filter(pk=OuterRef(key)).values("confidentiality")
    return Coalesce(Subquery(found), Value(""), output_field=CharField())


def _behind(place: Place, rank: int) -> Q:
    """What comes after a place in reading order, in a source of this rank."""
    if rank > place.rank:
        return Q(at__lt=place.at)
    if rank < place.rank:
        return Q(at__lte=place.at)
    return Q(at__lte=place.at) & (Q(at__lt=place.at) | Q(pgh_id__lt=place.pgh_id))


def _event(row: tuple[Any, ...], opens_sealed: bool) -> Event:
    rank, pgh_id, at, label, context, told, whole, before, now = row
    # Who does not read restricted rows meets this one as new.
    if before and before.get("confidentiality") == Confidentiality.RESTRICTED and not opens_sealed:
        before = None
    return Event(
        SOURCES[rank], Place(at, rank, pgh_id), context, label, told or {}, whole, before, now
    )


class _Exact(json.JSONDecoder):
    """Amounts as they are stored, to the last digit."""

    def __init__(self, **how: Any) -> None:
        super().__init__(**how, parse_float=Decimal)


class _Differs(Func):
    """True where two rows differ in more than what goes without saying."""

    template = "(%(expressions)s)"
    arg_joiner = f" - {_SILENT} IS DISTINCT FROM "
    output_field = BooleanField()

    def as_sql(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, Any]:  # type: ignore[override]
        sql, params = super().as_sql(compiler, connection, **extra)
        return f"{sql[:-1]} - {_SILENT})", params


class _Whole(Func):
    """The whole row of the query's own table, as JSON."""

    output_field = JSONField(decoder=_Exact)

    def as_sql(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        alias = compiler.quote_name_unless_alias(compiler.query.get_initial_alias())
        return f"to_jsonb({alias}.*)", []
