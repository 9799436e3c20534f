"""What opening or moving a cycle would do, before it is done: and that it is what is then done."""

from __future__ import annotations

import datetime as dt

import pytest

from accounts.actor import SYSTEM, Actor
from accounts.enums import Role
from accounts.models import Member
from tests import factories
from tracker.domain import cycles
from tracker.domain.cycle_preview import preview_moving, preview_opening
from tracker.models import ProgressEntry, Reminder, Report, ReportingCycle

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)
MEETING = dt.date(2027, 4, 6)


def today() -> dt.date:
    return dt.datetime.now(dt.UTC).date()


def rows() -> int:
    return Report.internal.count() + ProgressEntry.internal.count() + Reminder.objects.count()


def test_opening_is_shown_as_it_then_happens(amina: Actor):
    last = factories.make_report("KEN", factories.make_cycle("2025", dt.date(2025, 5, 20)))
    factories.answer(last, "2022-08")
    factories.answer(factories.make_report("NOR", last.cycle), "2022-01")
    Member.objects.filter(code="NOR").update(
        frozen_at=dt.datetime.now(dt.UTC), frozen_reason="Change of government"
    )
    meeting = today() + 75 * DAY
    before = rows()
    shown = preview_opening(cycles.draft("2030", meeting))
    assert rows() == before
    assert (shown.members, [member.code for member in shown.frozen]) == (86, ["NOR"])
    assert (shown.recommendations, shown.carried) == (18, 1)
    cycle = cycles.open_cycle(SYSTEM, "2030", meeting)
    assert Report.internal.filter(cycle=cycle).count() == shown.members
    carried = ProgressEntry.internal.filter(report__cycle=cycle, confirmed=False)
    assert carried.count() == shown.carried
    planned = Reminder.objects.filter(recipient=amina.user, state="pending")
    assert shown.told.people == 1
    assert shown.told.occurrences >= planned.count() > 0


def test_members_whose_due_date_falls_on_their_weekend_are_named(db: None):
    """2027-02-20 is a Saturday: a working day in Uganda, the second day off in Jordan."""
    shown = preview_opening(cycles.draft("2027", MEETING))
    moved = {one.to: {member.code for member in one.members} for one in shown.moved}
    sunday, monday = dt.date(2027, 2, 21), dt.date(2027, 2, 22)
    assert set(moved) == {sunday, monday}
    assert "JOR" in moved[sunday]
    assert "KEN" in moved[monday]
    assert "UGA" not in moved[sunday] | moved[monday]


def test_calendar_names_every_day_in_order(db: None):
    days = preview_opening(cycles.draft("2027", MEETING)).calendar
    offsets = [(day.on - MEETING).days for day in days]
    assert offsets == [-120, -100, -75, -60, -45, -35, -25, -21, -14, -7, 0, 14]
    stored = [offset for day, offset in zip(days, offsets, strict=True) if day.is_stored]
    assert stored == [-120, -75, -45, -7, 0, 14]


@pytest.mark.parametrize("seats", [1, 5])
def test_preview_asks_a_fixed_number_of_questions(db, seats, django_assert_num_queries):
    for code in ("KEN", "NOR", "FRA", "DEU", "JPN")[:seats]:
        factories.make_seat(Role.FOCAL_POINT, code)
    cycle = cycles.draft("2030", today() + 75 * DAY)
    with django_assert_num_queries(8):
        shown = preview_opening(cycle)
    assert shown.told.people == seats


def test_moving_is_shown_as_it_then_happens(amina: Actor):
    cycle = cycles.open_cycle(SYSTEM, "2030", today() + 75 * DAY)
    factories.submitted(Report.internal.get(cycle=cycle, member__code="NOR"))
    before = dict(Report.internal.values_list("pk", "due_on"))
    dates = {
        name: getattr(cycle, name) + 7 * DAY for name in ("due_on", "publishes_on", "closes_on")
    }
    shown = preview_moving(cycle, cycles.moved_to(cycle, **dates))
    assert dict(Report.internal.values_list("pk", "due_on")) == before
    assert [change.name for change in shown.changes] == list(dates)
    assert (shown.due_moves, shown.due_stays) == (86, 1)
    cycles.move_dates(SYSTEM, cycle, 1, "The host asked.", **dates)
    after = dict(Report.internal.values_list("pk", "due_on"))
    assert sum(after[pk] != before[pk] for pk in before) == shown.due_moves
    assert ReportingCycle.objects.get().due_on == dates["due_on"]
    assert shown.told.people == 1
