"""Story 2 in a real browser, with and without scripts: a focal point asks the treasury, which
writes its part, calls it ready, and could not have submitted. Then the clearing officer clears."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from accounts.enums import Role
from tests import factories
from tests.e2e.test_slice import go, person, status_of
from tracker.enums import ReportState
from tracker.models import Assignment, BudgetFigure, Report

__all__ = ["person"]
pytestmark = pytest.mark.django_db(transaction=True)
CODE, OTHER, THIRD = "2022-08", "2023-08", "2022-01"
REPORT = "/en/report/2026/"

Person = Callable[[str], Page]


@pytest.fixture
def report(db: None) -> Report:
    """Kenya's draft with one answer of somebody else, and the people around it."""
    report = factories.make_report("KEN", factories.make_cycle())
    factories.answer(report, THIRD, narrative="Words of another ministry.")
    for email, role in (
        ("amina@ken.example", Role.FOCAL_POINT),
        ("njeri@treasury.example", Role.CONTRIBUTOR),
        ("otieno@ken.example", Role.CLEARING_OFFICER),
    ):
        user = factories.make_user(email, name=email[:5].title(), password=factories.PASSWORD)
        factories.make_seat(role, "KEN", user)
    return report


def test_treasury_writes_its_budget_and_could_not_have_submitted(
    person: Person, report: Report
) -> None:
    focal_point, treasury = person("amina@ken.example"), person("njeri@treasury.example")
    ask(focal_point)
    asked = Assignment.internal.filter(appointment__user__email="njeri@treasury.example")
    assert asked.count() == 2
    write(treasury)
    figures = BudgetFigure.objects.working().filter(report=report, line__recommendation__code=CODE)
    assert {(f.stage, f.amount, f.currency) for f in figures} == {
        ("allocated", 29850000, "KES"),
        ("spent", None, "KES"),
    }
    assert factories.entry_of(report).evidence.unscoped().get().page_pin == "page 41"
    assert Assignment.internal.get(entry__recommendation__code=CODE).ready_at is not None
    stays_within(treasury, report)

    focal_point.goto("/en/work/")
    assert "Ready since" in focal_point.inner_text("main")
    clear(focal_point, person("otieno@ken.example"))
    focal_point.goto(f"{REPORT}check/")
    focal_point.check("input[name=agreed]")
    go(focal_point, "#move-submit button")
    report.refresh_from_db()
    assert report.state == ReportState.SUBMITTED
    assert report.submitted_by.user.email == "amina@ken.example"


def ask(page: Page) -> None:
    page.goto(f"{REPORT}{CODE}/")
    go(page, "main a:has-text('Ask a ministry')")
    assert page.is_checked(f"input[value='{CODE}']")
    page.check(f"input[value='{OTHER}']")
    page.click("label:has-text('Njeri')")
    go(page, "main button:has-text('Ask')")
    assert "2 parts are asked for." in page.content()


def write(page: Page) -> None:
    page.goto("/en/work/")
    words = page.inner_text("main")
    assert CODE in words
    assert OTHER in words
    assert THIRD not in words
    go(page, f"main a:has-text('{CODE}')")
    page.fill("input[name='money-new-allocated-amount']", "29 850 000")
    page.select_option("select[name='money-new-spent-state']", "not_available")
    page.fill("textarea[name=narrative]", "The budget law has a line for it.")
    assert page.locator("input[name=confidentiality]").count() == 0
    go(page, "button[value=held]")
    page.fill("input[name=title]", "Budget law 2025/26")
    page.select_option("select[name=kind]", "budget_document")
    page.fill("input[name=page_pin]", "page 41")
    page.check("input[name=personal_data][value=no]")
    assert page.locator("input[name=confidentiality]").count() == 0
    go(page, "text=Save the document")
    go(page, "text=Save and mark as ready")
    assert "Ready since" in page.inner_text("main")


def stays_within(page: Page, report: Report) -> None:
    """Treasury could not have submitted, and reads nothing of the other ministries."""
    page.goto(f"{REPORT}check/")
    assert page.locator("#move-submit").count() == 0
    assert "Words of another ministry." not in page.content()
    assert status_of(page, f"{REPORT}{THIRD}/") == 404
    assert status_of(page, f"{REPORT}ask/") == 403
    page.goto("/en/work/")
    token = page.locator("input[name=csrfmiddlewaretoken]").first.get_attribute("value")
    tried = page.request.post(
        f"{REPORT}move/",
        form={
            "csrfmiddlewaretoken": token or "",
            "action": "submit",
            "version": str(report.version),
            "agreed": "on",
        },
    )
    assert tried.status == 403
    report.refresh_from_db()
    assert report.state == ReportState.DRAFT


def clear(focal_point: Page, officer: Page) -> None:
    """Sent for clearance, sent back with words, sent again, and cleared from My work."""
    for turn in ("back", "cleared"):
        focal_point.goto(f"{REPORT}check/")
        go(focal_point, "#move-send_for_clearance button")
        officer.goto("/en/work/")
        go(officer, "main a:has-text('Look at the report')")
        if turn == "back":
            officer.fill("#move-send_back textarea", "The year is missing.")
            go(officer, "#move-send_back button")
            focal_point.goto(REPORT)
            assert "The year is missing." in focal_point.inner_text("main")
        else:
            go(officer, "#move-clear button")
