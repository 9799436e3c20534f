"""What the small script adds, and what still works without it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from accounts.models import Appointment
from tests import factories
from tests.e2e.conftest import Open

pytestmark = pytest.mark.django_db(transaction=True)

EMAIL = "amina@ken.example"
FOCUSED = "document.activeElement"


@pytest.fixture
def amina_seat(transactional_db: None) -> Appointment:
    user = factories.make_user(EMAIL, password=factories.PASSWORD, name="Amina")
    return factories.make_seat("focal_point", "KEN", user)


@pytest.mark.parametrize(
    ("language", "onward", "back"),
    [("en", "ArrowRight", "ArrowLeft"), ("ar", "ArrowLeft", "ArrowRight")],
)
def test_matrix_is_one_tab_stop_and_arrows_follow_the_eye(
    visit: Open, language: str, onward: str, back: str
) -> None:
    cycle = factories.make_cycle("2026")
    for member in ("KEN", "NAM"):
        report = factories.make_report(member, cycle)
        for code in ("2022-01", "2022-02", "2023-09"):
            factories.answer(report, code)
        factories.published(report)
    page = visit(f"/{language}/matrix/?regional_group=african")

    def held() -> str:
        return page.evaluate(f"{FOCUSED}.getAttribute('href')")

    assert page.locator("table.mx tbody td a[tabindex='0']").count() == 1
    page.locator("table.mx tbody td a[tabindex='0']").focus()
    assert held().endswith("/members/KEN/#2022-01")
    page.keyboard.press(onward)
    assert held().endswith("/members/KEN/#2022-02")
    page.keyboard.press("ArrowDown")
    assert held().endswith("/members/NAM/#2022-02")
    page.keyboard.press(back)
    assert held().endswith("/members/NAM/#2022-01")
    page.keyboard.press("End")
    assert held().endswith("/members/NAM/#2023-09")
    page.keyboard.press("Home")
    assert held().endswith("/members/NAM/#2022-01")
    assert page.locator("table.mx tbody td a[tabindex='0']").count() == 1


def test_errors_take_the_focus_and_lead_to_their_control(visit: Open) -> None:
    page = visit("/en/login/")
    page.get_by_role("button", name="Continue").click()
    expect(page).to_have_title("Error: Sign in – NAP Tracker")
    expect(page.locator(".note.bad")).to_be_focused()
    page.get_by_role("link", name="Password: This field is required.").click()
    expect(page.get_by_label("Password")).to_be_focused()
    expect(page.get_by_label("Password")).to_have_accessible_description(
        "Pasting and password managers work here. This field is required."
    )


def test_long_text_counts_down_while_it_is_typed(visit: Open, amina_seat: Appointment) -> None:
    factories.make_report("KEN", factories.make_cycle("2026"))
    page = visit("/en/report/2026/2022-08/", amina_seat)
    box = page.get_by_label("Progress", exact=True)
    counter = page.locator(f"#{box.get_attribute('id')}_count")
    before = int(box.get_attribute("data-max") or 0)
    expect(counter).to_have_text(f"{before} characters left")
    box.fill("Twelve words")
    expect(counter).to_have_text(f"{before - 12} characters left")


def test_menu_closes_on_escape_and_gives_the_focus_back(visit: Open) -> None:
    page = visit("/en/login/")
    menu = page.locator("details.lang")
    menu.locator("summary").click()
    expect(menu.locator(".panel")).to_be_visible()
    page.keyboard.press("Escape")
    expect(menu.locator(".panel")).to_be_hidden()
    expect(menu.locator("summary")).to_be_focused()


def test_open_menus_stay_on_the_screen(visit: Open, amina_seat: Appointment) -> None:
    outside = []
    for language in ("en", "ar"):
        page = visit(f"/{language}/login/inactive/", amina_seat)
        for width in (320, 700, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            menus = page.locator("details.drop:visible")
            for place in range(menus.count()):
                menus.nth(place).locator("summary").click()
                box = menus.nth(place).locator(".panel").bounding_box()
                assert box is not None
                if box["x"] < 0 or box["x"] + box["width"] > width:
                    outside.append((language, width, place, box))
                page.keyboard.press("Escape")
    assert outside == []


def test_heading_of_one_word_stays_in_one_piece_on_a_narrow_screen(visit: Open) -> None:
    lines = """h => {
        const range = document.createRange();
        range.selectNodeContents(h);
        return range.getClientRects().length;
    }"""
    for language in ("en", "ar"):
        page = visit(
            f"/{language}/recommendations/",
            viewport={"width": 320, "height": 640},
            bypass_csp=True,
        )
        # The widest of the letters that stand in for those of a system.
        page.add_style_tag(content=":root{--sans:'DejaVu Sans',Verdana}")
        assert page.locator("h1").evaluate(lines) == 1


def test_keyboard_skips_the_bar_first(visit: Open) -> None:
    page = visit("/en/login/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_person_signs_in_changes_the_language_and_signs_out_without_any_script(
    visit: Open, amina_seat: Appointment
) -> None:
    page = visit("/en/login/", java_script_enabled=False)
    page.get_by_label("E-mail").fill(EMAIL)
    page.get_by_label("Password").fill(factories.PASSWORD)
    page.get_by_role("button", name="Continue").click()
    expect(page).to_have_url(re.compile("/en/work/$"))
    page.locator("details.lang summary").click()
    page.locator("details.lang").get_by_role("link", name="Français").click()
    expect(page).to_have_url(re.compile("/fr/work/$"))
    page.locator("details.seat summary").click()
    page.locator("details.seat button").last.click()
    expect(page.locator("details.seat")).to_have_count(0)
