"""Single keys on the page of a review: for who switched them on, in both directions, and never
while somebody writes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.enums import Role
from accounts.models import User
from tests import factories
from tests.e2e.audit import violations
from tests.e2e.test_slice import go
from tracker.models import Report, ReviewComment

pytestmark = pytest.mark.django_db(transaction=True)
FIRST, SECOND = "2022-08", "2022-09"
RITA = "rita@sec.example"


@pytest.fixture
def report(db: None) -> Report:
    """Kenya's report with two answers, sent, and its reviewer with a password."""
    report = factories.make_report("KEN", factories.make_cycle())
    for code in (FIRST, SECOND):
        factories.answer(report, code)
    factories.submitted(report)
    user = factories.make_user(RITA, password=factories.PASSWORD)
    factories.make_seat(Role.REVIEWER, None, user, reviews=("KEN",))
    return report


@pytest.fixture(params=["en", "ar"])
def page(
    browser: Browser, live_server: LiveServer, request: pytest.FixtureRequest, report: Report
) -> Iterator[Page]:
    """The reviewer, signed in."""
    context = browser.new_context(base_url=live_server.url)
    context.set_default_timeout(10_000)
    page = context.new_page()
    page.goto(f"/{request.param}/login/")
    page.fill("input[type=email]", RITA)
    page.fill("input[type=password]", factories.PASSWORD)
    go(page, "main form button")
    yield page
    context.close()


def review(page: Page, code: str) -> None:
    page.goto(f"/{language(page)}/review/KEN/2026/?answer={code}&show=all")


def language(page: Page) -> str:
    return page.url.split("/")[3]


def current(page: Page) -> str:
    return page.locator(".rail [aria-current] .code").inner_text()


def leads(page: Page, key: str) -> None:
    """A key that leads to another page or another state of this one."""
    with page.expect_navigation():
        page.keyboard.press(key)


def test_keys_move_comment_and_settle_once_they_are_switched_on(page: Page, report: Report) -> None:
    review(page, FIRST)
    page.keyboard.press("j")
    assert current(page) == FIRST
    assert page.locator("#keys").count() == 0
    switch_on(page)

    review(page, FIRST)
    assert list(violations(page)) == []
    leads(page, "j")
    assert current(page) == SECOND
    leads(page, "k")
    assert current(page) == FIRST
    page.focus("#f-narrative a")
    leads(page, "c")
    assert page.locator("#f-narrative #new").count() == 1
    page.keyboard.press("c")
    page.keyboard.type("jkcr?")
    assert page.input_value("#new textarea") == "jkcr?"

    # What was begun is not lost to a key.
    page.locator("#f-narrative h3").click()
    page.keyboard.press("j")
    expect(page.locator("#new textarea")).to_be_focused()
    assert current(page) == FIRST
    go(page, "#new .sec-b")
    leads(page, "r")
    assert ReviewComment.objects.unscoped().get(report=report).resolved_at is not None
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_focused()
    # Beside Ctrl and Alt they belong to the browser, and a keyboard of another script has them too.
    page.keyboard.press("Alt+j")
    assert current(page) == FIRST
    with page.expect_navigation():
        page.evaluate(
            "document.body.dispatchEvent(new KeyboardEvent('keydown',"
            " { key: 'о', code: 'KeyJ', bubbles: true, cancelable: true }))"
        )
    assert current(page) == SECOND


def switch_on(page: Page) -> None:
    page.goto(f"/{language(page)}/account/")
    # The page goes on in the language of the account.
    page.select_option("select[name=language]", language(page))
    page.check("input[name=single_keys]")
    go(page, "main form:has(input[name=single_keys]) button")
    assert User.objects.get(email=RITA).single_keys
