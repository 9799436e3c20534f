"""A year's report by keyboard alone (check 44 of the design), in English and in Arabic: signed in,
written, checked and sent without one click, and the focus always to be seen."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from accounts.enums import Role
from tests import factories
from tests.drawing import drawn
from tracker.enums import ReportState, Status
from tracker.models import Report

pytestmark = pytest.mark.django_db(transaction=True)
CODE, AMINA = "2022-08", "amina@ken.example"
WORDS = "The steering committee met three times."
# An answer's page has some eighty places where a Tab stops.
MOST = 150
# Something marks where the focus is: an outline, or the fill with its line.
SEEN = """() => {
    const s = getComputedStyle(document.activeElement), p = document.activeElement.parentElement;
    const marked = s => s.outlineStyle !== 'none' || s.boxShadow !== 'none';
    return marked(s) || marked(getComputedStyle(p));
}"""


@pytest.fixture
def report(db: None) -> Report:
    """Kenya's draft without an answer, and its focal point with a password."""
    report = factories.make_report("KEN", factories.make_cycle())
    factories.put(report, due_on=report.cycle.due_on)
    user = factories.make_user(AMINA, password=factories.PASSWORD)
    factories.make_seat(Role.FOCAL_POINT, "KEN", user)
    return report


class Hands:
    """Somebody who has a keyboard and no mouse."""

    def __init__(self, page: Page) -> None:
        self.page, self.presses = page, 0

    def to(self, place: str) -> None:
        """Tabs on until the focus is there."""
        for _press in range(MOST):
            self.page.keyboard.press("Tab")
            self.presses += 1
            if self.page.evaluate("place => document.activeElement.matches(place)", place):
                assert self.page.evaluate(SEEN), f"no focus to be seen at {place}"
                return
        raise AssertionError(f"{place} is not reached on {self.page.url}")

    def write(self, place: str, words: str) -> None:
        self.to(place)
        self.page.keyboard.type(words)

    def press(self, place: str, key: str = "Enter") -> None:
        """Presses what leads to another page."""
        self.to(place)
        self.presses += 1
        with self.page.expect_navigation():
            self.page.keyboard.press(key)

    def choose(self, group: str, value: str) -> None:
        """Down a group of buttons to one of them."""
        self.to(f"input[name={group}]")
        for _press in range(10):
            at = self.page.evaluate(
                "() => document.activeElement.checked && document.activeElement.value"
            )
            if at == value:
                return
            self.page.keyboard.press("ArrowDown")
            self.presses += 1
        raise AssertionError(f"{value} is not reached")

    def tick(self, box: str) -> None:
        self.to(box)
        self.presses += 1
        self.page.keyboard.press("Space")


@pytest.mark.parametrize("language", drawn(["en", "ar"], 2))
def test_report_is_written_checked_and_sent_by_keyboard_alone(
    browser: Browser, live_server: LiveServer, report: Report, language: str
) -> None:
    context = browser.new_context(base_url=live_server.url)
    context.set_default_timeout(15_000)
    page = context.new_page()
    hands = Hands(page)

    page.goto(f"/{language}/login/")
    hands.write("input[name=login]", AMINA)
    hands.write("input[name=password]", factories.PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "/work/" in page.url

    page.goto(f"/{language}/report/2026/{CODE}/")
    hands.choose("status", Status.IN_PROGRESS)
    hands.to(f"select[name='state-{CODE}-e1']")
    page.keyboard.press("ArrowDown")
    hands.write("textarea[name=narrative]", WORDS)
    hands.choose("confidentiality", "public")
    hands.tick("input[name=is_ready]")
    hands.press("button[name=then][value=save]")
    entry = factories.entry_of(report, CODE)
    assert (entry.status, entry.narrative, entry.is_ready) == (Status.IN_PROGRESS, WORDS, True)

    hands.press("main aside a.btn[href$='/check/']")
    hands.tick("input[name=agreed]")
    hands.press("#move-submit button")
    assert "2026-KEN-1" in page.inner_text("main")
    assert Report.internal.get(pk=report.pk).state == ReportState.SUBMITTED
    print(f"{language}: {hands.presses} presses")
    context.close()
