"""The paths of a year within the pages and clicks that the design allows, with and without scripts:
an answer written, one that stands as it was, a report sent, a cell of the matrix read. The review's
paths are counted in test_review.py, those of people in test_people.py."""

from __future__ import annotations

import pytest

from accounts.enums import Role
from tests import factories
from tests.e2e.choosing import choose
from tests.e2e.test_review import Walk
from tests.e2e.test_slice import Person, person
from tracker.enums import ReportState, Status
from tracker.models import Report

__all__ = ["person"]
pytestmark = pytest.mark.django_db(transaction=True)
CODE, AMINA = "2022-08", "amina@ken.example"
ENTRY = f"/en/report/2026/{CODE}/"


@pytest.fixture
def report(db: None) -> Report:
    """Kenya's draft with one answer begun, and its focal point with a password."""
    report = factories.make_report("KEN", factories.make_cycle())
    begun = {"status": Status.NOT_REPORTED, "narrative": "The committee met.", "is_ready": False}
    factories.put(report, due_on=report.cycle.due_on)
    entry = factories.entry_of(report, CODE)
    type(entry).internal.filter(pk=entry.pk).update(version=2, **begun)
    factories.make_seat(
        Role.FOCAL_POINT, "KEN", factories.make_user(AMINA, password=factories.PASSWORD)
    )
    return report


def test_answer_is_written_in_three_pages_and_five_clicks(person: Person, report: Report) -> None:
    walk = Walk(person(AMINA), "/en/work/")
    walk.click(f"main a.btn[href*='/{CODE}/']")
    choose(walk.page, "status", "not_started")
    choose(walk.page, "confidentiality", "public")
    walk.clicks += 2
    walk.tick("input[name=is_ready]")
    walk.click(".savebar button[value=save]")
    assert walk.pages == ["/en/work/", "/en/report/2026/<code>/", "/en/report/2026/"]
    assert walk.clicks <= 5
    entry = factories.entry_of(report, CODE)
    assert (entry.status, entry.confidentiality, entry.is_ready) == ("not_started", "public", True)


def test_answer_that_stands_takes_one_page_and_two_clicks(person: Person, report: Report) -> None:
    last = factories.make_cycle("2025", report.cycle.meeting_on.replace(year=2025))
    factories.answer(factories.make_report("KEN", last), CODE)
    factories.answer(report, CODE, confirmed=False, carried_from="2025")
    walk = Walk(person(AMINA), ENTRY)
    walk.clicks += 1
    walk.page.click("section[aria-labelledby=same-h] summary")
    walk.click("button[value=same]")
    assert walk.pages == ["/en/report/2026/<code>/", "/en/report/2026/"]
    assert walk.clicks <= 2
    assert factories.entry_of(report, CODE).confirmed


def test_report_is_sent_in_three_pages_and_three_clicks(person: Person, report: Report) -> None:
    factories.answer(report, CODE)
    walk = Walk(person(AMINA), "/en/report/2026/")
    walk.click("main aside a.btn[href$='/check/']")
    walk.tick("input[name=agreed]")
    walk.click("#move-submit button")
    assert walk.pages == [
        "/en/report/2026/",
        "/en/report/2026/check/",
        "/en/report/2026/submitted/",
    ]
    assert walk.clicks <= 3
    assert Report.internal.get(pk=report.pk).state == ReportState.SUBMITTED


def test_cell_of_the_matrix_is_read_in_two_pages_and_two_clicks(
    person: Person, report: Report
) -> None:
    factories.answer(report, CODE)
    factories.published(report)
    walk = Walk(person(""), "/en/matrix/?cycle=2026")
    walk.click("main table tbody td a")
    assert len(walk.pages) == 2
    assert walk.clicks <= 2
    assert f"What KEN did about {CODE}." in walk.page.inner_text("main")
