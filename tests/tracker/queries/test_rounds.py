"""What changed since a report was sent the time before: exactly that, and only for who may know."""

from __future__ import annotations

import pytest

from accounts.actor import Actor
from tests import factories
from tracker.domain import budgets, evidence, progress
from tracker.enums import Confidentiality, Status
from tracker.models import BudgetFigure, Evidence, ProgressEntry, Report
from tracker.queries.rounds import Since, base_rounds, changes_since

pytestmark = pytest.mark.django_db
CODE = "2022-08"


@pytest.fixture
def rita(db: None) -> Actor:
    return factories.reviewer("KEN")


@pytest.fixture
def report(db: None, amina: Actor) -> Report:
    """Kenya's report with a document and a figure, sent once and back with the focal point."""
    report = factories.make_report()
    entry = factories.answer(report, status=Status.IN_PROGRESS, narrative="They met once.")
    factories.answer(report, "2022-09", status=Status.IN_PROGRESS)
    factories.make_evidence(entry)
    factories.make_figure(report, factories.make_line(report), amount="240000")
    factories.submitted(report, amina.seat)
    factories.sent(report)
    return factories.put(report, state="returned")


def since(actor: Actor, report: Report, code: str = CODE) -> Since:
    bases = base_rounds(actor, [report])
    return changes_since(actor, bases)[factories.entry_of(report, code).pk]


def write(amina: Actor, report: Report, **changes: object) -> None:
    entry = factories.entry_of(report)
    progress.record(amina, entry, entry.version, changes)


def test_nothing_is_changed_until_something_is(rita: Actor, report: Report) -> None:
    assert since(rita, report).fields == frozenset()


def test_each_field_is_told_and_the_words_of_the_round_before_are_there(
    rita: Actor, amina: Actor, report: Report
) -> None:
    element = factories.entry_of(report).recommendation.elements.last()
    write(amina, report, narrative="They met twice.", next_steps="Meet again.")
    write(amina, report, elements={element.code: {"state": "begun", "reason": ""}})
    found = since(rita, report)
    assert found.fields == {"narrative", "next_steps", "elements"}
    assert found.before.narrative == "They met once."
    assert since(rita, report, "2022-09").fields == frozenset()


def test_change_that_was_taken_back_is_none(rita: Actor, amina: Actor, report: Report) -> None:
    write(amina, report, narrative="They met twice.")
    write(amina, report, narrative="They met once.")
    assert since(rita, report).fields == frozenset()


def test_who_may_read_an_answer_is_no_change_of_it(
    rita: Actor, amina: Actor, report: Report
) -> None:
    write(amina, report, confidentiality="network", is_ready=False)
    assert since(rita, report).fields == frozenset()


def test_figures_show_the_round_before(rita: Actor, amina: Actor, report: Report) -> None:
    figure = BudgetFigure.objects.working().select_related("report__member", "line").get()
    budgets.revise_figure(amina, report, figure, figure.version, {"amount": "900000"})
    found = since(rita, report)
    assert found.fields == {"money"}
    assert found.figures[str(figure.public_id)].amount == 240000


def test_new_and_removed_figures_are_told(rita: Actor, amina: Actor, report: Report) -> None:
    figure = BudgetFigure.objects.working().select_related("report__member", "line").get()
    factories.make_figure(report, figure.line, "spent", "10")
    assert since(rita, report).fields == {"money"}
    budgets.remove_figure(amina, report, figure, figure.version)
    assert [row.amount for row in since(rita, report).gone_figures] == [240000]


def test_new_changed_and_removed_documents_are_told(
    rita: Actor, amina: Actor, report: Report
) -> None:
    entry = factories.entry_of(report)
    document = Evidence.objects.working().select_related("member").get()
    evidence.change(amina, document, document.version, {"title": "Act, second reading"})
    assert since(rita, report).new_documents == {str(document.public_id)}
    evidence.remove(amina, document, document.version)
    found = since(rita, report)
    assert found.fields == {"evidence"}
    assert found.gone_documents == ("Act of KEN",)
    added = factories.make_evidence(entry, title="Decision 114")
    assert since(rita, report).new_documents == {str(added.public_id)}


def test_document_that_became_restricted_is_no_news(
    rita: Actor, amina: Actor, report: Report
) -> None:
    document = Evidence.objects.working().select_related("member").get()
    closed = {"confidentiality": Confidentiality.RESTRICTED}
    evidence.change(amina, document, document.version, closed)
    found = since(rita, report)
    assert (found.new_documents, found.gone_documents) == (frozenset(), ())
    evidence.remove(amina, document, document.version)
    assert since(rita, report).gone_documents == ()


def test_answer_that_was_restricted_then_is_sealed_and_its_words_are_told_to_nobody(
    rita: Actor, amina: Actor
) -> None:
    report = factories.make_report()
    entry = factories.entry_of(report)
    closed = {"confidentiality": Confidentiality.RESTRICTED, "status": Status.NOT_STARTED}
    progress.record(amina, entry, 1, {"narrative": "A shelter.", **closed})
    factories.submitted(report, amina.seat)
    factories.sent(report)
    factories.put(report, state="returned")
    write(amina, report, confidentiality="member", narrative="A programme.")
    found = since(rita, report)
    assert (found.is_sealed, found.before) == (True, None)
    assert found.fields == {"narrative"}


def test_answer_that_is_restricted_now_is_not_there_for_the_reviewer(
    rita: Actor, amina: Actor, report: Report
) -> None:
    write(amina, report, confidentiality=Confidentiality.RESTRICTED, narrative="A shelter.")
    found = changes_since(rita, base_rounds(rita, [report]))
    assert factories.entry_of(report).pk not in found


def test_published_copy_is_not_taken_for_the_answer(
    rita: Actor, amina: Actor, report: Report
) -> None:
    factories.published(report)
    factories.put(report, state="returned")
    write(amina, report, narrative="They met twice.")
    assert since(rita, report).before.narrative == "They met once."


def test_base_is_the_round_before_the_one_that_is_read(rita: Actor, report: Report) -> None:
    assert base_rounds(rita, [report])[report.pk].round == 1
    factories.sent(report, 2)
    factories.put(report, state="submitted", round=2)
    assert base_rounds(rita, [report])[report.pk].round == 1
    factories.put(report, state="returned")
    assert base_rounds(rita, [report])[report.pk].round == 2


def test_round_of_unknown_versions_is_compared_with_nothing(rita: Actor, report: Report) -> None:
    report.submissions.unscoped().update(versions={})
    assert base_rounds(rita, [report]) == {}


def test_round_is_there_for_the_member_and_its_reviewers_alone(
    rita: Actor, otieno: Actor, kari: Actor, report: Report
) -> None:
    for actor in (rita, otieno):
        assert base_rounds(actor, [report])
    for actor in (kari, factories.reviewer("NOR"), Actor()):
        assert base_rounds(actor, [report]) == {}


def test_queries_do_not_grow_with_the_reports(
    amina: Actor, report: Report, django_assert_num_queries
) -> None:
    rita = factories.reviewer("KEN", "NOR")
    write(amina, report, narrative="They met twice.")
    norway = factories.make_report("NOR", report.cycle)
    for code in (CODE, "2022-09"):
        factories.make_evidence(factories.answer(norway, code))
    factories.submitted(norway)
    factories.sent(norway)
    factories.put(norway, state="returned")
    ProgressEntry.internal.filter(report=norway).update(narrative="All new.", version=2)
    assert len(rita.reviewed_member_ids) == 2
    for reports in ([report], [report, norway]):
        with django_assert_num_queries(6):
            changes_since(rita, base_rounds(rita, reports))
