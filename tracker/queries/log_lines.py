"""The log as people read it: what one verb changed together, line by line and field by field."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import BooleanField, CharField, DateField, DateTimeField, Field, TextField
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from tracker import dates, money
from tracker.enums import ElementState

from .diff import Piece, words_changed
from .log import Event
from .log_names import Names, Seat, action_of, names_of, role_label, title_of
from .log_words import CHANGES, FIELDS, KINDS, UNSAID, VERBS

# Short texts that are codes.
CODES = frozenset({"language", "carried_from", "currency", "field"})


@dataclass(frozen=True)
class Change:
    """One field, before and after. Long texts come in `pieces`; a sealed field shows hashes, or
    nothing but that it changed."""

    column: str
    label: str | Promise
    old: str
    new: str
    pieces: Sequence[Piece] = ()
    is_sealed: bool = False


@dataclass(frozen=True)
class Line:
    """One thing that changed. `code` and `cycle` say where it stands, `title` what it is called."""

    event: Event
    kind: str | Promise
    did: str | Promise
    code: str
    cycle: str
    title: str
    member: Any
    changes: Sequence[Change]
    public_id: str = ""

    @property
    def is_folded(self) -> bool:
        """What was added or removed whole is opened by who wants it."""
        return self.event.label != "update"


@dataclass(frozen=True)
class Entry:
    """What one verb did in one transaction. `seat` is None for the system, and where nobody said
    who it was."""

    at: dt.datetime
    verb: str | Promise
    seat: Seat | None
    is_system: bool
    why: str
    lines: Sequence[Line]


def entries_of(events: Sequence[Event]) -> list[Entry]:
    """The events of a page, those of one verb together, in reading order."""
    names = names_of(events)
    groups: dict[Hashable, list[Event]] = {}
    for event in events:
        groups.setdefault(event.context or event.place, []).append(event)
    return [entry for group in groups.values() if (entry := _entry(group, names)).lines]


def _entry(events: Sequence[Event], names: Names) -> Entry:
    told = events[0].told
    verb, why = told.get("verb") or "", told.get("why") or ""
    sealed = any(event.is_restricted for event in events)
    lines = [_line(event, names) for event in events]
    return Entry(
        at=events[0].place.at,
        verb=VERBS.get(verb, verb) or _("Changed without a verb"),
        seat=names.acting.get(told.get("seat") or ""),
        is_system=told.get("by") == "system",
        why="" if sealed or _is_said(why, lines) else why,
        lines=[line for line in lines if line.changes or line.event.label != "update"],
    )


def _is_said(why: str, lines: Sequence[Line]) -> bool:
    """True where a field holds the reason in the same words."""
    return any(
        why == "".join(piece.text for piece in change.pieces if piece.kind != "removed")
        for line in lines
        for change in line.changes
    )


def _line(event: Event, names: Names) -> Line:
    row = event.row
    entry = _about(event, names)
    report = names.reports.get(_first(row, "report_id", default=getattr(entry, "report_id", 0)))
    if event.source.kind == "report":
        report = names.reports.get(row.get("pgh_obj_id") or 0)
    line = names.lines.get(row.get("line_id") or 0)
    recommendation = _first(
        row,
        "recommendation_id",
        default=getattr(entry or line, "recommendation_id", 0),
    )
    cycle = row["code"] if event.source.kind == "cycle" else ""
    return Line(
        event=event,
        kind=KINDS[event.source.kind],
        did=CHANGES.get(event.label, event.label),
        code=names.recommendations.get(recommendation, ""),
        cycle=report.cycle.code if report else cycle,
        title=_title(event, names),
        member=names.members.get(_first(row, "member_id", default=_member_of(event, names))),
        changes=list(_changes(event, names)),
        public_id=str(row.get("public_id") or ""),
    )


def _about(event: Event, names: Names) -> Any:
    """The answer that a thing stands with, where it has one."""
    key = _first(event.row, "entry_id", "progressentry_id", default=0)
    if event.source.kind == "answer":
        key = event.row.get("pgh_obj_id") or 0
    return names.entries.get(key)


def _member_of(event: Event, names: Names) -> int:
    if event.source.kind == "member":
        return int(event.row["pgh_obj_id"])
    seat = names.seats.get(_first(event.row, "seat_id", "appointment_id", default=0))
    if seat and seat.member:
        return seat.member.pk
    if action := names.actions.get(event.row.get("action_id") or 0):
        return int(action.member_id)
    report = names.reports.get(getattr(_about(event, names), "report_id", 0))
    return report.member_id if report else 0


def _title(event: Event, names: Names) -> str:
    row = event.row
    if event.is_restricted:
        return ""
    match event.source.kind:
        case "document":
            return str(row["title"])
        case "line" | "plan":
            return str(row["title"])
        case "action":
            return f"{row['code']} {Truncator(row['text']).words(8)}".strip()
        case "served":
            action = names.actions.get(row["action_id"])
            return action_of(action) if action else ""
        case "indicator":
            return str(row["text"])
        case "snapshot":
            return str(row["code"])
        case "link":
            document = names.documents.get(row["evidence_id"])
            return title_of(document) if document else ""
        case "figure":
            line = names.lines.get(row["line_id"])
            return title_of(line) if line else ""
        case "seat":
            person = names.users.get(row["user_id"]) or _("former account")
            return f"{role_label(row['role'])}, {person}"
        case "invitation":
            return role_label(row["role"])
        case "account":
            return names.users.get(row["pgh_obj_id"]) or _("former account")
        case "second_factor":
            return names.users.get(row["user_id"]) or _("former account")
        case (
            "token"
            | "reviewer"
            | "assignment"
            | "hand_over"
            | "answer_reader"
            | "document_reader"
            | "line_reader"
            | "plan_reader"
            | "indicator_reader"
        ):
            seat = names.seats.get(_first(row, "seat_id", "appointment_id", default=0))
            return f"{seat.role_label}, {seat.person}" if seat else ""
    return ""


def differing(event: Event) -> Iterator[tuple[str, Any, Any]]:
    """The columns that an event changed, each with what was there before and after."""
    row, before = event.row, event.before or {}
    if event.label == "delete":
        row, before = {}, event.row
    elif event.label == "insert":
        before = {}
    silent = UNSAID | set(event.source.hidden)
    if event.source.member in ("member", "seat__member") and event.source.kind != "reviewer":
        silent |= {"member_id"}
    for field in event.source.event._meta.concrete_fields:
        name = str(field.column)
        if name.startswith("pgh_") or name in silent or _is_of_report(event, name):
            continue
        old, new = before.get(name), row.get(name)
        if old != new and not (_is_empty(old) and _is_empty(new)):
            yield name, old, new


def _is_empty(value: Any) -> bool:
    return value is None or value is False or value in ("", [], {})


def _is_of_report(event: Event, name: str) -> bool:
    """Which report a thing stands in says the line itself, unless a figure moved to another."""
    return name == "report_id" and (event.source.kind != "figure" or event.label != "update")


def _changes(event: Event, names: Names) -> Iterator[Change]:
    fields = {field.column: field for field in event.source.event._meta.concrete_fields}
    for name, old, new in differing(event):
        label = FIELDS.get(name, name)
        field = fields[name]
        if event.is_restricted:
            yield Change(
                name, label, _sealed(event, field, old), _sealed(event, field, new), (), True
            )
        elif isinstance(field, TextField) and not field.choices:
            yield Change(name, label, "", "", words_changed(old or "", new or ""))
        else:
            old, new = _only_changed(old, new)
            yield Change(name, label, _said(field, old, names), _said(field, new, names))


def _only_changed(old: Any, new: Any) -> tuple[Any, Any]:
    """Of two checklists the elements that differ."""
    if not (isinstance(old, dict) and isinstance(new, dict)):
        return old, new
    same = {code for code in old if old[code] == new.get(code)}
    first, last = ({c: v for c, v in said.items() if c not in same} for said in (old, new))
    return first, last


def _sealed(event: Event, field: Field[Any, Any], value: Any) -> str:
    """The hash that stands in the place of restricted words; nothing for other values. What was
    written in words before it was restricted is shown as its hash too."""
    if isinstance(value, dict):
        return f"sha256:{value['sha256']}" if set(value) == {"sha256"} else ""
    is_code = field.choices or not isinstance(field, (CharField, TextField))
    if is_code or not value or field.column in CODES or "public_id" not in event.row:
        return ""
    if value.startswith("sha256:"):
        return str(value)
    digest = hashlib.sha256(f"{event.row['public_id']}{value}".encode()).digest()
    return f"sha256:{base64.b64encode(digest).decode()}"


def _said(field: Field[Any, Any], value: Any, names: Names) -> str:
    if value in (None, "", [], {}):
        return ""
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(field, BooleanField):
        return _("Yes") if value else _("No")
    if isinstance(field, DateTimeField):
        moment = timezone.localtime(dt.datetime.fromisoformat(value))
        return f"{_day(moment.date())}, {moment:%H:%M}"
    if isinstance(field, DateField):
        return _day(dt.date.fromisoformat(value))
    if field.is_relation:
        return _pointed_at(str(field.column), value, names)
    if isinstance(value, Decimal):
        return money.format_amount(value, get_language() or "en")
    if isinstance(value, dict):
        return _list(f"{code}: {_element(said)}" for code, said in sorted(value.items()))
    if isinstance(value, list):
        return _list(map(str, value))
    return str(value)


def _pointed_at(column: str, key: int, names: Names) -> str:
    gone = _("no longer there")
    match column:
        case "member_id" | "pgh_obj_id":
            member = names.members.get(key)
            return member.display_name if member else gone
        case "user_id":
            return names.users.get(key) or _("former account")
        case "report_id":
            report = names.reports.get(key)
            return report.cycle.code if report else gone
        case "evidence_id" | "supersedes_id":
            document = names.documents.get(key)
            return (title_of(document) or _("a document")) if document else gone
        case "line_id" | "budget_line_id" | "budgetline_id":
            line = names.lines.get(key)
            return (title_of(line) or _("a line")) if line else gone
        case "plan_id" | "predecessor_id":
            plan = names.plans.get(key)
            return (title_of(plan) or _("a plan")) if plan else gone
        case "action_id" | "successor_id":
            action = names.actions.get(key)
            return (action_of(action) or _("an action")) if action else gone
        case "invitation_id":
            return _("an invitation")
    seat = names.seats.get(key)
    return f"{seat.role_label}, {seat.person}" if seat else gone


def _element(said: Any) -> str:
    state = said.get("state", "") if isinstance(said, dict) else ""
    label = str(ElementState(state).label) if state in ElementState.values else state
    reason = said.get("reason", "") if isinstance(said, dict) else ""
    return f"{label} ({reason})" if reason else label


def _day(day: dt.date) -> str:
    return dates.date_long(day, get_language() or "en")


def _list(parts: Iterable[str]) -> str:
    return pgettext("between the parts of a list", ", ").join(parts)


def _first(row: Mapping[str, Any], *names: str, default: Any) -> Any:
    return next((row[name] for name in names if row.get(name)), default)
