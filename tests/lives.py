"""A year of each member as a play: what its people do and when, and what they should be sent, side
by side for the proof of reminders."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from accounts.actor import Actor
from accounts.models import Appointment, Member
from tests import almanac, factories
from tests.almanac import FOREVER, Asked, News, Person
from tracker.domain import assignments, review, seats
from tracker.domain.workflow import perform
from tracker.models import Assignment, Report, ReviewComment

UTC, DAY = dt.UTC, dt.timedelta(days=1)
MEETING = dt.date(2027, 6, 9)
OPENS, MINISTRY, DUE, CLOSES = (MEETING + n * DAY for n in (-120, -75, -45, 14))
Span = tuple[dt.datetime, dt.datetime]
OPENED = dt.datetime.combine(OPENS, dt.time(5), UTC)
# The first ten happen to somebody in any case.
TROUBLES = (
    *("on_time", "silent", "returned", "not_applicable", "vacated", "late", "cleared", "asked"),
    *("answered_late", "frozen"),
)
# Who sends in time and gets nothing back; others are written to for what they owe.
IN_TIME = ("on_time", "not_applicable", "asked")


@dataclass
class Life:
    """One member's year: its people, and what they do when."""

    member: Member
    trouble: str
    owners: list[Appointment]
    draw: random.Random
    deeds: list[tuple[dt.datetime, Callable[[], Any]]] = field(default_factory=list)
    officer: Appointment | None = None
    contributor: Appointment | None = None
    people: dict[int, Person] = field(default_factory=dict)

    @property
    def due(self) -> dt.date:
        return almanac.working(DUE, self.member.weekend)

    @property
    def seats(self) -> list[Appointment]:
        others = [self.officer, self.contributor]
        return [*self.owners, *(seat for seat in others if seat is not None)]

    def stored(self) -> Report:
        return Report.internal.select_related("member", "cycle").get(
            member=self.member, cycle__code="2027"
        )

    def at(self, day: dt.date) -> dt.datetime:
        """Some time of a day, never on the minute at which mail leaves."""
        hour, minute = self.draw.randrange(24), self.draw.randrange(1, 29)
        return dt.datetime.combine(day, dt.time(hour, minute), UTC)

    def person(self, seat: Appointment) -> Person:
        zone = seat.user.time_zone or self.member.time_zone
        return self.people.setdefault(
            seat.pk, Person(seat.user.email, zone, tuple(self.member.weekend))
        )

    def tell(self, seats_told: list[Appointment], *news: News) -> None:
        for seat in seats_told:
            self.person(seat).news += news

    def ask(self, seats_asked: list[Appointment], *asked: Asked) -> None:
        for seat in seats_asked:
            self.person(seat).asked += asked


# --- the verbs of a year ------------------------------------------------------------------------


def move(life: Life, seat: Appointment, action: str, **said: Any) -> None:
    perform(Actor(user=seat.user, seat=seat, seats=(seat,)), life.stored(), action, **said)


def submit(life: Life) -> None:
    move(life, life.owners[0], "submit", agreed=True)


def comment(life: Life, reviewer: Actor) -> None:
    report = life.stored()
    review.comment(reviewer, report, factories.entry_of(report, CODE), "narrative", "By whom?")


def reply(life: Life) -> None:
    asked = ReviewComment.objects.unscoped().get(report=life.stored())
    owner = life.owners[0]
    review.answer(Actor(owner.user, owner, (owner,)), asked, asked.version, "By the ministry.")


# Asked of states and of organizations alike.
CODE = "2022-08"


def plan_life(life: Life, reviewer: Actor) -> None:
    """Writes down both what the member does and what its people should be sent."""
    draw, owners, due = life.draw, life.owners, life.due
    submitted = life.at(due - draw.randrange(1, 65) * DAY)
    end = FOREVER
    if life.trouble == "late":
        submitted = life.at(due + draw.randrange(1, 40) * DAY)
    elif life.trouble == "silent":
        submitted = FOREVER
    elif life.trouble == "frozen":
        submitted = FOREVER
        end = life.at(due - draw.randrange(1, 50) * DAY)
        life.deeds.append((end, lambda: seats.freeze(reviewer, life.member, "Elections.")))
    elif life.trouble == "vacated":
        gone = life.at(due - draw.randrange(40, 60) * DAY)
        submitted = FOREVER
        life.person(owners[0]).until = gone
        life.deeds.append((gone, lambda: seats.end(reviewer, owners[0], "Left the service.")))
    drafts = [(OPENED, min(submitted, end))]
    if life.trouble == "cleared":
        assert life.officer is not None
        sent = submitted - draw.randrange(3, 9) * DAY
        cleared = sent + draw.randrange(1, 3) * DAY
        life.deeds += [
            (sent, lambda: move(life, owners[0], "send_for_clearance")),
            (cleared, lambda: move(life, life.officer, "clear")),
        ]
        drafts = [(OPENED, sent), (cleared, submitted)]
        life.tell([life.officer], News(sent, cleared))
        life.ask([life.officer], Asked(due, almanac.SUBMISSION, sent, cleared, CLOSES))
        life.tell(owners, News(cleared, submitted))
    life.tell(owners, News(OPENED, drafts[0][1]))
    for since, until in drafts:
        life.ask(owners, Asked(due, almanac.SUBMISSION, since, until, CLOSES))
        if life.officer:
            life.ask([life.officer], Asked(due, almanac.CLEARING, since, until, CLOSES))
    if submitted < FOREVER:
        life.deeds.append((submitted, lambda: submit(life)))
        drafts += decide(life, reviewer, submitted)
    if life.contributor:
        ask_ministry(life, drafts[0][1], [span for span in drafts if span[0] >= submitted])


def decide(life: Life, reviewer: Actor, submitted: dt.datetime) -> list[Span]:
    """What comes of a report that was sent; answers when it is back with its member."""
    draw, owners = life.draw, life.owners
    decided = (
        submitted + draw.randrange(2, 20) * DAY + draw.randrange(600) * dt.timedelta(minutes=1)
    )
    back: list[Span] = []
    if life.trouble in ("returned", "answered_late"):
        due = decided.date() + 14 * DAY
        days = draw.randrange(3, 12) if life.trouble == "returned" else draw.randrange(16, 23)
        again = life.at(decided.date() + days * DAY)
        life.deeds += [
            (decided, lambda: comment(life, reviewer)),
            (decided, lambda: move(life, reviewer.seat, "return", message="One.", due_on=due)),
            (again, lambda: reply(life)),
            (again, lambda: submit(life)),
        ]
        life.tell(owners, News(decided, again))
        life.ask(owners, Asked(due, almanac.RETURNED, decided, again))
        back.append((decided, again))
        decided = again + draw.randrange(2, 10) * DAY
        life.deeds.append(
            (
                decided,
                lambda: review.resolve(
                    reviewer,
                    row := ReviewComment.objects.unscoped().get(report=life.stored()),
                    row.version,
                ),
            )
        )
    life.deeds.append((decided, lambda: move(life, reviewer.seat, "accept")))
    released = decided + draw.randrange(1, 5) * DAY
    life.deeds.append((released, lambda: move(life, owners[0], "release")))
    life.tell(owners, News(decided, released))
    published = released + draw.randrange(1, 9) * DAY
    life.deeds.append((published, lambda: move(life, reviewer.seat, "publish")))
    return back


def ask_ministry(life: Life, until: dt.datetime, back: list[Span]) -> None:
    """A contributor is asked, and calls the part ready in time, late, or never; a part that never
    was ready is asked for again while a returned report is `back`."""
    draw, seat = life.draw, life.contributor
    assert seat is not None
    asked = life.at(OPENS + draw.randrange(5, 20) * DAY)
    if asked >= until:
        return
    due = MINISTRY
    ready = min(life.at(due + draw.choice([-20, -6, 2, 5, 12, 300]) * DAY), FOREVER)
    life.deeds.append((asked, lambda: ask_part(life, due)))
    stop = min(ready, until)
    life.tell([seat], News(asked, stop))
    life.ask([seat], Asked(due, almanac.MINISTRY, asked, stop, CLOSES))
    if ready < until:
        life.deeds.append((ready, lambda: call_ready(life)))
        return
    for returned, again in back:
        life.ask([seat], Asked(due, almanac.MINISTRY, returned, again, CLOSES))


def ask_part(life: Life, due: dt.date) -> None:
    report, owner = life.stored(), life.owners[0]
    entry = factories.entry_of(report, CODE)
    assignments.assign(Actor(owner.user, owner, (owner,)), report, [entry], due, life.contributor)


def call_ready(life: Life) -> None:
    seat = life.contributor
    assert seat is not None
    part = Assignment.objects.unscoped().get(appointment=seat)
    assignments.call_ready(Actor(seat.user, seat, (seat,)), part, part.version)
