"""Who is told what, and on which morning: pure functions over plain facts.

The rules are a table. The caps come from the mail rules (section 5 of the design of pages):
reminders leave from Tuesday to Thursday at 09:00 where the recipient is, at most one a week per
person; news leaves on the next working morning.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from tracker.enums import Topic
from tracker.mornings import (
    DAY,
    EVERY_DAY,
    at_or_before,
    monday,
    months_from,
    morning_of,
    next_morning,
    reminder_days,
    weekly_day,
    zone,
)
from tracker.queries.due import FOLDED, Facts, SeatFacts

from .rule_table import MONTHS, RULES, Rule

# What folds into other mails is no reminder in the sense of the cap.
REMINDERS = frozenset(rule.code for rule in RULES if rule.since is None) - FOLDED
TOPICS: dict[str, Topic] = {rule.code: rule.topic for rule in RULES}


@dataclass(frozen=True)
class Occurrence:
    """One telling: a rule, a subject, a day and a person. `due_on` is the date it is about (for
    news the UTC day it happened), `due_at` the UTC moment it is due, `local_date` that day where
    the recipient is. No time zone enters the key, so that a move repeats nothing. `others_on` is
    the day from which `others` (roles) are told as well, where this is the last telling before."""

    key: str
    subject: str
    member_id: int | None
    rule: str
    due_on: dt.date
    offset_days: int
    seat_id: int
    user_id: int
    due_at: dt.datetime
    local_date: dt.date
    time_zone: str
    others_on: dt.date | None = None
    others: tuple[str, ...] = ()


# A rule, the seat it speaks to, and what it says.
Telling = tuple[Rule, SeatFacts, Occurrence]


def plan(
    facts: Facts, seats: Iterable[SeatFacts], rules: Iterable[Rule] = RULES
) -> tuple[Occurrence, ...]:
    """Everything there is to tell about a subject as it stands, past and future, once per key.

    Empty for a frozen member; nothing after the last day of the subject.
    """
    if facts.is_frozen:
        return ()
    seats = tuple(seats)
    kind = facts.subject.partition(":")[0]
    found: dict[str, Telling] = {}
    for rule in rules:
        if rule.kind != kind:
            continue
        for seat in seats:
            if seat.role in rule.roles and rule.when(facts, seat):
                told = _reminders if rule.since is None else _news
                for occurrence in told(rule, facts, seat):
                    found.setdefault(occurrence.key, (rule, seat, occurrence))
    announced = _announced(list(found.values()))
    return tuple(sorted(announced, key=lambda o: (o.due_at, o.key)))


def _announced(told: list[Telling]) -> Iterator[Occurrence]:
    """Escalation is announced before it happens: the last telling before the day on which others
    hear of the same date names that day and who they are."""
    own: dict[tuple[str, dt.date], dict[int, list[dt.date]]] = defaultdict(dict)
    for rule, seat, one in told:
        if not rule.after:
            ladders = own[rule.row_code, one.due_on]
            ladders.setdefault(seat.seat_id, []).append(one.local_date)
    # Nobody else hears of it before its owner did, where there is one.
    told = [t for t in told if not (t[0].after and _comes_first(t, own[t[0].after, t[2].due_on]))]
    firsts: dict[tuple[str, dt.date], dict[str, dt.date]] = defaultdict(dict)
    for rule, seat, one in told:
        if rule.after:
            first = firsts[rule.after, one.due_on]
            first[seat.role] = min(one.local_date, first.get(seat.role, one.local_date))
    for rule, seat, one in told:
        first = {} if rule.after else firsts.get((rule.row_code, one.due_on), {})
        mine = own[rule.row_code, one.due_on].get(seat.seat_id, [])
        later = [day for day in mine if day > one.local_date]
        until = min(later, default=dt.date.max)
        next_to = {role: day for role, day in first.items() if one.local_date < day <= until}
        if next_to:
            others = tuple(sorted(next_to))
            yield replace(one, others_on=min(next_to.values()), others=others)
        else:
            yield one


def _comes_first(telling: Telling, ladders: dict[int, list[dt.date]]) -> bool:
    return bool(ladders) and telling[2].local_date <= min(map(min, ladders.values()))


def _is_over(facts: Facts, day: dt.date) -> bool:
    return facts.last_day is not None and day > facts.last_day


def _news(rule: Rule, facts: Facts, seat: SeatFacts) -> list[Occurrence]:
    since = rule.since(facts, seat) if rule.since else None
    if since is None:
        return []
    due_at = next_morning(since, seat.time_zone, quiet_days(rule.topic, seat))
    local_date = due_at.astimezone(zone(seat.time_zone)).date()
    if _is_over(facts, local_date):
        return []
    happened = since.astimezone(dt.UTC)
    when = happened.isoformat(timespec="seconds")
    return [_occurrence(rule, facts, seat, when, happened.date(), 0, local_date)]


def _reminders(rule: Rule, facts: Facts, seat: SeatFacts) -> list[Occurrence]:
    """One a week at most about each date: what falls into a week that has one already is folded
    into it."""
    allowed = reminder_days(quiet_days(rule.topic, seat))
    found = []
    for date in rule.dates(facts, seat):
        by_week: dict[dt.date, tuple[dt.date, int]] = {}
        for offset in rule.offsets:
            day = at_or_before(_away(date, offset, rule.unit), allowed)
            by_week.setdefault(monday(day), (day, offset))
        found += [
            _occurrence(rule, facts, seat, date.isoformat(), date, offset, day)
            for day, offset in by_week.values()
            if not _is_over(facts, day)
        ]
    return found


def _away(date: dt.date, offset: int, unit: str) -> dt.date:
    return months_from(date, offset) if unit == MONTHS else date + offset * DAY


def _occurrence(
    rule: Rule,
    facts: Facts,
    seat: SeatFacts,
    when: str,
    due_on: dt.date,
    offset: int,
    local_date: dt.date,
) -> Occurrence:
    member = facts.member_code or seat.member_code
    in_months = "m" if rule.unit == MONTHS else ""
    names = (member, facts.subject, rule.code, when, f"{offset:+d}{in_months}", seat.user_id)
    return Occurrence(
        key="|".join(str(name) for name in names),
        subject=facts.subject,
        member_id=facts.member_id or seat.member_id,
        rule=rule.code,
        due_on=due_on,
        offset_days=(_away(due_on, offset, rule.unit) - due_on).days,
        seat_id=seat.seat_id,
        user_id=seat.user_id,
        due_at=morning_of(local_date, seat.time_zone),
        local_date=local_date,
        time_zone=seat.time_zone,
    )


def quiet_days(topic: str, seat: SeatFacts) -> Collection[int]:
    """ISO weekdays on which nothing of a topic leaves: the weekend, or, for who wants the topic
    once a week, all days but that one."""
    if topic not in seat.weekly:
        return seat.weekend
    return EVERY_DAY - {weekly_day(seat.weekend)}
