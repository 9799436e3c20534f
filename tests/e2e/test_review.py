"""Story 4 in a real browser, with and without scripts: sent, returned with questions, answered,
sent again and accepted; within the pages and clicks that the design allows."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from accounts.enums import Role
from tests import factories
from tests.e2e.test_slice import go, person, status_of
from tracker.domain.workflow import perform
from tracker.enums import ReportState, Status
from tracker.models import ProgressEntry, Reminder, Report, ReviewComment, Submission
from tracker.notices import tell, url

__all__ = ["person"]
pytestmark = pytest.mark.django_db(transaction=True)
FIRST, SECOND, CLOSED = "2022-08", "2022-09", "2023-05"
QUESTIONS = {FIRST: ("money", "Which law is it?"), SECOND: ("narrative", "How many villages?")}
REVIEW = "/en/review/KEN/2026/"

Person = Callable[[str], Page]


class Walk:
    """Counts what a person does: clicks, and the kinds of pages they come by."""

    def __init__(self, page: Page, start: str) -> None:
        self.page, self.clicks, self.pages = page, 0, [kind(start)]
        page.goto(start)

    def click(self, button: str) -> None:
        """Presses what leads to another page or to another place on this one."""
        self.clicks += 1
        go(self.page, button)
        if kind(self.page.url) not in self.pages:
            self.pages.append(kind(self.page.url))

    def tick(self, box: str) -> None:
        self.clicks += 1
        self.page.check(box)


def kind(address: str) -> str:
    """The page without the answer it is about."""
    return re.sub(r"/\d{4}-\d{2}/", "/<code>/", urlsplit(address).path)


@pytest.fixture
def report(db: None) -> Report:
    """Kenya's report, sent by its focal point with three answers."""
    report = factories.make_report("KEN", factories.make_cycle())
    seats = {}
    for email, role, member in (
        ("amina@ken.example", Role.FOCAL_POINT, "KEN"),
        ("rita@sec.example", Role.REVIEWER, None),
        ("ruth@sec.example", Role.REVIEWER, None),
    ):
        user = factories.make_user(email, name=email[:4].title(), password=factories.PASSWORD)
        reviews = ("KEN",) if role == Role.REVIEWER else ()
        seats[email] = factories.make_seat(role, member, user, reviews=reviews)
    for code in (FIRST, SECOND, CLOSED):
        factories.answer(report, code, Status.IN_PROGRESS, narrative="The committee met once.")
    perform(factories.actor(seats["amina@ken.example"]), report, "submit", agreed=True)
    report.refresh_from_db()
    return report


def test_questions_go_out_come_back_answered_and_the_report_is_accepted(
    person: Person, report: Report
) -> None:
    reviewer, focal_point = person("rita@sec.example"), person("amina@ken.example")
    returns(reviewer)
    report.refresh_from_db()
    assert report.state == ReportState.RETURNED
    open_ones = ProgressEntry.objects.working().filter(report=report, is_open=True)
    assert set(open_ones.values_list("recommendation__code", flat=True)) == set(QUESTIONS)

    answers(focal_point, report)
    report.refresh_from_db()
    assert (report.state, report.round) == (ReportState.SUBMITTED, 2)
    assert Submission.objects.unscoped().filter(report=report).count() == 2
    assert status_of(focal_point, "/en/report/2026/submitted/?round=1") == 200

    accepts(reviewer)
    report.refresh_from_db()
    assert report.state == ReportState.ACCEPTED


def returns(page: Page) -> None:
    """Queue, review, preview: 3 pages, and at most 4 clicks and 2 for each comment."""
    walk = Walk(page, "/en/review/")
    walk.click("main a:has-text('Kenya')")
    for n, (code, (field, words)) in enumerate(QUESTIONS.items()):
        assert page.inner_text("#answer-h") == title(code)
        walk.click(f"#f-{field} .h a")
        page.fill("#new textarea", words)
        last = n + 1 == len(QUESTIONS)
        walk.click("#new .sec-b" if last else "#new button[name=then]")
    page.fill("#move-return textarea", "Two questions.")
    walk.click("#move-return button")
    mail = page.inner_text("article")
    assert "Kenya: returned with 2 comments to answer" in mail
    assert all(words not in mail for _field, words in QUESTIONS.values())
    assert "2 answers reopen, 16 stay closed." in page.inner_text(".band")
    walk.click("button:has-text('Return with comments')")
    assert "returned with your comments" in page.inner_text("main")
    assert walk.pages == ["/en/review/", REVIEW, f"{REVIEW}return/"]
    assert walk.clicks <= 4 + 2 * len(QUESTIONS)


def answers(page: Page, report: Report) -> None:
    """From the link of the mail: the record page and the check, and at most 2 clicks for each
    comment and 2 to send."""
    walk = Walk(page, link_in_mail(report))
    for code, (_field, words) in QUESTIONS.items():
        assert f"/{code}/#comments" in page.url
        assert words in page.inner_text("#comments")
        page.fill("textarea[name=narrative]", "The committee met twice.")
        page.fill("textarea[name^=answer-]", "It is said in the text now.")
        walk.click("button[value=answered]")
    walk.tick("input[name=agreed]")
    assert walk.pages == ["/en/report/2026/<code>/", "/en/report/2026/check/"]
    walk.click("#move-submit button")
    assert "2026-KEN-2" in page.inner_text("main")
    assert walk.clicks <= 2 * len(QUESTIONS) + 2
    assert page.locator("a[href='?round=1']").count() == 1


def accepts(page: Page) -> None:
    """What changed comes first; a question stays open until it is settled."""
    walk = Walk(page, "/en/review/")
    assert page.locator("main table tbody tr td:nth-last-child(2)").inner_text() == "2"
    walk.click("main a:has-text('Kenya')")
    assert page.inner_text("#answer-h") == title(FIRST)
    assert page.locator(".rail ol a").count() == len(QUESTIONS)
    assert page.inner_text("#f-narrative del") == "once."
    assert page.inner_text("#f-narrative ins") == "twice."
    walk.click("#move-accept button")
    assert "2 comments are still open" in page.inner_text("#move-accept")
    walk.click("#f-money button[name=resolve]")
    walk.click("a:has-text('Next changed')")
    walk.click("#f-narrative button[name=resolve]")
    walk.click("#move-accept button")
    assert "The report is accepted." in page.inner_text("main")


def test_two_reviewers_see_who_has_the_report_in_hand(person: Person, report: Report) -> None:
    rita, ruth = person("rita@sec.example"), person("ruth@sec.example")
    rita.goto(REVIEW)
    go(rita, "button:has-text('Take it')")
    ruth.goto("/en/review/?hand=others")
    assert "Rita" in ruth.inner_text("main table")
    go(ruth, "main a:has-text('Kenya')")
    assert "Rita has this report in hand" in ruth.inner_text("main aside")
    go(ruth, "button:has-text('Take over')")
    rita.goto(REVIEW)
    assert "Ruth has this report in hand" in rita.inner_text("main aside")


def test_ticked_reports_are_accepted_together(person: Person, report: Report) -> None:
    page = person("rita@sec.example")
    walk = Walk(page, "/en/review/")
    walk.tick("input[name=report]")
    walk.click("button[value=accept]")
    assert "Nothing is done yet." in page.inner_text("main, .band")
    walk.click("button[name=confirmed]")
    assert "Done" in page.inner_text("main")
    report.refresh_from_db()
    assert report.state == ReportState.ACCEPTED
    assert not ReviewComment.objects.unscoped().exists()


def title(code: str) -> str:
    entry = ProgressEntry.internal.select_related("recommendation").filter(
        recommendation__code=code
    )
    return str(entry[0].recommendation.working_title)


def link_in_mail(report: Report) -> str:
    """Where the mail of the return leads to."""
    told = Reminder.objects.filter(rule="report_returned")
    [one] = tell(told, told[0].due_at).values()
    return "/en" + url(one.code, one.facts).removeprefix("/en")
