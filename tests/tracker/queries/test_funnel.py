"""Where money stops: only lines that give both stages of a step are compared."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from accounts.actor import Actor
from tests import factories
from tracker.models import BudgetFigure
from tracker.queries.coverage import Share
from tracker.queries.funnel import Stream, converted, funnel_of, funnels_of, latest_year


def stream(number: int, currency: str = "KES", year: int = 2026, **said: str | None) -> Stream:
    """The line of a member of its own."""
    amounts = {stage: None if amount is None else Decimal(amount) for stage, amount in said.items()}
    return Stream(number, number, currency, dt.date(year, 6, 30), amounts)


def steps(funnel) -> dict[str, tuple]:
    return {
        step.stage.value: (
            step.amount,
            step.known,
            step.of_pledged.percent if step.of_pledged else None,
            step.of_previous.percent if step.of_previous else None,
        )
        for step in funnel.steps
    }


def test_step_compares_only_lines_that_give_both_of_its_stages() -> None:
    funnel = funnel_of(
        "KES",
        [
            stream(1, pledged="100", allocated="80", disbursed="40", spent="20"),
            stream(2, pledged="100"),
            stream(3, allocated="1000", spent="5"),
        ],
        least=1,
    )
    assert steps(funnel) == {
        "pledged": (Decimal(200), Share(2, 3), None, None),
        "allocated": (Decimal(1080), Share(2, 3), 80, 80),
        "disbursed": (Decimal(40), Share(1, 3), 40, 50),
        "spent": (Decimal(25), Share(2, 3), 20, 50),
    }
    spent = funnel.steps[3]
    assert (spent.of_previous.lost, spent.of_previous.lines) == (Decimal(20), 1)
    assert funnel.complete == Share(1, 3)


def test_unknown_stays_unknown_and_zero_is_a_number() -> None:
    funnel = funnel_of("KES", [stream(1, pledged="100", allocated=None, spent="0")], least=1)
    said = steps(funnel)
    assert said["allocated"] == (None, Share(0, 1), None, None)
    assert said["disbursed"] == (None, Share(0, 1), None, None)
    assert said["spent"] == (Decimal(0), Share(1, 1), 0, None)


def test_more_than_before_is_shown_as_it_is() -> None:
    funnel = funnel_of("KES", [stream(1, pledged="100", allocated="150")], least=1)
    ratio = funnel.steps[1].of_pledged
    assert (ratio.percent, ratio.is_over, ratio.lost) == (150, True, Decimal(-50))


def test_nothing_pledged_is_the_whole_of_nothing() -> None:
    assert funnel_of("KES", [stream(1, pledged="0", allocated="0")], 1).steps[1].of_pledged is None


def test_total_needs_five_members_at_every_stage_and_in_every_step() -> None:
    lines = [stream(n, pledged="10", allocated="5") for n in range(5)]
    lines[4] = stream(4, pledged="10")
    funnel = funnel_of("EUR", lines)
    pledged, allocated = funnel.steps[:2]
    assert (pledged.amount, pledged.is_hidden) == (Decimal(50), False)
    assert (allocated.amount, allocated.is_hidden, allocated.of_pledged) == (None, True, None)
    assert not funnel.is_hidden
    assert funnel_of("EUR", lines[:4]).is_hidden
    two_lines = [*lines[:3], stream(3, pledged="1"), stream(3, pledged="1")]
    assert funnel_of("EUR", two_lines).is_hidden


def test_currencies_are_never_mixed_unless_each_has_a_rate() -> None:
    lines = [stream(1, "KES", pledged="1000"), stream(2, "EUR", pledged="10", spent=None)]
    assert [(f.currency, f.largest) for f in funnels_of(lines, least=1)] == [
        ("EUR", Decimal(10)),
        ("KES", Decimal(1000)),
    ]
    rates = {"USD": Decimal(1), "KES": Decimal("0.01"), "EUR": Decimal("1.1")}
    in_one = funnel_of("USD", converted(lines, "USD", rates), least=1)
    assert in_one.steps[0].amount == Decimal(21)
    assert in_one.steps[3].amount is None


def test_longest_span_that_can_be_compared_names_the_finding() -> None:
    funnel = funnel_of("KES", [stream(1, allocated="100", disbursed="40")], least=1)
    assert (funnel.longest.before, funnel.longest.after) == ("allocated", "disbursed")
    assert funnel.longest.ratio.percent == 40
    assert funnel_of("KES", [stream(1, spent="40")], least=1).longest is None


@pytest.mark.django_db
def test_year_shown_is_the_latest_of_which_something_paid_out_is_told(amina: Actor) -> None:
    report = factories.make_report("KEN")
    line = factories.make_line(report)
    figures = BudgetFigure.objects.visible_to(amina)
    assert latest_year(figures) is None
    ahead = {"period_start": dt.date(2026, 7, 1), "period_end": dt.date(2027, 6, 30)}
    factories.make_figure(report, line, stage="allocated", **ahead)
    assert latest_year(figures) == 2027
    past = {"period_start": dt.date(2025, 7, 1), "period_end": dt.date(2026, 6, 30)}
    factories.make_figure(report, line, stage="spent", **past)
    assert latest_year(figures) == 2026
    unknown = {"amount": None, "data_state": "not_available"}
    factories.make_figure(report, line, stage="disbursed", **ahead, **unknown)
    assert latest_year(figures) == 2026
