"""Story 6 in a real browser, with and without scripts, in English and Arabic: a monitor files a
view, opens it after a look at what others will see, hides it, and takes it back. The focal point
meets it only while it is shown."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from accounts.enums import Role
from tests import factories
from tests.drawing import drawn
from tests.e2e.choosing import choose
from tests.e2e.test_slice import Person, go, person, status_of
from tracker.models import CivilSocietyView, Report

__all__ = ["person"]
pytestmark = pytest.mark.django_db(transaction=True)
CODE, WORDS = "2023-05", "أُغلقت المراكز في آذار. Two of them are still closed."


@pytest.fixture
def report(db: None) -> Report:
    report = factories.make_report("KEN", factories.make_cycle())
    factories.answer(report, CODE, narrative="All centres are open.")
    for email, role, member in (
        ("neema@cso.example", Role.CIVIL_SOCIETY_MONITOR, "KEN"),
        ("amina@ken.example", Role.FOCAL_POINT, "KEN"),
    ):
        user = factories.make_user(email, name=email[:5].title(), password=factories.PASSWORD)
        factories.make_seat(role, member, user)
    return factories.published(report)


def main(page: Page) -> str:
    return page.inner_text("main")


@pytest.mark.parametrize("language", drawn(["en", "ar"], 2))
def test_view_is_filed_opened_hidden_and_taken_back(
    person: Person, report: Report, language: str
) -> None:
    monitor, focal_point, public = (
        person("neema@cso.example"),
        person("amina@ken.example"),
        person(""),
    )
    own, answer = f"/{language}/views/2026/{CODE}/", f"/{language}/report/2026/{CODE}/"
    members = f"/{language}/members/KEN/"

    monitor.goto(f"/{language}/work/")
    assert monitor.locator("main a[href*='/views/2026/']").count() == 18
    go(monitor, f"main a[href$='/views/2026/{CODE}/']")
    assert "All centres are open." in main(monitor)
    monitor.fill("textarea[name=text]", WORDS)
    go(monitor, "button[name=then][value=save]")
    assert monitor.input_value("textarea[name=text]") == WORDS
    assert monitor.locator(".err").count() == 1
    choose(monitor, "view", "differs")
    go(monitor, "button[name=then][value=save]")
    stored = CivilSocietyView.internal.get()
    assert (stored.view, stored.text, stored.audience) == ("differs", WORDS, "secretariat")
    for reader, path in ((focal_point, answer), (focal_point, members), (public, members)):
        reader.goto(path)
        assert reader.locator(".voices").count() == 0
    assert status_of(focal_point, own) == 404

    monitor.check("input[name=audience][value=public]")
    go(monitor, "button[name=then][value=save]")
    assert WORDS in monitor.inner_text(".voices")
    assert "Neema" not in monitor.inner_text(".voices")
    assert CivilSocietyView.internal.get().audience == "secretariat"
    go(monitor, "button[name=then][value=save]")
    assert CivilSocietyView.internal.get().audience == "public"
    for reader, path in ((focal_point, answer), (public, members)):
        reader.goto(path)
        assert WORDS in reader.inner_text(".voices")
        assert "Neema" not in reader.content()
    texts = public.inner_text("main")
    assert texts.index("All centres are open.") < texts.index(WORDS)

    go(monitor, "form[action$='/hide/'] button")
    public.goto(members)
    assert public.locator(".voices").count() == 0
    go(monitor, "a[href$='/take-back/']")
    go(monitor, "main form button")
    assert not CivilSocietyView.internal.exists()
    assert monitor.url.endswith(f"/{language}/work/")


def test_two_windows_lose_no_words(person: Person, report: Report) -> None:
    first = person("neema@cso.example")
    second = first.context.new_page()
    for page in (first, second):
        page.goto(f"/en/views/2026/{CODE}/")
        choose(page, "view", "concurs")
    first.fill("textarea[name=text]", "Written first.")
    go(first, "button[name=then][value=save]")
    second.fill("textarea[name=text]", "Written second.")
    go(second, "button[name=then][value=save]")
    assert "Written first." in main(second)
    assert second.input_value("textarea[name=text]") == "Written second."
    go(second, "button[name=then][value=save]")
    assert CivilSocietyView.internal.get().text == "Written second."
