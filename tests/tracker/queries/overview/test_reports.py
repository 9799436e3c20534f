"""Where a cycle's reports stand, added up."""

from __future__ import annotations

import datetime as dt

import pytest

from tests import factories
from tests.tracker.queries.overview.scopes import administrator, co_chair, seen_by
from tracker.queries.overview import reports

pytestmark = pytest.mark.django_db
NOW = dt.datetime.now(dt.UTC)


def ago(days: int) -> dt.datetime:
    return NOW - dt.timedelta(days=days, hours=1)


@pytest.fixture
def cycle():
    """A cycle with five reports: a draft that is late, one submitted, returned, accepted and
    published."""
    cycle = factories.make_cycle()
    factories.put(factories.make_report("KEN", cycle), due_on=NOW.date() - dt.timedelta(days=3))
    for code, state in (("NOR", "submitted"), ("MDA", "returned"), ("FRA", "accepted")):
        factories.put(factories.submitted(factories.make_report(code, cycle)), state=state)
    factories.published(factories.make_report("org-ecowas", cycle))
    return cycle


def test_numbers_count_what_was_sent_once_and_what_is_open_now(cycle):
    found = reports.numbers(seen_by(administrator()))
    assert (found.asked, found.sent, found.not_sent) == (5, 4, 1)
    assert (found.accepted, found.published, found.overdue) == (2, 1, 1)
    assert found.days_left == (cycle.due_on - NOW.date()).days


def test_withdrawn_report_was_sent_and_is_not_published(cycle):
    report = factories.published(factories.make_report("DEU", cycle))
    factories.put(report, state="withdrawn", withdrawn_at=NOW)
    found = reports.numbers(seen_by(administrator()))
    assert (found.sent, found.accepted, found.published) == (5, 2, 1)


def test_coverage_is_told_by_group_of_those_asked(cycle):
    rows = {row.code: row.share for row in reports.by_group(seen_by(administrator()))}
    assert (rows["african"].n, rows["african"].of) == (0, 1)
    assert (rows["weog"].n, rows["weog"].of) == (2, 2)
    assert (rows["organizations"].n, rows["organizations"].of) == (1, 1)
    assert "grulac" not in rows


def test_reviewer_counts_all_members_and_has_details_of_the_assigned_ones(cycle):
    facts = seen_by(factories.reviewer("NOR", "MDA"), whose="all")
    assert reports.numbers(facts).asked == 5
    assert [report.member.code for report in facts.detailed] == ["NOR", "MDA"]
    assert reports.numbers(seen_by(factories.reviewer("NOR", "MDA"))).asked == 2


def test_co_chair_has_no_details(cycle):
    facts = seen_by(co_chair())
    assert reports.numbers(facts).sent == 4
    assert (facts.detailed, reports.ages(facts), facts.seats) == ([], [], {})


def test_ages_are_average_median_and_oldest_of_each_state(cycle):
    for code, days in (("NOR", 1), ("DEU", 4), ("JPN", 16)):
        report = seen_report(code, cycle)
        factories.put(report, state="submitted", state_since=ago(days))
    (row,) = reports.ages(seen_by(administrator(), NOW, state="submitted"))
    assert (row.count, row.average, row.median, row.oldest) == (3, 7, 4, 16)
    assert row.oldest_report.member.code == "JPN"


def seen_report(code, cycle):
    found = factories.Report.internal.filter(member__code=code, cycle=cycle).first()
    return found or factories.submitted(factories.make_report(code, cycle))


def test_median_of_two_is_rounded_half_up(cycle):
    factories.put(seen_report("NOR", cycle), state_since=ago(1))
    factories.put(seen_report("DEU", cycle), state_since=ago(4))
    (row,) = reports.ages(seen_by(administrator(), NOW, state="submitted"))
    assert (row.average, row.median) == (3, 3)


def test_filters_narrow_members_and_state_narrows_lists_only(cycle):
    facts = seen_by(administrator(), kind="regional_organization")
    assert reports.numbers(facts).asked == 1
    facts = seen_by(administrator(), regional_group="weog", state="accepted")
    assert reports.numbers(facts).asked == 2
    assert [row.state for row in reports.ages(facts)] == ["accepted"]


def test_what_waits_for_a_reviewer_is_of_every_cycle_unless_another_is_chosen(cycle):
    reviewer = factories.reviewer("NOR", "KEN")
    older = factories.make_cycle("2019", dt.date(2019, 6, 1))
    factories.put(factories.submitted(factories.make_report("NOR", older)), state_since=ago(9))
    waiting = [(r.report.cycle.code, r.days) for r in reports.with_reader(seen_by(reviewer)).rows]
    assert waiting == [("2019", 9), ("2026", 0)]
    for asked, codes in (("2026", ["2019", "2026"]), ("2019", ["2019"])):
        rows = reports.with_reader(seen_by(reviewer, cycle=asked)).rows
        assert [row.report.cycle.code for row in rows] == codes


def test_without_a_cycle_everything_is_empty(db):
    facts = seen_by(administrator())
    assert reports.numbers(facts).asked == 0
    assert (reports.by_group(facts), reports.ages(facts)) == ([], [])
