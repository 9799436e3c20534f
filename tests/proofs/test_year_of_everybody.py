"""A year of reminders for all members, with every kind of trouble (domain brief, story 8): what
comes in at a real mail server is compared, day by day, with an almanac that knows nothing of the
product's own planning."""

from __future__ import annotations

import datetime as dt
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
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
from tests.almanac import FOREVER
from tests.drawing import PROOF
from tests.lives import CLOSES, CODE, IN_TIME, MEETING, OPENED, OPENS, TROUBLES, Life, plan_life
from tests.mailsink import listening
from tracker.domain import cycles, outbox, reminders
from tracker.domain.dispatch import dispatch
from tracker.domain.planning import REMINDERS
from tracker.enums import MailKind, MailState, ReminderState, Status
from tracker.models import OutgoingMail, Reminder
from tracker.queries import clock

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("year of mails")]

UTC, DAY, HOUR = dt.UTC, dt.timedelta(days=1), dt.timedelta(hours=1)
LAST = OPENS + 365 * DAY if PROOF else CLOSES + 14 * DAY
MEMBERS = 87 if PROOF else 10
# The rules that the almanac knows; other lines ride along or stand alone, within the same caps.
KNOWN = {
    *("cycle_opened", "submission_due", "return_due", "clearance_asked", "report_cleared"),
    *("report_returned", "report_accepted", "part_asked", "part_due"),
}
MOST_MAILS = 8


def populate(draw: random.Random) -> tuple[list[Life], Actor]:
    members = list(Member.objects.order_by("code"))
    chosen = draw.sample(members, MEMBERS)
    others = Member.objects.exclude(pk__in=[member.pk for member in chosen])
    others.update(frozen_at=dt.datetime(2026, 1, 1, tzinfo=UTC), frozen_reason="Not in this play.")
    reviewer = factories.reviewer(*(member.code for member in chosen))
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
    return lives, reviewer


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
    """A mail as it came in: to whom, when (the played moment), in which language, and which rules
    it told of."""

    address: str
    at: dt.datetime
    language: str
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
                found += [arrived(mail, moment) for mail in sink.received]
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


def arrived(message: EmailMessage, moment: dt.datetime) -> Arrived:
    mail = OutgoingMail.objects.get(message_id=message["Message-ID"].strip())
    page = message.get_body(("html",)).get_content()
    (language,) = re.findall(r'<html[^>]* lang="([^"]+)"', page)
    told = mail.reminders.values_list("rule", flat=True)
    return Arrived(str(message["To"]), moment, language, mail.kind, frozenset(told))


def test_year_of_mails_is_the_almanacs(simulated_clock: None, settings: Any, capsys: Any) -> None:
    seed = random.randrange(10_000)
    lives, reviewer = populate(random.Random(seed))
    with time_machine.travel(OPENED, tick=False):
        cycles.open_cycle(reviewer, "2027", MEETING)
    for life in lives:
        factories.answer(life.stored(), CODE, Status.IN_PROGRESS)
        if life.trouble == "not_applicable":
            factories.answer(life.stored(), CODE, Status.NOT_APPLICABLE)
        plan_life(life, reviewer)
    found = play(lives, settings)
    by_address: dict[str, list[Arrived]] = defaultdict(list)
    for mail in found:
        by_address[mail.address].append(mail)
    wrong = {
        (seed, life.member.code, life.trouble, seat.role): said
        for life in lives
        for seat in life.seats
        if (said := amiss(life, seat, by_address[seat.user.email]))
    }
    assert not wrong
    vacated = sum(life.trouble == "vacated" for life in lives)
    told = Reminder.objects.filter(rule="vacant_seat", recipient=reviewer.user, state="sent")
    assert told.values("subject").distinct().count() == vacated
    if PROOF:
        with capsys.disabled():
            print(f"\n{len(found)} mails to {len(by_address)} people of {len(lives)} members")
            print(counted(lives, by_address))


def amiss(life: Life, seat: Appointment, mails: list[Arrived]) -> list[str]:
    """What is wrong with a person's mails of a year."""
    person = life.person(seat)
    zone = ZoneInfo(person.zone)
    came = [(mail, mail.at.astimezone(zone)) for mail in mails]
    digests = [(mail, local) for mail, local in came if mail.kind == MailKind.DIGEST]
    days = [local.date() for mail, local in digests if mail.rules & KNOWN]
    expected = almanac.digests(person, OPENS, LAST)
    said = [f"missed on {day}" for day in sorted(expected.difference(days))]
    said += [f"not asked for on {day}" for day in days if day not in expected]
    said += [f"twice on {day}" for day, n in Counter(days).items() if n > 1]
    said += [f"at {local}" for _m, local in digests if (local.hour, local.minute) != (9, 0)]
    said += [
        f"on a day off, {local}" for _m, local in digests if local.isoweekday() in person.weekend
    ]
    said += [f"in {m.language} at {m.at}" for m in mails if m.language != seat.user.language]
    weeks = Counter(local.isocalendar()[:2] for mail, local in digests if mail.rules & REMINDERS)
    said += [f"{n} reminders in week {week}" for week, n in weeks.items() if n > 1]
    if life.trouble in IN_TIME and seat in life.owners and len(mails) > MOST_MAILS:
        said.append(f"{len(mails)} mails")
    return said


def counted(lives: list[Life], by_address: dict[str, list[Arrived]]) -> str:
    """Mails in a year to who leads a member's work, by what its year was like."""
    numbers: dict[str, list[int]] = defaultdict(list)
    for life in lives:
        numbers[life.trouble] += [len(by_address[seat.user.email]) for seat in life.owners]
    return "\n".join(
        f"{trouble:<15} people {len(each):>3}  fewest {min(each):>3}  most {max(each):>3}"
        for trouble, each in sorted(numbers.items())
    )
