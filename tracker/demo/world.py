"""Everything the demonstration is made of, before a row is written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone

from accounts.models import Member
from recommendations.models import Recommendation
from tracker.calendars import cycle_dates

from .answers import Answer, Key, answers_of
from .money import Line, lines_of
from .papers import Paper, papers_of
from .people import Cast
from .script import CLOSED, MEETING_IN_DAYS, OPEN, outcomes


@dataclass(frozen=True, eq=False)
class World:
    """The plan: who, what was asked in which cycle, how far each came, and what each says."""

    members: Sequence[Member]
    cast: Cast
    plot: Mapping[str, Mapping[str, str]]
    meetings: Mapping[str, dt.date]
    asked: Mapping[str, Sequence[Recommendation]]
    answers: Mapping[str, Mapping[Key, Answer]]
    papers: Mapping[str, Sequence[Paper]]
    lines: Mapping[str, Sequence[Line]]

    def outcome(self, cycle: str, member: Member) -> str:
        return self.plot[cycle][member.code]


def plan_world(members: Sequence[Member], cast: Cast) -> World:
    """The whole plan, the same on every machine but for the dates of the open cycle, which count
    from today (UTC)."""
    today = timezone.now().date()
    meetings = {**CLOSED, OPEN: today + dt.timedelta(days=MEETING_IN_DAYS)}
    opened = {cycle: cycle_dates(meeting).opens_on for cycle, meeting in meetings.items()}
    every = list(Recommendation.objects.select_related("communique").prefetch_related("elements"))
    # As a cycle is opened: nobody reports on a text that was not adopted yet.
    asked = {
        cycle: [r for r in every if r.communique.ends_on < meeting]
        for cycle, meeting in meetings.items()
    }
    plot = outcomes([member.code for member in members])
    by_code = {recommendation.code: recommendation for recommendation in every}
    answers = {member.code: answers_of(member, asked, plot) for member in members}
    return World(
        members=members,
        cast=cast,
        plot=plot,
        meetings=meetings,
        asked=asked,
        answers=answers,
        papers={m.code: papers_of(m, answers[m.code], by_code, opened) for m in members},
        lines={m.code: lines_of(m, answers[m.code], opened) for m in members},
    )
