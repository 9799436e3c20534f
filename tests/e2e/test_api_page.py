"""The page of the API's description: drawn under the strict policy, by this host alone."""

from __future__ import annotations

from typing import Literal

import pytest
from playwright.sync_api import Browser, ConsoleMessage, expect
from pytest_django.live_server_helper import LiveServer

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(("width", "colours"), [(1280, "light"), (320, "dark")])
def test_page_is_drawn_without_another_host_and_without_a_complaint(
    live_server: LiveServer, browser: Browser, width: int, colours: Literal["light", "dark"]
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=colours)
    said: list[str] = []
    asked: list[str] = []

    def heard(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            said.append(message.text)

    page.on("console", heard)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{live_server.url}/api/v1/docs/")
    expect(page.locator(".opblock").first).to_be_visible(timeout=30_000)
    assert page.locator(".opblock").count() > 50
    page.locator(".opblock-summary", has_text="/api/v1/matrix/").click()
    expect(page.locator(".opblock.is-open")).to_contain_text("as_of")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    ground = page.evaluate("getComputedStyle(document.documentElement).colorScheme")
    assert ("dark" in ground) == (colours == "dark")
    assert [url for url in asked if not url.startswith((live_server.url, "data:"))] == []
    assert said == []
    page.close()
