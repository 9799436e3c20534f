"""Signing in with a second factor in a real browser, with and without scripts; every page on the
way is looked at as closely as the others."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from django.core.cache import cache
from playwright.sync_api import BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from accounts.enums import Role
from accounts.models import User
from tests import authenticators, factories
from tests.drawing import drawn, with_or_without_scripts
from tests.e2e.audit import Visit, findings, looks
from tracker.domain import second_factor

pytestmark = pytest.mark.django_db(transaction=True)

Open = Callable[[], Page]


@pytest.fixture(autouse=True)
def _fresh(settings) -> None:
    cache.clear()
    settings.MFA_REQUIRED_ROLES = [Role.REVIEWER]


@pytest.fixture
def rita(db: None) -> User:
    user = factories.make_user("rita@sec.example", name="Rita", password=factories.PASSWORD)
    factories.make_seat(Role.REVIEWER, None, user, reviews=("KEN",))
    return user


@pytest.fixture(params=with_or_without_scripts())
def open_browser(browser, live_server: LiveServer, request: pytest.FixtureRequest) -> Open:
    def _open() -> Page:
        context: BrowserContext = browser.new_context(
            base_url=live_server.url, java_script_enabled=request.param
        )
        context.set_default_timeout(10_000)
        request.addfinalizer(context.close)
        return context.new_page()

    return _open


def go(page: Page, button: str) -> None:
    with page.expect_navigation():
        page.click(button)


def with_password(page: Page, user: User, first: str = "/en/login/") -> None:
    page.goto(first)
    page.fill("input[type=email]", user.email)
    page.fill("input[type=password]", factories.PASSWORD)
    go(page, "main form button")


def with_code(page: Page, code: str) -> None:
    page.fill("input[name=code]", code)
    go(page, "main form button")


def path(page: Page) -> str:
    return urlsplit(page.url).path


def test_person_is_led_through_the_set_up_to_where_they_were_going(
    open_browser: Open, rita: User
) -> None:
    page = open_browser()
    with_password(page, rita, "/en/review/")
    assert path(page) == "/en/account/second-factor/"
    assert page.locator("svg.qr path").bounding_box()["width"] > 100
    key = page.inner_text(".keycode").replace(" ", "")
    with_code(page, "000000")
    assert "This is not the code that the app shows" in page.inner_text("main")
    assert page.inner_text(".keycode").replace(" ", "") == key
    with_code(page, authenticators.code(key))
    assert path(page) == "/en/account/codes/"
    assert page.locator("ol.codes li").count() == 10
    shown = page.inner_text("ol.codes").replace(" ", "").split()
    assert shown == authenticators.recovery_codes(rita)
    page.emulate_media(media="print")
    assert page.is_visible("ol.codes")
    assert not page.is_visible("main form")
    page.emulate_media(media="screen")
    page.check("input[name=kept]")
    go(page, "main form button")
    assert path(page) == "/en/review/"


def test_app_or_a_printed_code_signs_in_and_neither_twice(open_browser: Open, rita: User) -> None:
    key = authenticators.turn_on(rita)
    spare = authenticators.recovery_codes(rita)[0]
    code = authenticators.code(key)
    for given, once_more in ((code, code), (f"{spare[:4]} {spare[4:]}", spare)):
        first, second = open_browser(), open_browser()
        for page in (first, second):
            with_password(page, rita, "/en/review/")
            assert path(page) == "/en/login/code/"
        with_code(first, given)
        assert path(first) == "/en/review/"
        with_code(second, once_more)
        assert path(second) == "/en/login/code/"
        assert "has been used" in second.inner_text("main")


def test_signing_out_leaves_nothing_in_the_browser(open_browser: Open, rita: User) -> None:
    key = authenticators.turn_on(rita)
    page = open_browser()
    with_password(page, rita)
    with_code(page, authenticators.code(key))
    stolen = page.context.cookies()
    page.goto("/en/account/")
    assert "This browser" in page.inner_text("main")
    go(page, "text=Sign out everywhere, here too")
    assert "session" not in {c["name"] for c in page.context.cookies() if c["value"]} or (
        page.goto("/en/account/") and path(page) == "/en/login/"
    )
    page.context.add_cookies(stolen)
    page.goto("/en/account/")
    assert path(page) == "/en/login/"


def test_lost_phone_ends_in_a_reset_by_two(open_browser: Open, rita: User) -> None:
    authenticators.turn_on(rita)
    page = open_browser()
    with_password(page, rita)
    page.click("text=I cannot use my codes")
    assert "two of its people confirm" in page.inner_text("main")
    first = factories.actor(factories.make_seat(Role.ADMINISTRATOR))
    second = factories.actor(factories.make_seat(Role.ADMINISTRATOR))
    second_factor.confirm(second, second_factor.ask(first, rita, "Called back."))
    with_password(page, rita, "/en/login/?next=/en/review/")
    assert path(page) == "/en/account/second-factor/"


@pytest.mark.parametrize(("language", "direction"), drawn([("en", "ltr"), ("ar", "rtl")], 2))
def test_pages_of_the_second_factor_can_be_read_by_everybody(
    browser, live_server: LiveServer, rita: User, language: str, direction: str
) -> None:
    context = browser.new_context(base_url=live_server.url, reduced_motion="reduce")
    page = context.new_page()
    context.new_cdp_session(page).send("Network.setCacheDisabled", {"cacheDisabled": True})
    visit = Visit(page, live_server.url.removeprefix("http://"))
    problems: list[str] = []

    def look(name: str) -> None:
        seen = findings(visit, lang=language, direction=direction, most_kb=40, most_nodes=1600)
        problems.extend(f"{name}: {problem}" for problem in [*seen, *looks(page)])

    def visit_page(name: str) -> None:
        assert visit.to(f"{live_server.url}/{language}/{name}") == 200
        assert path(page) == f"/{language}/{name}"
        look(name)

    with_password(page, rita, f"/{language}/login/")
    visit_page("account/second-factor/")
    with_code(page, authenticators.code(page.inner_text(".keycode").replace(" ", "")))
    assert page.locator("ol.codes li").count() == 10
    problems += [f"codes, shown: {problem}" for problem in looks(page)]
    for name in (
        "account/codes/",
        "account/codes/new/",
        "account/second-factor/off/",
        "account/email/",
        "account/password/",
        "account/confirm/",
        "account/confirm/code/",
        "account/",
    ):
        visit_page(name)
    page.context.clear_cookies()
    with_password(page, rita, f"/{language}/login/")
    visit_page("login/code/")
    context.close()
    assert problems == []
