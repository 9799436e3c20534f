from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError

from recommendations.models import Recommendation
from tests import factories
from tracker.domain import budgets
from tracker.domain.errors import Conflict, Duplicate, NotAllowed
from tracker.models import BudgetFigure, BudgetLine

pytestmark = pytest.mark.django_db

FACTS = {
    "stage": "allocated",
    "period_start": dt.date(2025, 7, 1),
    "period_end": dt.date(2026, 6, 30),
    "currency": "KES",
    "data_state": "reported",
    "amount": Decimal(29_850_000),
}


@pytest.fixture
def report():
    return factories.make_report("KEN")


@pytest.fixture
def line(report):
    return factories.make_line(report)


def test_focal_point_opens_a_line_that_takes_the_answers_class(amina, report):
    factories.answer(report, confidentiality="network")
    line = budgets.add_line(
        amina, report, Recommendation.objects.get(code="2022-08"), {"title": "Monitoring"}
    )
    assert line.confidentiality == "network"
    assert line.member.code == "KEN"


def test_line_without_a_title_is_refused(amina, report):
    with pytest.raises(ValidationError) as refusal:
        budgets.add_line(amina, report, Recommendation.objects.get(code="2022-08"), {})
    assert "title" in refusal.value.message_dict
    assert not BudgetLine.objects.unscoped().exists()


def test_figure_is_stored_as_typed_and_zero_is_zero(amina, report, line):
    figure = budgets.record_figure(amina, report, line, {**FACTS, "amount": Decimal(0)})
    figure.refresh_from_db()
    assert (figure.amount, figure.data_state) == (Decimal(0), "reported")
    unknown = budgets.record_figure(
        amina,
        report,
        line,
        {**FACTS, "stage": "spent", "data_state": "not_available", "amount": None},
    )
    unknown.refresh_from_db()
    assert unknown.amount is None


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"amount": None}, "amount"),
        ({"data_state": "not_available"}, "amount"),
        ({"amount": Decimal(-1)}, "amount"),
        ({"amount": Decimal("1.001")}, "amount"),
        ({"amount": Decimal("NaN")}, "amount"),
        ({"amount": Decimal("1e25")}, "amount"),
        ({"currency": "JPY", "amount": Decimal("1.5")}, "amount"),
        ({"currency": "ABC"}, "currency"),
        ({"currency": "CLF"}, "currency"),
        ({"stage": "promised"}, "stage"),
        ({"stage": None}, "stage"),
        ({"period_end": dt.date(2025, 7, 1)}, "period_end"),
        ({"period_start": dt.date(1025, 7, 1)}, "period_start"),
        ({"member": 3}, "member"),
    ],
)
def test_wrong_figure_is_refused_by_name(amina, report, line, changes, field):
    with pytest.raises(ValidationError) as refusal:
        budgets.record_figure(amina, report, line, {**FACTS, **changes})
    assert field in refusal.value.message_dict
    assert not BudgetFigure.objects.unscoped().exists()


def test_second_figure_of_the_same_key_answers_with_the_first(amina, report, line):
    first = budgets.record_figure(amina, report, line, FACTS)
    with pytest.raises(Duplicate) as refusal:
        budgets.record_figure(amina, report, line, {**FACTS, "amount": Decimal(1)})
    assert refusal.value.existing == first
    assert BudgetFigure.objects.unscoped().get().amount == Decimal(29_850_000)


def test_revision_keeps_the_figure_before_in_the_history(amina, report, line):
    figure = budgets.record_figure(amina, report, line, FACTS)
    budgets.revise_figure(amina, report, figure, 1, {"amount": Decimal(30_000_000)})
    history = apps.get_model("tracker", "BudgetFigureEvent")
    amounts = history.objects.filter(pgh_obj=figure).order_by("pgh_id")
    assert [row.amount for row in amounts] == [Decimal(29_850_000), Decimal(30_000_000)]
    with pytest.raises(Conflict):
        budgets.revise_figure(amina, report, figure, 1, {"amount": Decimal(1)})
    assert BudgetFigure.objects.unscoped().get().amount == Decimal(30_000_000)


def test_evidence_of_another_member_is_refused(amina, report, line):
    foreign = factories.make_evidence(factories.entry_of(factories.make_report("NOR")))
    with pytest.raises(ValidationError) as refusal:
        budgets.record_figure(amina, report, line, {**FACTS, "evidence": foreign.pk})
    assert "evidence" in refusal.value.message_dict
    assert not BudgetFigure.objects.unscoped().exists()


def test_stranger_and_viewer_write_no_figure(kari, otieno, report, line):
    for actor in (kari, otieno):
        with pytest.raises(NotAllowed):
            budgets.record_figure(actor, report, line, FACTS)
    assert not BudgetFigure.objects.unscoped().exists()


def test_removed_figure_is_as_if_nothing_was_said(amina, report, line):
    figure = budgets.record_figure(amina, report, line, FACTS)
    with pytest.raises(Conflict):
        budgets.remove_figure(amina, report, figure, 7)
    budgets.remove_figure(amina, report, figure, 1)
    assert not BudgetFigure.objects.unscoped().exists()


def test_money_of_one_member_never_enters_the_report_of_another(amina, report, kari):
    foreign = factories.make_line(factories.make_report("NOR"))
    figure = factories.make_figure(
        factories.make_report("NOR", factories.make_cycle("2027")), foreign
    )
    for attempt in (
        lambda: budgets.record_figure(amina, report, foreign, FACTS),
        lambda: budgets.change_line(amina, report, foreign, 1, {"title": "Mine"}),
        lambda: budgets.revise_figure(amina, report, figure, 1, {"amount": Decimal(1)}),
        lambda: budgets.remove_figure(amina, report, figure, 1),
    ):
        with pytest.raises(NotAllowed, match="another member"):
            attempt()
    assert BudgetLine.objects.unscoped().get().title == "Monitoring in NOR"
    assert BudgetFigure.objects.unscoped().get().amount == Decimal(1000)


def test_line_pays_for_an_action_of_its_own_member_only(amina, report, line):
    action = factories.make_action(factories.make_plan("KEN"))
    changed = budgets.change_line(amina, report, line, 1, {"action": action})
    changed.refresh_from_db()
    assert changed.action == action
    foreign = factories.make_action(factories.make_plan("NOR"))
    with pytest.raises(ValidationError) as refusal:
        budgets.change_line(amina, report, changed, 2, {"action": foreign})
    assert "action" in refusal.value.message_dict
    changed.refresh_from_db()
    assert (changed.action, changed.version) == (action, 2)
    budgets.change_line(amina, report, changed, 2, {"action": None})
    changed.refresh_from_db()
    assert changed.action is None


@pytest.mark.parametrize(
    ("of_line", "of_action", "is_told"),
    [
        ("public", "public", True),
        ("public", "network", False),
        ("network", "public", True),
        ("public", "member", False),
    ],
)
def test_published_line_names_the_action_only_where_its_readers_see_it(
    report, of_line, of_action, is_told
):
    factories.answer(report, status="in_progress", confidentiality="public")
    plan = factories.make_plan("KEN", confidentiality="public")
    action = factories.make_action(plan, confidentiality=of_action)
    line = factories.make_line(report, action=action, confidentiality=of_line)
    factories.make_figure(report, line)
    for _again in range(2):
        factories.published(report)
        copy = BudgetLine.objects.published().get()
        assert (copy.action is not None) == is_told
        if copy.action is not None:
            assert (copy.action.public_id, copy.action.edition) == (action.public_id, "published")


def test_published_copy_is_written_by_no_verb(amina, report, line):
    factories.answer(report, confidentiality="public")
    figure = budgets.record_figure(amina, report, line, FACTS)
    factories.published(report)
    report.refresh_from_db()
    factories.put(report, state="returned", due_on=report.cycle.due_on)
    copy = BudgetLine.objects.published().get(public_id=line.public_id)
    copied = BudgetFigure.objects.published().get(public_id=figure.public_id)
    before = [list(model.internal.order_by("pk").values()) for model in (BudgetLine, BudgetFigure)]
    tries = (
        lambda: budgets.change_line(amina, report, copy, copy.version, {"title": "Other"}),
        lambda: budgets.remove_line(amina, report, copy, copy.version),
        lambda: budgets.record_figure(amina, report, copy, {**FACTS, "stage": "spent"}),
        lambda: budgets.revise_figure(
            amina, report, copied, copied.version, {"amount": Decimal(1)}
        ),
        lambda: budgets.remove_figure(amina, report, copied, copied.version),
    )
    for verb in tries:
        with pytest.raises(NotAllowed):
            verb()
    after = [list(model.internal.order_by("pk").values()) for model in (BudgetLine, BudgetFigure)]
    assert after == before
