"""The whole way of one answer, in a real browser, with and without scripts: signed in by password,
recorded, proven, checked, submitted, returned, answered, accepted, released, published, and read by
everybody on the matrix, the recommendation's page, the API and the export."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from accounts.enums import Role
from tests import factories
from tests.drawing import with_or_without_scripts
from tests.hostile import honest
from tracker.enums import ReportState
from tracker.models import BudgetFigure, Evidence, Report

pytestmark = pytest.mark.django_db(transaction=True)
CODE = "2022-08"
WORDS = "The steering committee met three times."
PDF = honest.pdf()

Person = Callable[[str], Page]


@pytest.fixture
def report(db: None) -> Report:
    """Kenya's draft of an open cycle, and the people around it, each with a password."""
    report = factories.make_report("KEN", factories.make_cycle())
    factories.make_report("NOR", report.cycle)
    for email, role, member in (
        ("amina@ken.example", Role.FOCAL_POINT, "KEN"),
        ("kari@nor.example", Role.FOCAL_POINT, "NOR"),
        ("rita@sec.example", Role.REVIEWER, None),
    ):
        user = factories.make_user(email, password=factories.PASSWORD)
        reviews = ("KEN",) if role == Role.REVIEWER else ()
        factories.make_seat(role, member, user, reviews=reviews)
    return report


@pytest.fixture(params=with_or_without_scripts())
def person(browser: Browser, live_server: LiveServer, request: pytest.FixtureRequest) -> Person:
    """Opens a browser of their own for a person and signs them in through the page."""

    def _person(email: str) -> Page:
        context = browser.new_context(base_url=live_server.url, java_script_enabled=request.param)
        context.set_default_timeout(10_000)
        request.addfinalizer(context.close)
        page = context.new_page()
        if email:
            page.goto("/en/login/")
            page.fill("input[type=email]", email)
            page.fill("input[type=password]", factories.PASSWORD)
            go(page, "main form button")
            assert "/login/" not in page.url
        return page

    return _person


def go(page: Page, button: str) -> None:
    """Presses what leads to another page, and waits until it is there."""
    with page.expect_navigation():
        page.click(button)


def status_of(page: Page, url: str) -> int:
    response = page.goto(url)
    assert response is not None
    return response.status


def save_evidence(page: Page, title: str, kind: str) -> None:
    page.fill("input[name=title]", title)
    page.select_option("select[name=kind]", kind)
    page.check("input[name=personal_data][value=no]")
    page.click("text=Everyone")
    go(page, "text=Save the document")


def test_answer_travels_from_a_focal_points_browser_to_everybody(
    person: Person, report: Report, tmp_path: Path
) -> None:
    focal_point, reviewer = person("amina@ken.example"), person("rita@sec.example")
    stranger, public = person("kari@nor.example"), person("")

    record(focal_point, tmp_path)
    draft = factories.entry_of(report)
    assert (draft.status, draft.narrative) == ("partial", WORDS)
    assert BudgetFigure.objects.working().get(report=report).amount == 29850000
    assert Evidence.objects.working().filter(entries=draft).count() == 2

    submit(focal_point)
    stays_hidden(stranger, report)
    ask_and_return(reviewer)
    focal_point.goto("/en/work/")
    assert "Returned to you" in focal_point.content()
    go(focal_point, "text=Answer 1 comment")
    focal_point.fill("textarea[name^=answer-]", "Budget law, article 5.")
    go(focal_point, "text=Save and continue")
    submit(focal_point)
    accept(reviewer)
    press(focal_point, "/en/report/2026/", "#move-release button")
    stays_hidden(stranger, report)
    press(reviewer, "/en/review/KEN/2026/", "#move-publish button")
    report.refresh_from_db()
    assert report.state == ReportState.PUBLISHED
    is_shown(public)


def record(page: Page, folder: Path) -> None:
    """From My work to a finished answer with a figure, a link and a file."""
    page.goto("/en/work/")
    assert "Three steps to your report" in page.content()
    page.goto(f"/en/report/2026/{CODE}/")
    page.click("label:has-text('Partially implemented')")
    page.select_option(f"select[name='state-{CODE}-e1']", "done")
    page.fill("textarea[name=narrative]", WORDS)
    page.fill("input[name='money-new-allocated-amount']", "29 850 000")
    page.click("label:has-text('Everyone')")
    go(page, "button:has-text('A link')")
    page.fill("input[name=url]", "https://law.example/decision")
    page.check(f"input[value='{CODE}-e1']")
    save_evidence(page, "Decision on the framework", "policy_plan")
    assert page.is_checked("input[value=partial]")
    file = folder / "tables.pdf"
    file.write_bytes(PDF)
    go(page, "button:has-text('A file')")
    page.set_input_files("input[type=file]", file)
    save_evidence(page, "Tables of nine counties", "statistics_dataset")
    page.check("input[name=is_ready]")
    go(page, "text=Save and continue")
    assert f"{CODE} is saved." in page.content()


def submit(page: Page) -> None:
    page.goto("/en/report/2026/check/")
    page.check("input[name=agreed]")
    go(page, "#move-submit button")
    assert page.url.endswith("/submitted/"), page.inner_text("main")
    assert "2026-KEN-" in page.content()


def ask_and_return(page: Page) -> None:
    page.goto("/en/review/")
    go(page, "text=Kenya")
    page.goto(f"/en/review/KEN/2026/?answer={CODE}")
    assert WORDS in page.content()
    go(page, "#f-money .h a")
    page.fill("textarea[name=text]", "What is the source of the figure?")
    go(page, "text=Add comment >> nth=0")
    due = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=14)
    page.fill("#move-return textarea", "One question.")
    page.fill("#move-return input[name=due_on_day]", str(due.day))
    page.fill("#move-return input[name=due_on_month]", due.strftime("%B"))
    page.fill("#move-return input[name=due_on_year]", str(due.year))
    go(page, "#move-return button")
    go(page, "text=Return with comments")
    assert "returned with your comments" in page.content()


def accept(page: Page) -> None:
    page.goto(f"/en/review/KEN/2026/?answer={CODE}")
    assert "Budget law, article 5." in page.content()
    assert "It is not agreement with the self-assessment." in page.content()
    go(page, "text=Mark as settled")
    go(page, "#move-accept button")
    assert "The report is accepted." in page.content()


def press(page: Page, url: str, button: str) -> None:
    page.goto(url)
    go(page, button)


def stays_hidden(page: Page, report: Report) -> None:
    """Nothing of the draft exists for another member's focal point."""
    entry = factories.entry_of(report)
    document = Evidence.objects.working().get(form="file", member=report.member)
    for url in (
        f"/en/review/KEN/2026/?answer={CODE}",
        f"/en/evidence/{document.public_id}/",
        f"/en/evidence/{document.public_id}/file/",
        f"/api/v1/entries/{entry.public_id}/",
        f"/api/v1/reports/{report.public_id}/",
    ):
        assert status_of(page, url) == 404, url
    for url in (f"/en/report/2026/{CODE}/", f"/en/recommendations/{CODE}/", "/en/members/KEN/"):
        page.goto(url)
        assert WORDS not in page.content(), url


def is_shown(page: Page) -> None:
    page.goto(f"/en/recommendations/{CODE}/")
    assert "Kenya" in page.inner_text("main")
    page.goto("/en/members/KEN/")
    assert WORDS in page.content()
    page.goto("/en/matrix/")
    assert "Kenya" in page.inner_text("main table")
    entries = page.request.get("/api/v1/entries/", params={"recommendation": CODE}).json()
    assert [(e["member"], e["status"]) for e in entries["results"]] == [("KEN", "partial")]
    export = page.request.get("/api/v1/exports/entries.csv").text()
    assert WORDS in export
