from __future__ import annotations

from tests import factories
from tests.tracker.api.conftest import Api
from tracker.enums import BudgetStage
from tracker.iati import TRANSACTION_TYPES


def test_every_stage_has_its_word_or_says_that_there_is_none():
    assert TRANSACTION_TYPES.keys() == set(BudgetStage.values)
    assert TRANSACTION_TYPES["estimated"] is TRANSACTION_TYPES["allocated"] is None


def test_figure_carries_the_code_of_its_stage(amina):
    report = factories.make_report("KEN")
    line = factories.make_line(report)
    for stage in ("pledged", "allocated", "spent"):
        factories.make_figure(report, line, stage=stage)
    rows = Api(amina).get("budget-figures/").json()["results"]
    assert {row["stage"]: row["iati_transaction_type"] for row in rows} == {
        "pledged": "12",
        "allocated": None,
        "spent": "4",
    }
