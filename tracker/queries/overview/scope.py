"""What part of a cycle is looked at, by whom, and the rows that its blocks share."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone

from accounts.actor import Actor
from accounts.enums import TEAM_ROLES, Role
from accounts.models import Appointment, Member
from recommendations.models import Recommendation
from tracker.enums import Confidentiality, Status
from tracker.models import ProgressEntry, Report, ReportingCycle
from tracker.queries.asked import is_asked
from tracker.queries.published import published_to

# The cycle itself and three before: two steps back from the one before the last.
CYCLES_BACK = 4


@dataclass(frozen=True)
class Scope:
    """The members whom the filters leave, and of these the ones whose details the reader sees.

    `is_whole` is true where no filter narrows the members; `cycle_is_chosen` where the reader
    named another cycle than the one at hand. `state` narrows lists of reports, never what is
    counted against all asked.
    """

    actor: Actor
    cycle: ReportingCycle | None
    members: Sequence[Member]
    looked_after: frozenset[int]
    state: str = ""
    is_whole: bool = True
    cycle_is_chosen: bool = False


@dataclass(frozen=True)
class Said:
    """An answer that the reader may read: who, about what, in which cycle, with which status."""

    member_id: int
    recommendation_id: int
    cycle_id: int
    status: str


class Facts:
    """The rows behind the overview, each read once and only where a block asks for it."""

    def __init__(self, scope: Scope, now: dt.datetime | None = None) -> None:
        self.scope = scope
        self.now = now or timezone.now()

    @cached_property
    def members(self) -> dict[int, Member]:
        return {member.pk: member for member in self.scope.members}

    @cached_property
    def reports(self) -> list[Report]:
        """The reports of the cycle, wherever they stand. Their words are not read."""
        if self.scope.cycle is None:
            return []
        rows = Report.objects.unscoped().filter(cycle=self.scope.cycle, member__in=self.members)
        return list(rows.select_related("member", "cycle").defer("message").order_by("pk"))

    @cached_property
    def detailed(self) -> list[Report]:
        """Of these the ones of members the reader looks after."""
        return [r for r in self.reports if r.member_id in self.scope.looked_after]

    def is_listed(self, report: Report) -> bool:
        """True for a report in the state that lists are narrowed to."""
        return self.scope.state in ("", report.state)

    @cached_property
    def seats(self) -> dict[int, list[Appointment]]:
        """The officials in office of each member the reader looks after. Monitors are not among
        them."""
        rows = Appointment.objects.visible_to(self.scope.actor).in_office(self.now.date())
        rows = rows.filter(member__in=self.scope.looked_after, role__in=TEAM_ROLES)
        found: dict[int, list[Appointment]] = defaultdict(list)
        for seat in rows.select_related("user").order_by("pk"):
            found[seat.member_id or 0].append(seat)
        return found

    @cached_property
    def recommendations(self) -> list[Recommendation]:
        """What the cycle asks about: all that was agreed before its meeting."""
        if self.scope.cycle is None:
            return []
        rows = Recommendation.objects.filter(communique__ends_on__lt=self.scope.cycle.meeting_on)
        return list(rows.prefetch_related("themes", "themes_secondary"))

    @cached_property
    def cycles(self) -> list[ReportingCycle]:
        """The cycle and the ones before it, latest first."""
        if self.scope.cycle is None:
            return []
        rows = ReportingCycle.objects.filter(meeting_on__lte=self.scope.cycle.meeting_on)
        return list(rows.order_by("-meeting_on", "-pk")[:CYCLES_BACK])

    @cached_property
    def answers(self) -> list[Said]:
        """What was asked and answered in these cycles, as far as the reader may read it. Nothing
        restricted, and nothing carried over that nobody confirmed."""
        actor = self.scope.actor
        if actor.has_role(Role.CO_CHAIR):
            seen = published_to(ProgressEntry, actor)
        else:
            seen = ProgressEntry.objects.visible_to(actor)
        rows = (
            seen.filter(report__cycle__in=self.cycles, member__in=self.members, confirmed=True)
            .exclude(status=Status.NOT_REPORTED)
            .exclude(confidentiality=Confidentiality.RESTRICTED)
            .order_by()
            .values_list("member_id", "recommendation_id", "report__cycle_id", "status")
        )
        about = {r.pk: r for r in self.recommendations}
        return [
            Said(*row)
            for row in rows
            if row[1] in about and is_asked(about[row[1]], self.members[row[0]])
        ]
