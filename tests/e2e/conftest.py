"""A real browser against a real server. Chromium comes from CHROMIUM, by default `chromium` on the
PATH; without one these tests are skipped, and where CI is true they fail."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connections
from django.test import Client
from playwright.sync_api import Browser, Page, sync_playwright

from accounts.models import Appointment

Open = Callable[..., Page]
HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(autouse=True)
def _no_attempts_counted() -> None:
    """Every browser comes from one address: what other tests tried to sign in is forgotten, or the
    limit of attempts would refuse the one that happens to be the last of a quick run."""
    cache.clear()


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of the browser."""
    asked = os.environ.get("CHROMIUM") or "chromium"
    if found := shutil.which(asked):
        return found
    reason = f"No browser: {asked!r} is not on the PATH. Install Chromium or set CHROMIUM."
    if os.environ.get("CI") == "true":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """One browser for a module. Its loop runs in this thread, where Django would refuse to talk to
    the database although nothing here is asynchronous."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        with sync_playwright() as playwright:
            sandbox = [] if os.geteuid() else ["--no-sandbox"]
            started = playwright.chromium.launch(executable_path=chromium, args=sandbox)
            yield started
            started.close()
            # While the loop runs, this thread has a database connection of its own.
            connections.close_all()


@pytest.fixture
def visit(live_server, browser: Browser) -> Iterator[Open]:
    """Opens a path in a browser of its own, for a seat or for the public."""
    contexts = []

    def _open(path: str, seat: Appointment | None = None, **options: Any) -> Page:
        context = browser.new_context(reduced_motion="reduce", **options)
        contexts.append(context)
        if seat is not None:
            client = Client()
            client.force_login(seat.user)
            session = client.cookies["session"].value
            context.add_cookies([{"name": "session", "value": session, "url": live_server.url}])
        page = context.new_page()
        page.goto(live_server.url + path)
        return page

    yield _open
    for context in contexts:
        context.close()
