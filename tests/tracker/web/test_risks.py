"""The scanner on the pages: it warns who wrote, tells nobody what, and stops nothing."""

from __future__ import annotations

import logging

import pytest

from accounts.actor import Actor
from tests import factories
from tests.tracker.web.pages import CODE, as_person, controls, entry_page, text
from tests.tracker.web.test_evidence import FACTS, add_page
from tracker.models import Evidence, OutgoingMail, Report
from tracker.queries.findings import findings

pytestmark = pytest.mark.django_db
SECRET = "zainab@shelter.example"


@pytest.fixture
def report(db: None) -> Report:
    return factories.make_report()


def test_answer_that_holds_an_address_is_saved_with_a_warning(
    amina: Actor, report: Report, caplog: pytest.LogCaptureFixture
) -> None:
    client = as_person(amina)
    data = controls(client) | {"narrative": f"Write to {SECRET}.", "then": "save"}
    with caplog.at_level(logging.DEBUG):
        response = client.post(entry_page(), data, follow=True)
    assert factories.entry_of(report).narrative == f"Write to {SECRET}."
    page = text(response)
    assert "It looks as if a mail address stands in this" in page
    assert SECRET not in page
    assert SECRET not in caplog.text
    assert not OutgoingMail.objects.filter(subject_line__contains="zainab").exists()


def test_answer_without_traces_is_saved_in_silence(amina: Actor, report: Report) -> None:
    client = as_person(amina)
    data = controls(client) | {"narrative": "KES 29,850,000 under resolution 1325."}
    assert "It looks as if" not in text(client.post(entry_page(), data, follow=True))


def test_document_that_names_a_person_is_added_with_a_warning(amina: Actor, report: Report) -> None:
    said = {**FACTS, "title": "Letter of Ms Zainab", "relevance": "Call +254 712 345 678."}
    response = as_person(amina).post(add_page("held"), said, follow=True)
    assert Evidence.objects.working().get().title == "Letter of Ms Zainab"
    assert "It looks as if a person is named in this" in text(response)
    assert "It looks as if a telephone number" in text(response)


def test_check_page_says_so_without_the_words_and_it_can_be_called_right(
    amina: Actor, report: Report
) -> None:
    entry = factories.answer(report, status="in_progress", narrative=f"Write to {SECRET}.")
    factories.make_evidence(entry, title="Letter of Ms Zainab")
    factories.make_evidence(entry, title="Tel. 0712 345 678", confidentiality="restricted")
    told = [f for f in findings(report) if "It looks as if" in f.message]
    assert [(f.recommendation, f.field, f.is_blocking) for f in told] == [
        (CODE, "narrative", False),
        (CODE, "evidence", False),
    ]
    assert all(f.mark and "Zainab" not in f.message and SECRET not in f.message for f in told)
    assert "telephone" not in told[1].message
    assert "It looks as if" in text(as_person(amina).get("/en/report/2026/check/"))
