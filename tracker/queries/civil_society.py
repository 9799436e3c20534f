"""Civil society's views as their readers meet them, and a monitor's own. Nothing here counts views,
or orders them by when or by whom they were written."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from accounts.actor import Actor
from accounts.models import Appointment, Member
from recommendations.models import Recommendation
from tracker.enums import Audience, Concurrence
from tracker.models import CivilSocietyView, ProgressEntry, ReportingCycle

from .asked import is_asked
from .published import published_to

# Days from the meeting between which the secretariat expects views. Nothing closes outside them.
WINDOW = (-60, -35)

# Cycle and recommendation, by their keys.
Place = tuple[int, int]


@dataclass(frozen=True)
class Voice:
    """A view as others read it. `name` and `title` are empty unless the author chose to be named,
    and still holds the seat from which they can take the name away."""

    code: str
    text: str
    language: str
    name: str = ""
    title: str = ""
    audience: str = ""

    @property
    def shown_to(self) -> str:
        """Who else reads it, so that nobody speaks of it to others."""
        return str(Audience(self.audience).label)

    @property
    def word(self) -> str:
        return str(Concurrence(self.code).label)


def voice_of(author: Appointment, said: Mapping[str, Any]) -> Voice:
    """A view with these words and choices, as others would read it."""
    is_named = said["show_name"] and author.is_current() and author.user.is_active
    return Voice(
        said["view"],
        said["text"],
        said["language"],
        author.user.name if is_named else "",
        author.title if is_named else "",
        said["audience"],
    )


def voices(
    actor: Actor, member: Member, cycle: ReportingCycle, recommendation: Recommendation
) -> list[Voice]:
    """The views beside one answer that this reader may read, for pages of the work."""
    rows = CivilSocietyView.objects.visible_to(actor).filter(
        member=member, cycle=cycle, recommendation=recommendation
    )
    return [_voice(row) for row in _in_no_order(rows)]


def reviewed_views(actor: Actor, cycle: ReportingCycle) -> QuerySet[CivilSocietyView]:
    """All views of a cycle on the members a reviewer looks after, by member and recommendation."""
    rows = CivilSocietyView.objects.visible_to(actor).filter(
        member__in=actor.reviewed_member_ids, cycle=cycle
    )
    named = rows.select_related("member", "recommendation", "author__user")
    return named.order_by("member__code", "recommendation__code", "public_id")


def open_voices(actor: Actor, member: Member) -> dict[Place, list[Voice]]:
    """All views of a member that stand on its public page: what is open to everybody, or to the
    Network. What was shown to fewer is on their own pages, whoever looks."""
    everything = CivilSocietyView.objects.visible_to(actor)
    rows = everything.filter(everything.open_to(actor), member=member)  # type: ignore[attr-defined]
    found: dict[Place, list[Voice]] = defaultdict(list)
    for row in _in_no_order(rows):
        found[row.cycle_id, row.recommendation_id].append(_voice(row))
    return dict(found)


def _in_no_order(rows: QuerySet[CivilSocietyView]) -> QuerySet[CivilSocietyView]:
    """By their random ids: the order of writing would tell who wrote."""
    return rows.select_related("author__user").order_by("public_id")


def _voice(row: CivilSocietyView) -> Voice:
    return voice_of(row.author, vars(row))


@dataclass(frozen=True)
class Own:
    """One recommendation on a monitor's desk, with their own view of it, if there is one."""

    recommendation: Recommendation
    view: CivilSocietyView | None
    is_asked: bool


def own_views(actor: Actor) -> QuerySet[CivilSocietyView]:
    """What was written from this seat."""
    rows = CivilSocietyView.objects.visible_to(actor).filter(author=actor.seat)
    return rows.select_related("member", "cycle", "recommendation", "author__user")


def desk(
    actor: Actor, cycle: ReportingCycle, member: Member, among: Iterable[Recommendation]
) -> list[Own]:
    """Every recommendation, in the order given, beside the actor's own view of it in a cycle."""
    written = {row.recommendation_id: row for row in own_views(actor).filter(cycle=cycle)}
    return [Own(r, written.get(r.pk), is_asked(r, member)) for r in among]


def window(cycle: ReportingCycle) -> tuple[dt.date, dt.date]:
    """The first and the last day on which the secretariat expects views."""
    first, last = (cycle.meeting_on + dt.timedelta(days=days) for days in WINDOW)
    return first, last


def published_answer(
    actor: Actor, member: Member, cycle: ReportingCycle, recommendation: Recommendation
) -> ProgressEntry | None:
    """What the member published about a recommendation, in this cycle or last before it; never a
    draft."""
    rows = published_to(ProgressEntry, actor).filter(
        member=member,
        recommendation=recommendation,
        report__cycle__meeting_on__lte=cycle.meeting_on,
    )
    return (
        rows.select_related("report__cycle", "report__member", "recommendation")
        .order_by("-report__cycle__meeting_on")
        .first()
    )
