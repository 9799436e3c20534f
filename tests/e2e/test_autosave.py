"""Nothing that somebody types is lost (ux.md, checks 27 to 32): in a real browser, against the real
pages, with lines cut, browsers killed, sessions ended and two people in one answer."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.enums import Role
from tests import factories
from tracker.enums import Status
from tracker.models import Report

pytestmark = pytest.mark.django_db(transaction=True)
CODE = "2022-08"
ENTRY = f"/en/report/2026/{CODE}/"
NARRATIVE, OBSTACLES = "textarea[name=narrative]", "textarea[name=obstacles]"
AMINA, DEPUTY = "amina@ken.example", "deputy@ken.example"

Opened = Callable[..., Page]


@pytest.fixture
def report(db: None) -> Report:
    report = factories.make_report("KEN", factories.make_cycle())
    for email, role in ((AMINA, Role.FOCAL_POINT), (DEPUTY, Role.DEPUTY)):
        user = factories.make_user(email, password=factories.PASSWORD)
        factories.make_seat(role, "KEN", user)
    return report


@pytest.fixture
def opened(browser: Browser, live_server: LiveServer, request: pytest.FixtureRequest) -> Opened:
    """A browser of their own for a person, signed in, on the record page."""

    def _opened(email: str = AMINA, *, scripts: bool = True, app: bool = True) -> Page:
        context = browser.new_context(base_url=live_server.url, java_script_enabled=scripts)
        context.set_default_timeout(15_000)
        request.addfinalizer(context.close)
        if not app:
            context.route("**/app*.js", lambda route: route.fulfill(status=404))
        page = context.new_page()
        page.goto(ENTRY)
        sign_in(page, email)
        return page

    return _opened


def sign_in(page: Page, email: str) -> None:
    page.fill("input[type=email]", email)
    page.fill("input[type=password]", factories.PASSWORD)
    go(page, "main form button")
    assert page.url.endswith(ENTRY), page.url


def go(page: Page, button: str) -> None:
    with page.expect_navigation():
        page.click(button)


def says(page: Page, words: str) -> None:
    """Waits for the line that tells how it stands with what was typed."""
    expect(page.locator("#save-state")).to_contain_text(words, timeout=20_000)


def stored(report: Report) -> dict[str, object]:
    entry = factories.entry_of(report)
    return {
        "narrative": entry.narrative,
        "obstacles": entry.obstacles,
        "status": entry.status,
        "version": entry.version,
    }


def end_sessions() -> None:
    Session.objects.all().delete()


def test_what_was_typed_survives_the_browser(opened: Opened, report: Report) -> None:
    page = opened()
    page.locator(NARRATIVE).press_sequentially("The committee met.")
    page.select_option(f"select[name='state-{CODE}-e1']", "done")
    says(page, "Draft saved")
    page.context.close()
    again = opened()
    assert again.input_value(NARRATIVE) == "The committee met."
    assert again.input_value(f"select[name='state-{CODE}-e1']") == "done"
    assert stored(report)["status"] == Status.NOT_REPORTED


def test_closing_the_page_keeps_what_no_rest_came_after(opened: Opened, report: Report) -> None:
    page = opened()
    page.locator(NARRATIVE).press_sequentially("Typed and gone.")
    page.goto("/en/work/")
    # What the closed page sent may still be on its way.
    for _time in range(20):
        page.goto(ENTRY)
        if page.input_value(NARRATIVE):
            break
    assert page.input_value(NARRATIVE) == "Typed and gone."


def test_two_people_in_different_fields_are_joined_and_told(opened: Opened, report: Report) -> None:
    amina, deputy = opened(), opened(DEPUTY)
    deputy.fill(OBSTACLES, "A flood.")
    says(deputy, "Draft saved")
    amina.fill(NARRATIVE, "The committee met.")
    says(amina, "1 change that somebody else made meanwhile is included.")
    assert amina.input_value(OBSTACLES) == "A flood."
    amina.press(NARRATIVE, "Control+Enter")
    amina.wait_for_url("**/report/2026/")
    assert stored(report) | {"version": 0} == {
        "narrative": "The committee met.",
        "obstacles": "A flood.",
        "status": Status.NOT_REPORTED,
        "version": 0,
    }


def test_two_people_in_one_field_choose_and_both_texts_survive(
    opened: Opened, report: Report
) -> None:
    amina, deputy = opened(), opened(DEPUTY)
    deputy.fill(NARRATIVE, "Two counties met.")
    says(deputy, "Draft saved")
    amina.fill(NARRATIVE, "Three counties met.")
    panel = amina.locator("#conflict")
    expect(panel).to_contain_text("Two counties met.", timeout=20_000)
    expect(panel).to_contain_text("Three counties met.")
    expect(panel).to_be_focused()
    says(amina, "Choose above, then save.")
    assert stored(report)["narrative"] == "Two counties met."
    amina.click("#conflict label:has-text('Keep both')")
    go(amina, "#conflict button")
    both = "Three counties met.\n\nTwo counties met."
    assert amina.input_value(NARRATIVE) == both
    assert stored(report)["narrative"] == both


def test_offline_is_said_and_what_was_typed_is_saved_once_on_the_line(
    opened: Opened, report: Report
) -> None:
    page = opened()
    page.context.set_offline(True)
    page.fill(NARRATIVE, "Typed without a line.")
    says(page, "Not saved yet: no connection. Your text stays on this page.")
    page.fill(NARRATIVE, "Typed without a line, twice.")
    assert stored(report)["version"] == 1
    page.context.set_offline(False)
    says(page, "Draft saved")
    assert stored(report)["narrative"] == "Typed without a line, twice."
    assert stored(report)["version"] == 2


def test_answer_that_got_lost_is_no_conflict_with_oneself(opened: Opened, report: Report) -> None:
    page = opened()

    def swallow(route) -> None:
        route.fetch()
        route.abort()

    page.route("**/autosave/", swallow, times=1)
    page.fill(NARRATIVE, "Kept, but nobody heard.")
    says(page, "no connection")
    page.fill(NARRATIVE, "Kept, but nobody heard. And more.")
    says(page, "Draft saved")
    assert page.locator("#conflict").count() == 0
    assert stored(report)["narrative"] == "Kept, but nobody heard. And more."


def test_session_that_ended_is_told_and_a_new_one_in_another_tab_goes_on(
    opened: Opened, report: Report
) -> None:
    page = opened()
    end_sessions()
    page.fill(NARRATIVE, "Typed after the session.")
    says(page, "Sign in in another tab, your text stays here.")
    tab = page.context.new_page()
    tab.goto(ENTRY)
    sign_in(tab, AMINA)
    page.bring_to_front()
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    says(page, "Draft saved")
    assert stored(report)["narrative"] == "Typed after the session."


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_save_without_a_session_brings_the_words_back_after_the_sign_in(
    scripts: bool, opened: Opened, report: Report
) -> None:
    page = opened(scripts=scripts)
    end_sessions()
    page.fill(NARRATIVE, "An hour of work.")
    page.click("label:has-text('Suspended')")
    page.fill("textarea[name=status_reason]", "The war.")
    go(page, "text=Save and continue")
    assert "What you typed is kept" in page.inner_text("main")
    sign_in(page, AMINA)
    assert "Your text is back" in page.inner_text("main")
    assert page.input_value(NARRATIVE) == "An hour of work."
    assert page.is_checked("input[value=suspended]")
    go(page, "text=Save and continue")
    assert (stored(report)["narrative"], stored(report)["status"]) == (
        "An hour of work.",
        "suspended",
    )


def test_words_of_one_person_are_not_shown_to_the_next(opened: Opened, report: Report) -> None:
    page = opened()
    end_sessions()
    page.fill(NARRATIVE, "For my eyes.")
    go(page, "text=Save and continue")
    sign_in(page, DEPUTY)
    assert page.input_value(NARRATIVE) == ""
    assert "For my eyes." not in page.content()


def test_double_press_of_save_is_one_version(opened: Opened, report: Report) -> None:
    page = opened()
    sent = []
    page.on("request", lambda r: sent.append(r) if r.method == "POST" else None)
    page.fill(NARRATIVE, "Pressed twice.")
    page.dblclick("text=Save and continue")
    page.wait_for_url("**/report/2026/")
    assert stored(report)["narrative"] == "Pressed twice."
    assert stored(report)["version"] == 2
    assert len([r for r in sent if r.url.endswith(ENTRY)]) == 1


def test_save_while_autosave_is_on_its_way_meets_no_conflict(
    opened: Opened, report: Report
) -> None:
    page = opened()
    held: list = []
    page.route("**/autosave/", lambda route: held.append(route), times=1)
    page.fill(NARRATIVE, "On its way.")
    says(page, "Saving…")
    page.fill(NARRATIVE, "On its way, and saved.")
    page.click("text=Save and continue")
    held[0].continue_()
    page.wait_for_url("**/report/2026/")
    assert stored(report)["narrative"] == "On its way, and saved."


@pytest.mark.parametrize(
    "how", [{"scripts": False}, {"app": False}], ids=["no-scripts", "app.js is a 404"]
)
def test_save_works_without_the_script(how: dict, opened: Opened, report: Report) -> None:
    page = opened(**how)
    page.fill(NARRATIVE, "By the button.")
    go(page, "text=Save and continue")
    assert stored(report)["narrative"] == "By the button."
    page.go_back()
    page.reload()
    assert page.input_value(NARRATIVE) == "By the button."


def test_status_and_money_are_said_to_wait_for_save(opened: Opened, report: Report) -> None:
    page = opened()
    page.click("label:has-text('Not started')")
    says(page, "stored when you press Save")
    assert stored(report)["version"] == 1


def test_copy_on_ones_own_computer_is_kept_offered_and_cleared(
    opened: Opened, report: Report
) -> None:
    page = opened()
    assert copies(page.context) == 0
    page.check("#keep-copy")
    page.context.set_offline(True)
    page.fill(NARRATIVE, "Only on this computer.")
    says(page, "no connection")
    assert copies(page.context) == 1
    context = page.context
    page.close()
    context.set_offline(False)
    page = context.new_page()
    page.goto(ENTRY)
    assert page.input_value(NARRATIVE) == ""
    page.click("text=Put it into the fields")
    assert page.input_value(NARRATIVE) == "Only on this computer."
    go(page, "text=Save and continue")
    assert stored(report)["narrative"] == "Only on this computer."
    assert copies(page.context) == 0


def copies(context: BrowserContext) -> int:
    return int(
        context.pages[0].evaluate(
            "Object.keys(localStorage).filter(k => k.startsWith('copy ')).length"
        )
    )
