"""The operators’ admin in a real browser: nothing inline passes our headers, and axe agrees."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from playwright.sync_api import Browser

from accounts.actor import Actor
from tests import factories
from tests.e2e.audit import LOOK, Visit, violations
from tracker.models import Report

pytestmark = pytest.mark.django_db(transaction=True)
DIRECTIONS = {"en": "ltr", "ar": "rtl"}


@pytest.fixture
def report(transactional_db: None) -> Report:
    """Kenya's report, submitted, with an answer, a document and a figure."""
    report = factories.make_report("KEN")
    factories.answer(report, "2022-08")
    factories.make_figure(report, factories.make_line(report))
    return factories.submitted(report)


@pytest.fixture
def reviewer(transactional_db: None) -> Actor:
    return factories.reviewer("KEN")


def addresses(report: Report) -> Iterator[str]:
    yield reverse("admin:index")
    yield reverse("admin:app_list", args=["tracker"])
    yield reverse("admin:tracker_report_changelist")
    yield reverse("admin:accounts_appointment_changelist")
    yield reverse("admin:tracker_report_change", args=[report.public_id])
    yield reverse("admin:tracker_report_move", args=[report.public_id, "return"])
    yield reverse("admin:tracker_report_comment", args=[report.public_id])
    yield reverse("admin:accounts_member_change", args=[report.member_id])


def wrong_with(visit: Visit, language: str) -> Iterator[str]:
    seen = visit.page.evaluate(LOOK)
    yield from visit.complaints
    if (seen["lang"], seen["dir"]) != (language, DIRECTIONS[language]):
        yield f"says {seen['lang']} {seen['dir']}"
    if visit.strangers():
        yield f"asks other hosts: {sorted(visit.strangers())}"
    yield from violations(visit.page)


@pytest.mark.parametrize("language", DIRECTIONS)
def test_pages_of_the_admin_are_accessible_and_keep_to_our_headers(
    browser: Browser, live_server, client: Client, report: Report, reviewer: Actor, language: str
) -> None:
    client.force_login(reviewer.user)
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    session = client.cookies["session"].value
    context.add_cookies([{"name": "session", "value": session, "url": live_server.url}])
    visit = Visit(context.new_page(), live_server.url.split("//")[1])
    with translation.override(language):
        pages = list(addresses(report))
    found = []
    for page in pages:
        assert visit.to(live_server.url + page) == 200
        found += [f"{page}: {wrong}" for wrong in wrong_with(visit, language)]
    context.close()
    assert not found, "\n".join(found)


def test_report_is_returned_in_the_browser(
    browser: Browser, live_server, client: Client, report: Report, reviewer: Actor
) -> None:
    client.force_login(reviewer.user)
    context = browser.new_context()
    session = client.cookies["session"].value
    context.add_cookies([{"name": "session", "value": session, "url": live_server.url}])
    page = context.new_page()
    page.goto(live_server.url + reverse("admin:tracker_report_change", args=[report.public_id]))
    page.get_by_role("link", name="Write a comment").click()
    page.get_by_label("Answer").select_option(label="2022-08 Accountability")
    page.get_by_label("Comment").fill("Which page shows this?")
    page.get_by_role("button", name="Save comment").click()
    page.get_by_role("link", name="Return with comments").click()
    page.get_by_label("Message to the other side").fill("One question.")
    page.get_by_label("New due date").fill("2020-01-01")
    page.get_by_role("button", name="Return with comments").click()
    assert page.get_by_text("Write a date after today.").is_visible()
    assert page.get_by_label("Message to the other side").input_value() == "One question."
    page.get_by_label("New due date").fill(f"{report.today().year + 1}-01-15")
    page.get_by_role("button", name="Return with comments").click()
    assert page.get_by_text("Done: Return with comments.").is_visible()
    context.close()
    now = Report.internal.get(pk=report.pk)
    assert (now.state, now.message) == ("returned", "One question.")
