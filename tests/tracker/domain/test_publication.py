"""The frozen edition: what goes in, what never does, and that it does not move with live rows."""

from __future__ import annotations

import datetime as dt

import pytest

from accounts.actor import PUBLIC
from tests import factories
from tracker.domain.publication import publish_edition, withdraw_edition
from tracker.models import BudgetFigure, BudgetLine, Evidence, ProgressEntry

pytestmark = pytest.mark.django_db

MODELS = (ProgressEntry, Evidence, BudgetLine, BudgetFigure)


def full_report(member: str = "KEN", **facts):
    report = factories.make_report(member)
    factories.answer(report, "2022-08", **facts)
    factories.make_figure(report, factories.make_line(report, "2022-08"))
    return report


def public_rows() -> dict[str, int]:
    return {m.__name__: m.objects.visible_to(PUBLIC).count() for m in MODELS}


ALL_OF_ONE = {"ProgressEntry": 1, "Evidence": 1, "BudgetLine": 1, "BudgetFigure": 1}
NOTHING = dict.fromkeys(ALL_OF_ONE, 0)


def test_shared_answer_is_frozen_with_its_documents_and_money():
    factories.published(full_report())
    assert public_rows() == ALL_OF_ONE
    entry = ProgressEntry.objects.published().get()
    assert entry.public_id == factories.entry_of(entry.report).public_id
    assert Evidence.objects.published().get().entries.published().get() == entry


def test_published_edition_does_not_move_with_live_edits():
    report = factories.published(full_report())
    ProgressEntry.objects.working().filter(report=report).update(narrative="New draft.")
    BudgetFigure.objects.working().update(amount=5)
    Evidence.objects.working().update(title="New title")
    assert ProgressEntry.objects.visible_to(PUBLIC).get().narrative.startswith("What KEN did")
    assert BudgetFigure.objects.visible_to(PUBLIC).get().amount == 1000
    assert Evidence.objects.visible_to(PUBLIC).get().title == "Act of KEN"


def test_publishing_again_replaces_and_repeats_nothing():
    report = factories.published(full_report())
    ProgressEntry.objects.working().filter(report=report, status="partial").update(
        narrative="Second edition."
    )
    publish_edition(report)
    publish_edition(report)
    assert public_rows() == ALL_OF_ONE
    assert ProgressEntry.objects.visible_to(PUBLIC).get().narrative == "Second edition."


def test_withdrawal_takes_everything_at_once_and_touches_no_working_row():
    report = factories.published(full_report())
    other = factories.published(full_report("NOR"))
    withdraw_edition(report)
    assert public_rows() == ALL_OF_ONE
    assert ProgressEntry.objects.visible_to(PUBLIC).get().member == other.member
    assert ProgressEntry.objects.working().filter(report=report).count() == 18
    assert Evidence.objects.working().filter(member=report.member).count() == 1


@pytest.mark.parametrize(
    "facts",
    [
        {"confidentiality": "member"},
        {"confidentiality": "restricted"},
        {"confirmed": False, "carried_from": "2025"},
    ],
)
def test_answer_that_is_not_shared_or_not_confirmed_stays_home(facts):
    factories.published(full_report(**facts))
    assert public_rows() == NOTHING
    assert ProgressEntry.objects.working().filter(status="partial").exists()


def test_document_is_never_wider_than_its_answer():
    report = factories.make_report("KEN")
    entry = factories.answer(report, status="in_progress", confidentiality="network")
    factories.make_evidence(entry, confidentiality="public")
    factories.published(report)
    assert Evidence.objects.published().get().confidentiality == "network"
    assert not Evidence.objects.visible_to(PUBLIC).exists()


def test_narrow_document_and_line_stay_home_beside_a_public_answer():
    report = factories.make_report("KEN")
    entry = factories.answer(report, status="in_progress", confidentiality="public")
    factories.make_evidence(entry, confidentiality="member")
    factories.make_figure(report, factories.make_line(report, confidentiality="restricted"))
    factories.published(report)
    assert public_rows() == {**NOTHING, "ProgressEntry": 1}


def test_line_under_embargo_waits():
    report = full_report()
    tomorrow = factories.today() + dt.timedelta(days=1)
    BudgetLine.objects.working().update(embargo_until=tomorrow)
    factories.published(report)
    assert public_rows() == {**ALL_OF_ONE, "BudgetLine": 0, "BudgetFigure": 0}
    BudgetLine.objects.working().update(embargo_until=tomorrow - dt.timedelta(days=1))
    publish_edition(report)
    assert public_rows() == ALL_OF_ONE


def test_document_of_two_published_reports_stays_until_both_are_withdrawn():
    old = factories.make_report("KEN", factories.make_cycle("2025", dt.date(2025, 5, 20)))
    new = factories.make_report("KEN", factories.make_cycle("2026"))
    first = factories.answer(old, status="in_progress", confidentiality="public")
    second = factories.answer(new, status="in_progress", confidentiality="public")
    factories.make_evidence(first, confidentiality="public").entries.add(second)
    factories.published(old)
    factories.published(new)
    assert Evidence.objects.visible_to(PUBLIC).count() == 1
    withdraw_edition(old)
    assert Evidence.objects.visible_to(PUBLIC).count() == 1
    withdraw_edition(new)
    assert Evidence.objects.visible_to(PUBLIC).count() == 0


@pytest.fixture
def two_years():
    """A document and a line that run over two published reports."""
    old = factories.make_report("KEN", factories.make_cycle("2025", dt.date(2025, 5, 20)))
    new = factories.make_report("KEN", factories.make_cycle("2026"))
    first = factories.answer(old, status="in_progress", confidentiality="public")
    second = factories.answer(new, status="in_progress", confidentiality="public")
    factories.make_evidence(first, confidentiality="public").entries.add(second)
    line = factories.make_line(old)
    year_before = {"period_start": dt.date(2024, 7, 1), "period_end": dt.date(2025, 6, 30)}
    factories.make_figure(old, line, **year_before)
    factories.make_figure(new, line)
    factories.published(old)
    factories.published(new)
    assert public_rows() == {**ALL_OF_ONE, "ProgressEntry": 2, "BudgetFigure": 2}
    return old, new


@pytest.mark.parametrize(("narrowed", "left"), [("member", 0), ("restricted", 0), ("network", 1)])
def test_what_is_narrowed_goes_from_earlier_years_too_at_the_next_publication(
    two_years, narrowed, left
):
    _old, new = two_years
    for model in (Evidence, BudgetLine, BudgetFigure):
        model.objects.working().update(confidentiality=narrowed)
    publish_edition(new)
    assert public_rows() == {**NOTHING, "ProgressEntry": 2}
    kept = {m: m.objects.published().count() for m in (Evidence, BudgetLine, BudgetFigure)}
    assert kept == {Evidence: left, BudgetLine: left, BudgetFigure: 2 * left}


def test_figure_told_anew_goes_over_to_the_report_that_tells_of_it_now():
    report = factories.published(full_report())
    later = factories.make_report("KEN", factories.make_cycle("2027"))
    factories.answer(later, "2022-08")
    BudgetFigure.objects.working().update(report=later, amount=7)
    factories.published(later)
    figure = BudgetFigure.objects.visible_to(PUBLIC).get()
    assert (figure.report, figure.amount) == (later, 7)
    publish_edition(report)
    assert BudgetFigure.objects.visible_to(PUBLIC).get().report == later


@pytest.mark.parametrize(
    ("document", "is_named"), [("public", True), ("network", False), ("member", False)]
)
def test_figure_names_its_document_only_to_who_reads_that_too(document, is_named):
    report = full_report()
    shown = factories.make_evidence(factories.entry_of(report), confidentiality=document)
    BudgetFigure.objects.working().update(evidence=shown, page_pin="page 41")
    factories.published(report)
    figure = BudgetFigure.objects.visible_to(PUBLIC).get()
    assert figure.page_pin == ("page 41" if is_named else "")
    assert (figure.evidence is not None) is is_named
    if is_named:
        assert (figure.evidence.public_id, figure.evidence.edition) == (
            shown.public_id,
            "published",
        )
