"""The calendar of reminders as the secretariat sets it: a look at what would change, then the
change, with all reminders planned anew."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.enums import Role
from tracker import rules
from tracker.models import ReminderRule
from tracker.queries.due import KINDS

from . import reminders
from .errors import Conflict, require
from .planning import Occurrence, plan
from .rule_table import MONTHS, RULES, Rule, Setting, set_by
from .saving import recorded

FURTHEST = 400
FURTHEST_MONTHS = 60
MOST = 20


@dataclass(frozen=True)
class Agreed:
    """A rule as the calendar has it: what may be chosen of it, and what was agreed."""

    code: str
    row: ReminderRule
    roles: tuple[str, ...]
    offsets: tuple[int, ...]
    is_news: bool
    in_months: bool
    is_of_the_late: bool


@dataclass(frozen=True)
class Shift:
    """What a change does to one day: from a day, to a day (each None where there is none), for how
    many people of which role."""

    old: dt.date | None
    new: dt.date | None
    role: str
    people: int

    @property
    def role_label(self) -> str:
        return str(Role(self.role).label)


def all_agreed() -> list[Agreed]:
    """Every rule in the order of the calendar, with the row of each. One query."""
    stored = {row.code: row for row in ReminderRule.objects.all()}
    return [_agreed(code, lines, stored.get(code)) for code, lines in _by_row().items()]


def agreed(code: str) -> Agreed | None:
    """One of them; None where there is none of this code."""
    lines = _by_row().get(code)
    if lines is None:
        return None
    return _agreed(code, lines, ReminderRule.objects.filter(code=code).first())


def write_missing() -> int:
    """Gives each rule that has none its row, as it was agreed; what somebody changed stays. Returns
    how many it were."""
    missing = [one.row for one in all_agreed() if one.row.pk is None]
    ReminderRule.objects.bulk_create(missing, ignore_conflicts=True)
    return len(missing)


def change(
    actor: Actor,
    rule: ReminderRule,
    version: int,
    *,
    offsets: Sequence[int],
    audience: Collection[str],
    is_active: bool,
) -> ReminderRule:
    """Changes the days of a rule, its readers, or whether it speaks at all. All reminders are
    planned anew in the same transaction.

    Raises NotAllowed, Conflict, or ValidationError (offsets, audience).
    """
    require(rules.may_change_reminders(actor))
    chosen = checked(rule.code, offsets, audience, is_active)
    with recorded(actor, "reminder_rules.change"):
        write_missing()
        changed = ReminderRule.objects.filter(code=rule.code, version=version).update(
            offsets=list(chosen.offsets),
            audience=[role for role in Role.values if role in chosen.audience],
            is_active=chosen.is_active,
            version=F("version") + 1,
            updated_at=timezone.now(),
        )
        stored = ReminderRule.objects.get(code=rule.code)
        if not changed:
            raise Conflict(stored)
        reminders.sweep(timezone.now())
    return stored


def checked(
    code: str, offsets: Sequence[int], audience: Collection[str], is_active: bool
) -> Setting:
    """What was chosen for a rule, if it may be. Raises ValidationError naming each field."""
    rule = agreed(code)
    if rule is None:
        raise ValidationError({"code": [_("There is no rule of this code.")]})
    problems: dict[str, list[str]] = {}
    if said := _offsets_problem(rule, offsets):
        problems["offsets"] = [said]
    if said := _audience_problem(rule, audience):
        problems["audience"] = [said]
    if problems:
        raise ValidationError(problems)
    return Setting(tuple(sorted(offsets)), frozenset(audience), is_active)


def preview(code: str, chosen: Setting) -> list[Shift]:
    """What saving would change, day by day, from now on: reminders that move to another day, are
    added, or dropped. Nothing is written; the number of queries does not grow with the members."""
    now = timezone.now()
    others = {row.code: reminders.setting_of(row) for row in ReminderRule.objects.all()}
    # With the rules that escalate from it, which are silent where it is.
    touched = [rule for rule in RULES if code in (rule.row_code, rule.after)]
    before, after = set_by(others, touched), set_by({**others, code: chosen}, touched)
    prefixes = {rule.kind for rule in touched}
    old: list[Occurrence] = []
    new: list[Occurrence] = []
    roles: dict[int, str] = {}
    for kind in KINDS:
        if kind.prefix.rstrip(":") not in prefixes:
            continue
        things = list(kind.to_plan(now.date()))
        facts = kind.facts(things, now.date()) if things else []
        seats = kind.seats(facts, now.date()) if facts else {}
        for one in facts:
            theirs = seats.get(one.subject, ())
            roles |= {seat.seat_id: seat.role for seat in theirs}
            old += [told for told in plan(one, theirs, before) if told.due_at > now]
            new += [told for told in plan(one, theirs, after) if told.due_at > now]
    return _shifts(old, new, roles)


def _shifts(
    old: Iterable[Occurrence], new: Iterable[Occurrence], roles: dict[int, str]
) -> list[Shift]:
    """The days of each person and date, those that stay left out; what remains on both sides is
    paired in order, as a move."""
    sides: dict[tuple[str, dt.date, int], tuple[set[dt.date], set[dt.date]]]
    sides = defaultdict(lambda: (set(), set()))
    people: dict[int, int] = {}
    for position, tellings in enumerate((old, new)):
        for told in tellings:
            sides[told.subject, told.due_on, told.seat_id][position].add(told.local_date)
            people[told.seat_id] = told.user_id
    found: dict[tuple[dt.date | None, dt.date | None, str], set[int]] = defaultdict(set)
    for (_subject, _due, seat), (was, will) in sides.items():
        for pair in zip_longest(sorted(was - will), sorted(will - was)):
            found[*pair, roles[seat]].add(people[seat])
    shifts = [Shift(was, will, role, len(who)) for (was, will, role), who in found.items()]
    return sorted(shifts, key=lambda s: (min(d for d in (s.old, s.new) if d), s.role))


def _by_row() -> dict[str, list[Rule]]:
    found: dict[str, list[Rule]] = defaultdict(list)
    for rule in RULES:
        found[rule.row_code].append(rule)
    return found


def _agreed(code: str, lines: list[Rule], row: ReminderRule | None) -> Agreed:
    first = lines[0]
    roles = tuple(dict.fromkeys(role for line in lines for role in line.roles))
    unsaved = ReminderRule(
        code=code,
        topic=first.topic,
        kind=first.kind,
        audience=[str(role) for role in roles],
        offsets=list(first.offsets),
    )
    return Agreed(
        code,
        row or unsaved,
        roles,
        first.offsets,
        first.since is not None,
        first.unit == MONTHS,
        bool(first.after),
    )


def _offsets_problem(rule: Agreed, offsets: Sequence[int]) -> str:
    if rule.is_news:
        return _("This rule is told once, when it happens: it has no days.") if offsets else ""
    furthest = FURTHEST_MONTHS if rule.in_months else FURTHEST
    if not offsets:
        return _("Write at least one number, or switch the rule off.")
    if len(offsets) > MOST:
        return _("Write at most %(most)d numbers.") % {"most": MOST}
    if twice := sorted({one for one in offsets if list(offsets).count(one) > 1}):
        return _("%(number)d stands there twice.") % {"number": twice[0]}
    if far := [one for one in offsets if abs(one) > furthest]:
        return _("%(number)d is too far: write numbers from -%(most)d to %(most)d.") % {
            "number": far[0],
            "most": furthest,
        }
    if rule.is_of_the_late and min(offsets) < 1:
        return _("Others are told only of what is late: write numbers from 1 on.")
    return ""


def _audience_problem(rule: Agreed, audience: Collection[str]) -> str:
    if not audience:
        return _("Choose at least one role, or switch the rule off.")
    if set(audience) - set(rule.roles):
        return _("Choose among the roles that this rule can speak to.")
    if (Role.FOCAL_POINT in audience) is not (Role.DEPUTY in audience):
        return _("The deputy hears what the focal point hears: choose both or neither.")
    return ""
