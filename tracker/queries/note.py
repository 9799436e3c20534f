"""The hand-over note: how a member's work stands on the day it is read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from accounts.actor import Actor
from accounts.models import ApiToken, HandOver
from tracker.models import Assignment, ProgressEntry, Report

from .work import Answers, Row, answers, days_left

KEYS_SHOWN = 3


@dataclass(frozen=True)
class Note:
    """The report at hand with what is open in it, what others were asked, the report before, and
    the last keys of the seat that was handed over. `report` is None before the first cycle."""

    report: Report | None
    days: int
    listed: Answers | None
    asked: Sequence[Assignment]
    before: Report | None
    keys: Sequence[ApiToken]

    @property
    def commented(self) -> list[Row]:
        return self.listed.returned if self.listed else []

    @property
    def drafts(self) -> list[Row]:
        rows = self.listed.rows if self.listed else ()
        return [row for row in rows if row.is_draft and not row.open_comments]


def note_of(
    actor: Actor,
    hand_over: HandOver,
    report: Report | None,
    reports: Sequence[Report],
    entries: Iterable[ProgressEntry],
) -> Note:
    """What the actor may know of it all. `reports` are the member's own, newest meeting first."""
    earlier = [one for one in reports if report and one.cycle.meeting_on < report.cycle.meeting_on]
    return Note(
        report=report,
        days=days_left(report) if report else 0,
        listed=answers(actor, report, entries) if report else None,
        asked=_asked(actor, report) if report else (),
        before=earlier[0] if earlier else None,
        keys=list(hand_over.seat.tokens.order_by("-created")[:KEYS_SHOWN]),
    )


def _asked(actor: Actor, report: Report) -> list[Assignment]:
    rows = Assignment.objects.visible_to(actor).filter(entry__report=report)
    return list(
        rows.select_related("entry__recommendation", "appointment__user", "invitation").order_by(
            "ready_at", "due_on", "pk"
        )
    )
