"""Verbs that move a date, or end a need, plan what follows in their own transaction."""

from __future__ import annotations

import datetime as dt

import pytest

from accounts.actor import Actor
from tests import factories
from tracker.domain import assignments, budgets, plans, seats
from tracker.models import Assignment, Reminder

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def today() -> dt.date:
    return dt.datetime.now(dt.UTC).date()


def planned(rule: str, **facts: object) -> set[dt.date]:
    """The dates that the waiting reminders of a rule are about."""
    rows = Reminder.objects.filter(rule=rule, state="pending", **facts)
    return set(rows.values_list("due_on", flat=True))


def test_plan_is_planned_when_it_begins_moves_ends_and_goes(amina: Actor) -> None:
    member, ends_on = amina.seat.member, today() + 130 * DAY
    facts = {
        "title": "Second plan",
        "language": "en",
        "kind": "nap",
        "status": "in_force",
        "period_start": today() - 900 * DAY,
        "period_end": ends_on,
    }
    plan = plans.add(amina, member, facts)
    assert planned("plan_ends") == {ends_on}
    plan = plans.change(amina, plan, plan.version, {"period_end": ends_on + 5 * DAY})
    assert planned("plan_ends") == {ends_on + 5 * DAY}
    plan = plans.change(amina, plan, plan.version, {"status": "superseded"})
    assert planned("plan_ends") == set()
    plan = plans.change(amina, plan, plan.version, {"status": "in_force"})
    assert planned("plan_ends") == {ends_on + 5 * DAY}
    plans.remove(amina, plan, plan.version)
    assert planned("plan_ends") == set()


def test_part_is_planned_for_its_day_and_no_more_once_it_is_ready(amina: Actor) -> None:
    report = factories.make_report()
    treasury = factories.actor(factories.make_seat("contributor", "KEN"))
    first, later = today() + 20 * DAY, today() + 29 * DAY
    assignments.assign(amina, report, [factories.entry_of(report)], first, treasury.seat)
    assert planned("part_due", recipient=treasury.user) == {first}
    assert planned("part_late", recipient=amina.user) == {first}
    part = assignments.change_due(amina, Assignment.internal.get(), 1, later)
    assert planned("part_due") == planned("part_late") == {later}
    part = assignments.call_ready(treasury, part, part.version)
    assert planned("part_due") == planned("part_late") == set()
    assignments.call_back(amina, part, part.version)
    assert planned("part_due") == {later}


def test_figure_is_planned_for_its_day(amina: Actor) -> None:
    report = factories.make_report()
    line = factories.make_line(report)
    old = today() - 340 * DAY
    figure = factories.make_figure(report, line)
    figure = budgets.revise_figure(amina, report, figure, figure.version, {"as_of": old})
    assert planned("figures_old") == {old}
    budgets.revise_figure(amina, report, figure, figure.version, {"as_of": today()})
    assert planned("figures_old") == set()


def test_seat_that_ends_is_a_vacancy_at_once(amina: Actor) -> None:
    reader = factories.reviewer("KEN")
    factories.make_seat("deputy", "KEN")
    admin = factories.actor(factories.make_seat("administrator"))
    assert planned("vacant_seat") == set()
    seats.end(admin, amina.seat, "Left the ministry.")
    assert planned("vacant_seat", recipient=reader.user) == {today()}
