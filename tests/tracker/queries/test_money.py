"""Figures add up within one currency, period and stage, and unknown stays unknown."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from tests import factories
from tracker.models import BudgetFigure
from tracker.queries.coverage import Share
from tracker.queries.money import funnels, lines_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def report():
    return factories.make_report("KEN")


def _figures(report) -> list[BudgetFigure]:
    return list(BudgetFigure.objects.working().filter(report=report).select_related("line"))


def _line(report, **amounts: str | None):
    line = factories.make_line(report)
    for stage, amount in amounts.items():
        factories.make_figure(report, line, stage, amount)
    return line


def test_amounts_of_a_stage_are_summed_and_stages_are_not(report):
    _line(report, spent="30", pledged="100")
    _line(report, pledged="50")
    (funnel,) = funnels(_figures(report))
    assert [(s.stage.value, s.amount, s.known) for s in funnel.stages] == [
        ("pledged", Decimal(150), Share(2, 2)),
        ("spent", Decimal(30), Share(1, 2)),
    ]
    assert funnel.largest == 150


def test_share_of_the_first_stage_needs_the_same_lines(report):
    _line(report, pledged="100", allocated="70", spent="30")
    _line(report, pledged="100", allocated="50", spent=None)
    (funnel,) = funnels(_figures(report))
    assert [s.of_first for s in funnel.stages] == [100, 60, None]


def test_stage_that_no_line_knows_has_no_amount(report):
    _line(report, pledged=None, spent="0")
    (funnel,) = funnels(_figures(report))
    pledged, spent = funnel.stages
    assert (pledged.amount, pledged.known, pledged.of_first) == (None, Share(0, 1), None)
    assert (spent.amount, spent.known) == (Decimal(0), Share(1, 1))


def test_currencies_and_periods_are_never_mixed(report):
    line = _line(report, pledged="100")
    factories.make_figure(report, line, "pledged", "7", currency="EUR")
    later = {"period_start": dt.date(2026, 7, 1), "period_end": dt.date(2027, 6, 30)}
    factories.make_figure(report, line, "pledged", "9", **later)
    found = [(f.purse.currency, f.largest) for f in funnels(_figures(report))]
    assert found == [("KES", Decimal(9)), ("EUR", Decimal(7)), ("KES", Decimal(100))]


def test_line_holds_its_figures_in_the_order_of_the_stages(report):
    _line(report, spent="1", estimated="5", committed=None)
    (line,) = lines_of(_figures(report))
    assert [f.stage for f in line.figures] == ["estimated", "committed", "spent"]
    assert line.largest == 5
