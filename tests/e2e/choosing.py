"""Choosing one of several answers, as people do it."""

from __future__ import annotations

from playwright.sync_api import Page, expect


def choose(page: Page, name: str, value: str) -> None:
    """Clicks the words of a choice: they lie over its small circle, and the bar at the foot of the
    page over both until the page is scrolled."""
    circle = page.locator(f"input[name={name}][value={value}]")
    page.locator(f"label[for={circle.get_attribute('id')}]").click()
    expect(circle).to_be_checked()
