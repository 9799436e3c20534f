"""The names of what the events of a page point at, joined when shown: the history keeps ids."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from accounts.enums import Role
from accounts.models import Appointment, Member, User
from recommendations.models import Recommendation
from tracker.enums import Confidentiality
from tracker.models import Action, BudgetLine, Evidence, Plan, ProgressEntry, Report

from .log import Event


@dataclass(frozen=True)
class Seat:
    """A seat as the history knows it, which outlives the row and the person's name."""

    public_id: str
    role: str
    member: Member | None
    name: str

    @property
    def role_label(self) -> str:
        return role_label(self.role)

    @property
    def person(self) -> str:
        """The name, where the account still has one."""
        return self.name or _("former %(role)s") % {"role": self.role_label.lower()}


def role_label(role: str) -> str:
    return str(Role(role).label) if role in Role.values else role


@dataclass
class Names:
    """Everything by its key. A key that is in no table has no name any more."""

    members: dict[int, Member] = field(default_factory=dict)
    users: dict[int, str] = field(default_factory=dict)
    seats: dict[int, Seat] = field(default_factory=dict)
    acting: dict[str, Seat] = field(default_factory=dict)
    recommendations: dict[int, str] = field(default_factory=dict)
    reports: dict[int, Any] = field(default_factory=dict)
    entries: dict[int, Any] = field(default_factory=dict)
    lines: dict[int, Any] = field(default_factory=dict)
    documents: dict[int, Any] = field(default_factory=dict)
    plans: dict[int, Any] = field(default_factory=dict)
    actions: dict[int, Any] = field(default_factory=dict)


SEATS = (
    "appointment_id seat_id author_id answered_by_id added_by_id checked_by_id submitted_by_id "
    "invited_by_id reviewer_in_hand_id replaces_id asked_by_id confirmed_by_id sealed_by_id "
    "entered_by_id"
).split()


def names_of(events: Sequence[Event]) -> Names:
    """The names that a page needs, in a number of queries that does not grow with it."""
    keys = _keys(events)
    found = Names()
    found.entries = {
        row.pk: row
        for row in ProgressEntry.internal.filter(pk__in=keys["entry_id"]).only(
            "public_id", "recommendation_id", "report_id", "confidentiality"
        )
    }
    found.lines = {
        row.pk: row
        for row in BudgetLine.internal.filter(
            pk__in=keys["line_id"] | keys["budget_line_id"] | keys["budgetline_id"]
        ).only("recommendation_id", "title", "confidentiality")
    }
    found.documents = {
        row.pk: row
        for row in Evidence.internal.filter(
            pk__in=keys["evidence_id"] | keys["supersedes_id"]
        ).only("public_id", "title", "confidentiality")
    }
    found.plans = {
        row.pk: row
        for row in Plan.internal.filter(pk__in=keys["plan_id"] | keys["predecessor_id"]).only(
            "title", "confidentiality"
        )
    }
    found.actions = {
        row.pk: row
        for row in Action.internal.filter(pk__in=keys["action_id"] | keys["successor_id"]).only(
            "code", "text", "confidentiality", "member_id"
        )
    }
    keys["member_id"] |= {row.member_id for row in found.actions.values()}
    keys["report_id"] |= {row.report_id for row in found.entries.values()}
    found.reports = {
        row.pk: row
        for row in Report.internal.filter(pk__in=keys["report_id"]).select_related("cycle")
    }
    keys["member_id"] |= {row.member_id for row in found.reports.values()}
    keys["recommendation_id"] |= {
        row.recommendation_id for row in [*found.entries.values(), *found.lines.values()]
    }
    found.recommendations = dict(
        Recommendation.objects.filter(pk__in=keys["recommendation_id"]).values_list("pk", "code")
    )
    _people(events, keys, found)
    return found


def _keys(events: Sequence[Event]) -> dict[str, set[int]]:
    """What the rows point at, by the name of the column; a row points at itself too."""
    itself = {"report": "report_id", "answer": "entry_id", "line": "line_id"}
    itself |= {"document": "evidence_id", "link": "progressentry_id", "member": "member_id"}
    keys: dict[str, set[int]] = defaultdict(set)
    for event in events:
        for row in filter(None, (event.row, event.before)):
            for name, value in row.items():
                if name.endswith("_id") and isinstance(value, int):
                    keys[name].add(value)
            if event.source.kind in itself and (key := row.get("pgh_obj_id")):
                keys[itself[event.source.kind]].add(key)
    keys["entry_id"] |= keys["progressentry_id"]
    return keys


def _people(events: Sequence[Event], keys: dict[str, set[int]], found: Names) -> None:
    acting = {event.told["seat"] for event in events if event.told.get("seat")}
    wanted = {key for name in SEATS for key in keys[name]}
    history = Appointment.pgh_event_model.objects  # type: ignore[attr-defined]
    rows = list(
        history.filter(Q(public_id__in=acting) | Q(id__in=wanted))
        .order_by("id", "-pgh_id")
        .distinct("id")
    )
    accounts = {e.row["pgh_obj_id"] for e in events if e.source.kind == "account"}
    users = keys["user_id"] | accounts | {row.user_id for row in rows}
    found.users = dict(User.objects.filter(pk__in=users).values_list("pk", "name"))
    members = keys["member_id"] | _present(row.member_id for row in rows)
    found.members = Member.objects.in_bulk(members)
    for row in rows:
        seat = Seat(
            str(row.public_id),
            row.role,
            found.members.get(row.member_id),
            found.users.get(row.user_id, ""),
        )
        found.seats[row.id] = found.acting[seat.public_id] = seat


def _present(keys: Iterable[int | None]) -> set[int]:
    return {key for key in keys if key is not None}


def title_of(row: Any) -> str:
    """The title of a line or a document; nothing of a restricted one."""
    return "" if row.confidentiality == Confidentiality.RESTRICTED else row.title


def action_of(row: Any) -> str:
    """An action by its code and its first words; nothing of a restricted one."""
    if row.confidentiality == Confidentiality.RESTRICTED:
        return ""
    return f"{row.code} {Truncator(row.text).words(8)}".strip()
