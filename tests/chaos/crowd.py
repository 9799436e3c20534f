"""Who is reminded and who writes: many people whose reminders fall due one after the other, and a
few who save an answer over and over."""

from __future__ import annotations

import datetime as dt
import http.client
import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.racing import Caller

CODE = "2022-08"
MEMBERS = 20


def insist(what: Callable[[], Any], seconds: float = 120) -> Any:
    """Asks the database as often as it takes: it is killed meanwhile."""
    from django.db import Error, connection

    deadline = time.monotonic() + seconds
    while True:
        try:
            return what()
        except Error:
            connection.close()
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)


@dataclass
class People:
    """Persons by their ids with reminders that are due when told. Nobody gets more than one mail
    a day, so each is used once. `past` are a person's reminders of mornings gone by."""

    seats: list[int] = field(default_factory=list)
    past: dict[int, list[int]] = field(default_factory=dict)
    # When each occurrence was called due, by its key.
    due_at: dict[str, dt.datetime] = field(default_factory=dict)

    def call_due(self, count: int, seconds: float) -> list[str]:
        """The reminders of so many people fall due, spread over the time from now on; their keys.
        What is due on a past morning is not moved by planning."""
        from django.db import transaction

        from tracker.models import Reminder
        from tracker.queries.clock import database_now

        chosen, self.seats = self.seats[:count], self.seats[count:]
        assert len(chosen) == count, "Too few people for so many scenes."

        def put() -> dict[str, dt.datetime]:
            found = {}
            with transaction.atomic():
                now = database_now()
                for place, user in enumerate(chosen):
                    at = now + dt.timedelta(seconds=0.5 + seconds * place / count)
                    rows = Reminder.objects.filter(pk__in=self.past[user])
                    rows.update(due_at=at)
                    found |= dict.fromkeys(rows.values_list("dedup_key", flat=True), at)
            return found

        found: dict[str, dt.datetime] = insist(put)
        self.due_at |= found
        return list(found)


FAR = dt.datetime(2999, 1, 1, tzinfo=dt.UTC)


def noon_zone(now: dt.datetime) -> str:
    """A time zone in which it is about eleven: mail leaves by day only, at whatever hour this
    runs."""
    ahead = 11 - now.hour
    return f"Etc/GMT{-ahead:+d}" if ahead else "Etc/GMT"


def populate(count: int, at: int = MEMBERS) -> People:
    """So many people at a few members, each with reminders planned for mornings gone by, which
    wait far ahead until they are called due."""
    from accounts.enums import Role
    from accounts.models import Appointment, Member, User
    from tests import factories
    from tracker.domain import reminders
    from tracker.models import Reminder, Report
    from tracker.queries.clock import database_now

    now = database_now()
    today = now.isoweekday()
    Member.objects.update(weekend=[(today + 2) % 7 + 1, (today + 3) % 7 + 1])
    zone = noon_zone(now)
    cycle = factories.make_cycle("2026", now.date() + dt.timedelta(days=60))
    members = list(Member.objects.order_by("code")[:at])
    if not any(member.code == "KEN" for member in members):
        members[-1] = Member.objects.get(code="KEN")
    for member in members:
        report = factories.make_report(
            member.code, cycle, due_on=now.date() + dt.timedelta(days=10)
        )
        began = now - dt.timedelta(days=40)
        Report.internal.filter(pk=report.pk).update(created_at=began, state_since=began)
    users = User.objects.bulk_create(
        User(email=f"chaos{n}@ministry.example", name=f"Person {n}", time_zone=zone)
        for n in range(count)
    )
    Appointment.objects.bulk_create(
        Appointment(
            user=user,
            member=members[n % len(members)],
            role=Role.DEPUTY,
            starts_on=dt.date(2020, 1, 1),
        )
        for n, user in enumerate(users)
    )
    reminders.sweep(now - dt.timedelta(days=39))
    past = Reminder.objects.filter(due_at__lt=now - dt.timedelta(hours=2))
    people = People(seats=[user.pk for user in users])
    for pk, user in past.values_list("pk", "recipient_id"):
        people.past.setdefault(user, []).append(pk)
    past.update(due_at=FAR)
    people.seats = [user for user in people.seats if people.past.get(user)]
    return people


@dataclass
class Writer:
    """Saves one field over and over, and remembers what was acknowledged. An answer that never
    came may have been saved or not."""

    port: int
    headers: dict[str, str]
    entry: str
    field: str
    acknowledged: int = 0
    tried: int = 0
    writes: int = 0
    lost: int = 0
    slowest: float = 0.0
    times: list[float] = field(default_factory=list)
    is_done: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        while not self.is_done.wait(0.15):
            try:
                self.once()
            except (OSError, http.client.HTTPException, ValueError):
                self.is_done.wait(0.2)

    def once(self) -> None:
        caller = Caller(self.port, **self.headers)
        caller.door.timeout = 20
        try:
            found = self.read(caller)
            if found is None:
                return
            self.tried += 1
            began = time.monotonic()
            answered = caller.ask(
                "PATCH",
                f"/api/v1/entries/{self.entry}/",
                json.dumps({self.field: f"{self.field} {self.tried}"}),
                If_Match=f'"{found}"',
            )
            if answered.status == 200:
                self.times.append(time.monotonic() - began)
                self.acknowledged = self.tried
                self.writes += 1
        finally:
            caller.door.close()

    def read(self, caller: Caller) -> int | None:
        """The version of the entry; what was acknowledged must stand in it."""
        answered = caller.ask("GET", f"/api/v1/entries/{self.entry}/")
        if answered.status != 200:
            return None
        entry = answered.json()
        words = entry[self.field].rsplit(" ", 1)
        if (int(words[-1]) if words[-1].isdigit() else 0) < self.acknowledged:
            self.lost += 1
            self.acknowledged = 0
        return int(entry["version"])


def writers(port: int) -> Iterator[Writer]:
    """The focal point of Kenya at three windows, each in a field of its own."""
    from accounts.domain import tokens
    from tests import factories
    from tracker.models import Report

    seat = factories.amina().seat
    _token, key = tokens.issue(seat, "write")
    report = Report.internal.get(member=seat.member)
    entry = factories.entry_of(report, CODE)
    headers = {"Authorization": f"Token {key}", "Content_Type": "application/json"}
    for name in ("narrative", "obstacles", "next_steps"):
        yield Writer(port, headers, str(entry.public_id), name)
