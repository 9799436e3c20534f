"""What contributors were asked for in a report, and how far each part is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import models
from django.db.models import Q, QuerySet
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.enums import Role
from accounts.models import Appointment
from tracker.models import Action, Assignment, BudgetFigure, BudgetLine, ProgressEntry, Report


class Standing(models.TextChoices):
    """How far a part is. `gone`: nobody can work on it, since the seat ended or the invitation
    was not accepted."""

    INVITED = "invited", _("Invited")
    ASKED = "asked", _("Asked")
    BEGUN = "begun", _("Begun")
    READY = "ready", _("Ready")
    GONE = "gone", _("Nobody holds it")


@dataclass(frozen=True)
class Part:
    """One assignment as a page shows it. `who` is a name only for those who know the team."""

    assignment: Assignment
    standing: Standing
    who: str
    is_overdue: bool

    @property
    def thing(self) -> ProgressEntry | BudgetLine | Action:
        return self.assignment.thing

    @property
    def is_money(self) -> bool:
        return self.assignment.budget_line_id is not None

    @property
    def code(self) -> str:
        return self.assignment.code

    @property
    def is_action(self) -> bool:
        return self.assignment.action_id is not None

    @property
    def title(self) -> str:
        match self.thing:
            case BudgetLine() as line:
                return line.title
            case Action() as action:
                return Truncator(action.text).words(12)
            case answer:
                return answer.recommendation.short_title

    @property
    def language(self) -> str:
        """In which the title is written; empty where nobody said."""
        match self.thing:
            case BudgetLine():
                return ""
            case Action() as action:
                return action.language
            case _:
                return "en"

    @property
    def is_ready(self) -> bool:
        return self.standing == Standing.READY


def assignments_in(actor: Actor, report: Report) -> QuerySet[Assignment]:
    """What an actor may know to be asked in a report, by date: answers of the report, and budget
    lines and actions whose day lies in its cycle."""
    later = (
        Report.objects.visible_to(actor)
        .filter(member=report.member_id, cycle__opens_on__gt=report.cycle.opens_on)
        .order_by("cycle__opens_on")
        .values_list("cycle__opens_on", flat=True)
        .first()
    )
    money = Q(entry__isnull=True, member=report.member_id, due_on__gte=report.cycle.opens_on)
    if later is not None:
        money &= Q(due_on__lt=later)
    return (
        Assignment.objects.visible_to(actor)
        .filter(Q(entry__report=report) | money)
        .select_related(
            "member",
            "entry__recommendation",
            "entry__report__member",
            "entry__report__cycle",
            "budget_line__recommendation",
            "action__plan",
            "appointment__user",
            "invitation",
        )
        .order_by("due_on", "created_at", "id")
    )


def parts(actor: Actor, report: Report) -> list[Part]:
    """The parts of a report that were asked of somebody, first due first. Restricted answers are
    not named to who cannot read them."""
    rows = list(assignments_in(actor, report))
    readable = _readable(actor, rows)
    rows = [row for row in rows if _place(row) in readable]
    begun = _begun(rows, report)
    today = report.today()
    knows_names = actor.has_role(Role.FOCAL_POINT, Role.DEPUTY)
    return [_part(row, row.pk in begun, knows_names, today) for row in rows]


def part_of(actor: Actor, entry: ProgressEntry) -> Assignment | None:
    """What a contributor was asked for with this answer."""
    if not actor.has_role(Role.CONTRIBUTOR):
        return None
    return (
        Assignment.objects.visible_to(actor)
        .filter(entry=entry)
        .select_related("entry__report__member", "entry__report__cycle")
        .first()
    )


def part_of_action(actor: Actor, action: Action) -> Assignment | None:
    """What a contributor was asked for with this action, the latest."""
    if not actor.has_role(Role.CONTRIBUTOR):
        return None
    rows = Assignment.objects.visible_to(actor).filter(action=action).select_related("member")
    return rows.order_by("-due_on").first()


def asked_of(actor: Actor, entry: ProgressEntry) -> list[Part]:
    """Who was asked for an answer, as far as its focal point and deputy are concerned."""
    if not actor.has_role(Role.FOCAL_POINT, Role.DEPUTY):
        return []
    rows = (
        Assignment.objects.visible_to(actor)
        .filter(entry=entry)
        .select_related("entry", "appointment__user", "invitation")
    )
    today = entry.report.today()
    return [_part(row, is_begun=False, knows_names=True, today=today) for row in rows]


def contributor_seats(actor: Actor) -> QuerySet[Appointment]:
    """The member's contributors in office whom an actor may see."""
    seats = Appointment.objects.visible_to(actor).in_office().filter(role=Role.CONTRIBUTOR)
    return seats.filter(member=actor.member_id).select_related("user", "member")


def contributors(actor: Actor) -> list[Appointment]:
    """The same people by name."""
    return list(contributor_seats(actor).order_by("user__name"))


def _part(row: Assignment, is_begun: bool, knows_names: bool, today: dt.date) -> Part:
    is_overdue = row.ready_at is None and row.due_on < today
    return Part(row, _standing(row, is_begun), _who(row, knows_names), is_overdue)


def _place(row: Assignment) -> tuple[type, int]:
    """Which thing is asked for, without fetching it."""
    places = (ProgressEntry, row.entry_id), (BudgetLine, row.budget_line_id)
    return next(((m, pk) for m, pk in places if pk), (Action, row.action_id))  # type: ignore[return-value]


def _readable(actor: Actor, rows: Sequence[Assignment]) -> set[tuple[type, int]]:
    """Those of the things that the actor reads, with one query for each kind among them."""
    asked: dict[type, list[int]] = {}
    for model, pk in map(_place, rows):
        asked.setdefault(model, []).append(pk)
    return {
        (model, pk)
        for model, pks in asked.items()
        for pk in model.objects.visible_to(actor)  # type: ignore[attr-defined]
        .filter(pk__in=pks)
        .values_list("pk", flat=True)
    }


def _standing(row: Assignment, is_begun: bool) -> Standing:
    if row.ready_at is not None:
        return Standing.READY
    if row.invitation is not None:
        return Standing.INVITED if row.invitation.is_open else Standing.GONE
    seat = row.appointment
    if seat is None or not seat.is_current() or seat.is_read_only() or not seat.user.is_active:
        return Standing.GONE
    return Standing.BEGUN if is_begun else Standing.ASKED


def _who(row: Assignment, knows_names: bool) -> str:
    to = row.appointment or row.invitation
    assert to is not None
    if to.title or not knows_names:
        return to.title or str(to.get_role_display())
    if row.appointment is not None:
        return row.appointment.user.name
    return row.invitation.name or row.invitation.email  # type: ignore[union-attr]


def _begun(rows: Iterable[Assignment], report: Report) -> set[int]:
    """The assignments whose contributor has written some of it: in this report, or, of an action,
    which stands in none, since the report's cycle opened."""
    found: set[int] = set()
    of_report = {"report": report.pk}
    since = {"pgh_created_at__date__gte": report.cycle.opens_on}
    for model, key, place, when in (
        (ProgressEntry, "pgh_obj_id", "entry_id", of_report),
        (BudgetFigure, "line_id", "budget_line_id", of_report),
        (Action, "pgh_obj_id", "action_id", since),
    ):
        asked = {
            (getattr(row, place), str(row.appointment.public_id)): row.pk
            for row in rows
            if row.appointment is not None and getattr(row, place)
        }
        if not asked:
            continue
        written = model.pgh_event_model.objects.filter(  # type: ignore[union-attr]
            **{f"{key}__in": {thing for thing, _seat in asked}},
            **when,
            pgh_context__isnull=False,
        )
        by_whom = written.values_list(key, "pgh_context__metadata__seat").distinct()
        found |= {asked[pair] for pair in by_whom if pair in asked}
    return found
