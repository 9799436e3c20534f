"""A year of reminders for all members, with every kind of trouble (domain brief, story 8): what
comes in at a real mail server is compared, day by day, with an almanac that knows nothing of the
product's own planning."""

from __future__ import annotations

import datetime as dt
import random
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db.models import Min
from django.utils import timezone

from accounts.actor import Actor
from accounts.enums import Role
from accounts.models import Appointment, Member
from tests import almanac, factories
from tests.almanac import FOREVER, Asked, News, Person
from tests.drawing import PROOF
from tests.mailsink import listening
from tracker.domain import assignments, cycles, outbox, reminders, review, seats
from tracker.domain.dispatch import dispatch
from tracker.domain.workflow import perform
from tracker.enums import MailState, ReminderState, Status
from tracker.models import Assignment, OutgoingMail, Reminder, Report, ReviewComment
from tracker.queries import clock

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("year of mails")]

UTC, DAY, HOUR = dt.UTC, dt.timedelta(days=1), dt.timedelta(hours=1)
MEETING = dt.date(2027, 6, 9)
OPENS, MINISTRY, DUE, CLOSES = (MEETING + n * DAY for n in (-120, -75, -45, 14))
OPENED = dt.datetime.combine(OPENS, dt.time(5), UTC)
LAST = OPENS + 365 * DAY if PROOF else CLOSES + 14 * DAY
# What a member's year is like. The first ten happen to somebody in any case.
TROUBLES = (
    *("on_time", "silent", "returned", "not_applicable", "vacated", "late", "cleared", "asked"),
    *("answered_late", "frozen"),
)
MEMBERS = 87 if PROOF else 12
# The rules that the almanac knows; other lines ride along or stand alone, within the same caps.
KNOWN = {
    *("cycle_opened", "submission_due", "return_due", "clearance_asked", "report_cleared"),
    *("report_returned", "report_accepted", "part_asked", "part_due"),
}
MOST_MAILS = 8


@dataclass
class Life:
    """One member's year: its people, and what they do when."""

    member: Member
    trouble: str
    owners: list[Appointment]
    draw: random.Random
    report: Report | None = None
    deeds: list[tuple[dt.datetime, Callable[[], Any]]] = field(default_factory=list)
    officer: Appointment | None = None
    contributor: Appointment | None = None
    people: dict[int, Person] = field(default_factory=dict)

    @property
    def due(self) -> dt.date:
        return almanac.working(DUE, self.member.weekend)

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
        life.deeds.append((end, lambda: seats.freeze(ADMIN[0], life.member, "Elections.")))
    elif life.trouble == "vacated":
        gone = life.at(due - draw.randrange(40, 60) * DAY)
        submitted = FOREVER
        life.person(owners[0]).until = gone
        life.deeds.append((gone, lambda: seats.end(ADMIN[0], owners[0], "Left the service.")))
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
        decide(life, reviewer, submitted)
    if life.contributor:
        ask_ministry(life, drafts[0][1])


def decide(life: Life, reviewer: Actor, submitted: dt.datetime) -> None:
    draw, owners = life.draw, life.owners
    decided = (
        submitted + draw.randrange(2, 20) * DAY + draw.randrange(600) * dt.timedelta(minutes=1)
    )
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


def ask_ministry(life: Life, until: dt.datetime) -> None:
    """A contributor is asked, and calls the part ready in time, late, or never."""
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


def ask_part(life: Life, due: dt.date) -> None:
    report, owner = life.stored(), life.owners[0]
    entry = factories.entry_of(report, CODE)
    assignments.assign(Actor(owner.user, owner, (owner,)), report, [entry], due, life.contributor)


def call_ready(life: Life) -> None:
    seat = life.contributor
    assert seat is not None
    part = Assignment.objects.unscoped().get(appointment=seat)
    assignments.call_ready(Actor(seat.user, seat, (seat,)), part, part.version)


# --- the world ----------------------------------------------------------------------------------

ADMIN: list[Actor] = []


def populate(draw: random.Random) -> tuple[list[Life], Actor]:
    members = list(Member.objects.order_by("code"))
    chosen = draw.sample(members, MEMBERS)
    others = Member.objects.exclude(pk__in=[member.pk for member in chosen])
    others.update(frozen_at=dt.datetime(2026, 1, 1, tzinfo=UTC), frozen_reason="Not in this play.")
    ADMIN[:] = [
        factories.actor(factories.make_seat(Role.REVIEWER, reviews=[m.code for m in chosen]))
    ]
    lives = []
    for number, member in enumerate(chosen):
        trouble = TROUBLES[number] if number < len(TROUBLES) else draw.choice(TROUBLES)
        owners = [seat(draw, Role.FOCAL_POINT, member)]
        if trouble == "vacated" or draw.random() < 0.4:
            owners.append(seat(draw, Role.DEPUTY, member))
        life = Life(member, trouble, owners, draw)
        if trouble == "cleared":
            life.officer = seat(draw, Role.CLEARING_OFFICER, member)
        if trouble == "asked" or draw.random() < 0.2:
            life.contributor = seat(draw, Role.CONTRIBUTOR, member)
        lives.append(life)
    return lives, ADMIN[0]


def seat(draw: random.Random, role: str, member: Member) -> Appointment:
    abroad = draw.choice(["", "", "", "America/New_York", "Asia/Amman", "Pacific/Apia"])
    user = factories.make_user(language=draw.choice(["en", "ar", "fr"]), time_zone=abroad)
    return factories.make_seat(role, member.code, user)


@pytest.fixture
def simulated_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """The database's clock follows the played one; leases go by the real one, as they must."""
    real = clock.database_now
    for module in list(sys.modules.values()):
        if module is not outbox and getattr(module, "database_now", None) is real:
            monkeypatch.setattr(module, "database_now", timezone.now)


@dataclass
class Arrived:
    """A mail as it came in: to whom, when (the played moment), and which rules it told of."""

    address: str
    at: dt.datetime
    kind: str
    rules: frozenset[str]


def play(lives: list[Life], settings: Any) -> list[Arrived]:
    """Plays all deeds in their order, with a sweep each day and a round whenever something is due;
    each fifth round twice. Answers what the mail server took."""
    deeds = sorted(
        (
            (at, n, deed)
            for life in lives
            for n, (at, deed) in enumerate(life.deeds)
            if at < FOREVER
        ),
        key=lambda one: one[:2],
    )
    sweeps: Iterator[dt.datetime] = (OPENED + HOUR + n * DAY for n in range((LAST - OPENS).days))
    moment, sweep, rounds, found = OPENED, next(sweeps), 0, []
    with listening() as sink:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", sink.port
        while moment.date() <= LAST:
            with time_machine.travel(moment, tick=False):
                while deeds and deeds[0][0] <= moment:
                    deeds.pop(0)[2]()
                if sweep <= moment:
                    reminders.sweep(moment)
                    sweep = next(sweeps, FOREVER)
                for _again in range(2 if rounds % 5 == 0 else 1):
                    dispatch(moment)
                rounds += 1
                found += [
                    arrived(mail["Message-ID"], str(mail["To"]), moment) for mail in sink.received
                ]
                sink.received.clear()
            moment = min(
                [sweep, deeds[0][0] if deeds else FOREVER, *due_after(moment)], default=FOREVER
            )
    return found


def due_after(moment: dt.datetime) -> list[dt.datetime]:
    waiting = Reminder.objects.filter(state=ReminderState.PENDING, due_at__gt=moment)
    mails = OutgoingMail.objects.filter(state=MailState.PENDING, next_attempt_at__gt=moment)
    first = [
        waiting.aggregate(at=Min("due_at"))["at"],
        mails.aggregate(at=Min("next_attempt_at"))["at"],
    ]
    return [at for at in first if at is not None]


def arrived(message_id: str, address: str, moment: dt.datetime) -> Arrived:
    mail = OutgoingMail.objects.get(message_id=message_id.strip())
    told = mail.reminders.values_list("rule", flat=True)
    return Arrived(address, moment, mail.kind, frozenset(told))


def test_year_of_mails_is_the_almanacs(simulated_clock: None, settings: Any, capsys: Any) -> None:
    seed = random.randrange(10_000)
    draw = random.Random(seed)
    lives, reviewer = populate(draw)
    with time_machine.travel(OPENED, tick=False):
        cycles.open_cycle(reviewer, "2027", MEETING)
    for life in lives:
        factories.answer(life.stored(), CODE, Status.IN_PROGRESS)
        if life.trouble == "not_applicable":
            factories.answer(life.stored(), CODE, Status.NOT_APPLICABLE)
        plan_life(life, reviewer)
    found = play(lives, settings)

    people = {p.address: (p, life) for life in lives for p in life.people.values()}
    came: dict[str, list[dt.date]] = defaultdict(list)
    for mail in found:
        if mail.address in people and mail.rules & KNOWN:
            person, _life = people[mail.address]
            came[mail.address].append(mail.at.astimezone(ZoneInfo(person.zone)).date())
    wrong = {}
    for address, (person, life) in people.items():
        expected = sorted(almanac.digests(person, OPENS, LAST))
        if expected != came[address]:
            wrong[address] = (
                life.trouble,
                life.member.code,
                [str(d) for d in expected if d not in came[address]],
                [str(d) for d in came[address] if d not in expected],
            )
    assert not wrong, (seed, wrong)
