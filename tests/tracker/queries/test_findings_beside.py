"""Remarks on what goes out with a report: indicators, plans, actions. None names what is for named
people, and none that the reader does not read."""

from __future__ import annotations

import datetime as dt

import pytest

from accounts.actor import Actor
from tests import factories
from tests.tracker.indicating import make_indicator, make_measurement
from tracker.models import Report
from tracker.queries.findings_beside import beside

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(db: None) -> Report:
    return factories.make_report("KEN")


def target(days: int) -> list[dict[str, str]]:
    day = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=days)
    return [{"on": day.isoformat(), "value": "50"}]


def told(actor: Actor, report: Report) -> list[tuple[str, str]]:
    return [(one.kind, one.message) for one in beside(actor, report)]


@pytest.mark.parametrize(
    ("days", "measured", "is_told"),
    [(-3, None, True), (-3, 2020, True), (-3, 2090, False), (30, None, False)],
)
def test_target_that_passed_unmeasured_is_remarked(amina, report, days, measured, is_told):
    indicator = make_indicator(report, targets=target(days))
    if measured is not None:
        make_measurement(report, indicator, measured)
    assert bool(told(amina, report)) == is_told


def test_percentage_without_its_denominator_is_remarked_once(amina, report):
    indicator = make_indicator(report, measure="percentage")
    make_measurement(report, indicator, 2024)
    make_measurement(report, indicator, 2025)
    assert [kind for kind, said in told(amina, report) if "denominator" in said] == ["indicator"]
    make_measurement(report, make_indicator(report), 2025)
    assert len(told(amina, report)) == 1


def test_words_of_plans_and_actions_are_looked_through(amina, report):
    plan = factories.make_plan("KEN", contact_office="office@mfa.example")
    factories.make_action(plan, text="Train. Call +254 700 123 456.")
    assert {kind for kind, _said in told(amina, report)} == {"plan", "action"}


def test_nothing_for_named_people_is_remarked_on_and_strangers_hear_nothing(amina, kari, report):
    plan = factories.make_plan("KEN", confidentiality="restricted", title="Ask a@b.example")
    factories.make_action(plan, text="Call +254 700 123 456.")
    make_indicator(report, targets=target(-3), confidentiality="restricted")
    assert told(amina, report) == []
    make_indicator(report, targets=target(-3))
    assert len(told(amina, report)) == 1
    assert told(kari, report) == []


def test_queries_do_not_grow(amina, report, django_assert_num_queries):
    for n in range(5):
        plan = factories.make_plan("KEN")
        factories.make_action(plan, str(n))
        make_measurement(report, make_indicator(report, targets=target(-3)))
    with django_assert_num_queries(4):
        beside(amina, report)
