"""The ways of people and seats in a real browser, with and without scripts, each within its budget
of pages and clicks: invitation, hand-over, replacement."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

import pytest
import time_machine
from django.conf import settings
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from accounts.enums import Role
from accounts.models import Appointment, HandOver, Invitation, User
from tests import authenticators, factories
from tests.drawing import drawn, with_or_without_scripts
from tracker.models import ProgressEntry, Report, ReviewComment

pytestmark = pytest.mark.django_db(transaction=True)
CODE, WORDS = "2022-08", "The steering committee met three times."


@dataclass
class Visitor:
    """A person at a browser. Counts the pages they are shown and the clicks they need; typing and
    choosing from a list are not clicks."""

    page: Page
    pages: int = 0
    clicks: int = 0

    def open(self, url: str) -> None:
        self.page.goto(url)
        self.pages += 1

    def press(self, selector: str) -> None:
        """Clicks what leads on to the next page."""
        with self.page.expect_navigation():
            self.page.click(selector)
        self.pages += 1
        self.clicks += 1

    def tick(self, selector: str) -> None:
        self.page.check(selector)
        self.clicks += 1

    def fill(self, **values: str) -> None:
        for name, value in values.items():
            self.page.fill(f"[name={name}]", value)

    def day(self, name: str, day: dt.date) -> None:
        parts = {"day": str(day.day), "month": day.strftime("%B"), "year": str(day.year)}
        for part, value in parts.items():
            self.page.fill(f"[name={name}_{part}]", value)

    def reads(self, words: str) -> bool:
        return words in self.page.inner_text("main")

    @property
    def path(self) -> str:
        return self.page.evaluate("location.pathname")


Opens = Callable[..., Visitor]


@pytest.fixture(params=with_or_without_scripts())
def visitor(browser: Browser, live_server: LiveServer, request: pytest.FixtureRequest) -> Opens:
    """A browser of their own for a visitor, signed in by password if they have an address."""

    def _visitor(email: str = "") -> Visitor:
        context = browser.new_context(base_url=live_server.url, java_script_enabled=request.param)
        context.set_default_timeout(10_000)
        request.addfinalizer(context.close)
        found = Visitor(context.new_page())
        if email:
            found.open("/en/login/")
            found.fill(login=email, password=factories.PASSWORD)
            found.press("main form button")
            found.pages = found.clicks = 0
        return found

    return _visitor


@pytest.fixture
def report(db: None) -> Report:
    """Kenya's returned report with a draft and a comment, its focal point and its reviewer."""
    report = factories.make_report("KEN", factories.make_cycle())
    factories.answer(report, CODE, narrative=WORDS, is_ready=False)
    person("amina@ken.example", Role.FOCAL_POINT, "KEN")
    reviewer = person("rita@sec.example", Role.REVIEWER, None, reviews=("KEN",))
    factories.submitted(report, Appointment.objects.get(user__email="amina@ken.example"))
    factories.put(report, state="returned")
    ReviewComment.internal.create(
        member=report.member,
        report=report,
        entry=factories.entry_of(report, "2022-04"),
        text="Since when?",
        author=reviewer,
        round=1,
        sent_at=dt.datetime.now(dt.UTC),
    )
    return report


def person(email: str, role: str, member: str | None, **facts) -> Appointment:
    user = factories.make_user(email, password=factories.PASSWORD, name=email.split("@")[0])
    return factories.make_seat(role, member, user, **facts)


def link(invitation: Invitation, language: str = "en") -> str:
    return f"/{language}/invite/{invitation.key}/"


def pass_second_factor(visitor: Visitor) -> None:
    """The set-up and the recovery codes."""
    key = visitor.page.inner_text(".keycode").replace(" ", "").strip()
    visitor.fill(code=authenticators.code(key))
    visitor.press("main form button")
    visitor.tick("main input[type=checkbox]")
    visitor.press("main form button")


# --- the invitation -------------------------------------------------------------------------------


@pytest.mark.parametrize("language", drawn(["en", "ar"], 2))
def test_new_person_comes_from_the_mail_to_the_work_in_four_pages(
    visitor: Opens, report: Report, language: str
) -> None:
    inviting = Appointment.objects.get(user__email="amina@ken.example")
    invitation = factories.invite(inviting, role=Role.DEPUTY, language=language)
    new = visitor()
    new.open(link(invitation, language))
    new.fill(name="Zawadi", password=factories.PASSWORD)
    new.press("main form button")
    pass_second_factor(new)
    assert new.path == f"/{language}/work/"
    assert new.pages <= 4
    assert new.clicks <= 6
    seat = Appointment.objects.get(user__email=invitation.email)
    assert (seat.role, seat.member, seat.user.language) == (Role.DEPUTY, report.member, language)
    assert new.page.evaluate("document.documentElement.dir") == (
        "rtl" if language == "ar" else "ltr"
    )


def test_owner_of_an_account_signs_in_and_accepts(visitor: Opens, report: Report) -> None:
    kari = person("kari@nor.example", Role.FOCAL_POINT, "NOR")
    inviting = Appointment.objects.get(user__email="amina@ken.example")
    invitation = factories.invite(inviting, email=kari.user.email)
    owner = visitor()
    owner.open(link(invitation))
    owner.press("text=Sign in as this address to accept")
    owner.fill(login=kari.user.email, password=factories.PASSWORD)
    owner.press("main form button")
    owner.press("main form button")
    assert owner.path == "/en/work/"
    assert (owner.pages <= 4, owner.clicks <= 6) == (True, True)
    assert kari.user.appointments.count() == 2
    assert "Kenya" in owner.page.inner_text(".seat summary")


def test_somebody_else_signs_out_and_the_right_person_accepts(
    visitor: Opens, report: Report
) -> None:
    inviting = Appointment.objects.get(user__email="amina@ken.example")
    invitation = factories.invite(inviting, email="zawadi@fin.example")
    other = visitor("rita@sec.example")
    other.open(link(invitation))
    assert other.reads("you are signed in as rita@sec.example")
    other.press("main form button")
    other.fill(name="Zawadi", password=factories.PASSWORD)
    other.press("main form button")
    assert User.objects.get(email="zawadi@fin.example").appointments.count() == 1
    assert Appointment.objects.filter(user__email="rita@sec.example").count() == 1


# --- the hand-over --------------------------------------------------------------------------------


def test_seat_is_handed_over_in_three_pages_and_the_successor_goes_on(
    visitor: Opens, report: Report
) -> None:
    last_day = dt.datetime.now(dt.UTC).date()
    leaving = visitor("amina@ken.example")
    leaving.open("/en/team/")
    leaving.press("text=Hand over")
    leaving.fill(name="Wanjiru", email="wanjiru@ken.example", note="Call the ministry.")
    leaving.day("last_day", last_day)
    leaving.press("text=Check")
    assert leaving.pages == 3
    leaving.press("main button:has-text('Send')")
    assert leaving.clicks <= 4
    assert leaving.path == "/en/team/"
    assert leaving.reads("wanjiru@ken.example is invited")
    made = HandOver.internal.get()

    successor = visitor()
    successor.open(link(made.invitation))
    successor.fill(password=factories.PASSWORD)
    successor.press("main form button")
    pass_second_factor(successor)
    assert successor.path == f"/en/team/hand-over/{made.public_id}/"
    assert (successor.pages <= 4, successor.clicks <= 6) == (True, True)
    for words in ("Call the ministry.", CODE, "2022-04", "1 comment"):
        assert successor.reads(words), words
    successor.open(f"/en/report/2026/{CODE}/")
    assert WORDS in successor.page.content()
    assert_predecessor_only_reads(leaving, report, last_day)


def assert_predecessor_only_reads(leaving: Visitor, report: Report, last_day: dt.date) -> None:
    """From the day after, pages say so and a write is refused with the reason."""
    tomorrow = last_day + dt.timedelta(days=1)
    with time_machine.travel(dt.datetime.combine(tomorrow, dt.time(9), dt.UTC), tick=False):
        if settings.SESSION_COOKIE_AGE <= 24 * 3600:
            leaving.page.context.clear_cookies()
            leaving.open("/en/login/")
            leaving.fill(login="amina@ken.example", password=factories.PASSWORD)
            leaving.press("main form button")
        leaving.open(f"/en/report/2026/{CODE}/")
        assert leaving.reads("This seat was handed over on")
        assert leaving.page.locator("main button").count() == 0
        token = leaving.page.locator("input[name=csrfmiddlewaretoken]").first
        refused = leaving.page.request.post(
            leaving.page.url,
            form={
                "csrfmiddlewaretoken": token.get_attribute("value") or "",
                "version": "1",
                "narrative": "Too late.",
            },
            headers={"Referer": leaving.page.url},
        )
        assert refused.status == 403
        assert "This seat was handed over." in refused.text()
    entry = ProgressEntry.objects.working().get(report=report, recommendation__code=CODE)
    assert entry.narrative == WORDS


def test_hand_over_is_taken_back_with_one_click(visitor: Opens, report: Report) -> None:
    seat = Appointment.objects.get(user__email="amina@ken.example")
    made = factories.hand_over(seat)
    leaving = visitor("amina@ken.example")
    leaving.open("/en/team/")
    leaving.press("text=Take back")
    made.refresh_from_db()
    assert made.taken_back_at is not None
    stranger = visitor()
    stranger.open(link(made.invitation))
    assert stranger.reads("This invitation cannot be used")


# --- the replacement ------------------------------------------------------------------------------


def test_vanished_focal_point_is_replaced_in_two_pages(visitor: Opens, report: Report) -> None:
    vanished = visitor("amina@ken.example")
    reviewer = visitor("rita@sec.example")
    reviewer.open("/en/manage/members/KEN/")
    reviewer.press("text=Replace")
    reviewer.fill(reason="No answer since May.", document="NV 12", email="next@ken.example")
    assert reviewer.pages == 2
    reviewer.press("main form button")
    assert reviewer.clicks <= 3
    assert reviewer.reads("The seat is ended, and the successor is invited.")
    assert Invitation.internal.get().email == "next@ken.example"
    vanished.open("/en/work/")
    assert vanished.reads("You hold no seat at the moment")


# --- the active seat ------------------------------------------------------------------------------


def test_active_seat_is_shown_on_a_narrow_screen_and_can_be_switched(
    visitor: Opens, report: Report
) -> None:
    user = User.objects.get(email="amina@ken.example")
    factories.make_seat(Role.VIEWER, "NOR", user)
    factories.make_report("NOR", report.cycle)
    amina = visitor("amina@ken.example")
    amina.page.set_viewport_size({"width": 320, "height": 800})
    for url in ("/en/work/", "/en/report/2026/", "/en/team/", "/en/inbox/"):
        amina.open(url)
        shown = amina.page.locator(".seat summary")
        assert shown.is_visible(), url
        assert shown.inner_text().strip() == "Kenya · Focal point", url
    amina.page.click(".seat summary")
    amina.press(".seat button:has-text('Norway')")
    assert amina.page.inner_text(".seat summary").strip() == "Norway · Viewer"
