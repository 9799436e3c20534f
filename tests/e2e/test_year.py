"""A year in the life, in a real browser, in English and in Arabic: a cycle is opened, one answer
stands as it was and another is written, civil society says what it sees, a question goes out and
comes back answered, the report is accepted, released and published, the set is sealed, and the next
cycle begins with what was said in this one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.enums import Role
from tests import factories
from tests.drawing import drawn
from tests.e2e.choosing import choose
from tests.e2e.test_slice import go, status_of
from tracker.enums import ReportState, Status
from tracker.models import ProgressEntry, Report, ReportingCycle, Snapshot, Submission

pytestmark = pytest.mark.django_db(transaction=True)
KEPT, WRITTEN = "2022-09", "2022-08"
WORDS, VIEW = "The steering committee met three times.", "Two of the centres are still closed."
AMINA, NEEMA, RITA = "amina@ken.example", "neema@cso.example", "rita@sec.example"
TODAY = dt.datetime.now(dt.UTC).date()

Visit = Callable[[str], "Desk"]


class Desk:
    """A person at a browser of their own, whose pages are in one language."""

    def __init__(self, page: Page, language: str) -> None:
        self.page, self.language = page, language

    def open(self, path: str) -> Page:
        address = f"/{self.language}{path}"
        assert status_of(self.page, address) == 200, address
        root = self.page.locator("html")
        assert root.get_attribute("dir") == ("rtl" if self.language == "ar" else "ltr")
        return self.page

    def go(self, button: str) -> Page:
        go(self.page, button)
        return self.page

    def press(self, path: str, button: str) -> Page:
        self.open(path)
        return self.go(button)


@pytest.fixture(params=drawn(["en", "ar"], 2))
def visit(browser: Browser, live_server: LiveServer, request: pytest.FixtureRequest) -> Visit:
    def _visit(email: str) -> Desk:
        context = browser.new_context(base_url=live_server.url)
        context.set_default_timeout(15_000)
        request.addfinalizer(context.close)
        page = context.new_page()
        if email:
            page.goto(f"/{request.param}/login/")
            page.fill("input[type=email]", email)
            page.fill("input[type=password]", factories.PASSWORD)
            go(page, "main form button")
        return Desk(page, request.param)

    return _visit


@pytest.fixture
def last_year(db: None) -> Report:
    """What Kenya published in 2025, and the people of 2026."""
    cycle = factories.make_cycle("2025", TODAY - dt.timedelta(days=290))
    report = factories.make_report("KEN", cycle)
    factories.answer(report, KEPT, narrative="The law is in force.")
    factories.answer(report, WRITTEN, Status.NOT_STARTED)
    for email, role, member in (
        (AMINA, Role.FOCAL_POINT, "KEN"),
        (NEEMA, Role.CIVIL_SOCIETY_MONITOR, "KEN"),
        (RITA, Role.REVIEWER, None),
    ):
        user = factories.make_user(email, password=factories.PASSWORD)
        reviews = ("KEN",) if role == Role.REVIEWER else ()
        factories.make_seat(role, member, user, reviews=reviews)
    return factories.published(report)


def test_year_from_the_opening_of_a_cycle_to_the_next(visit: Visit, last_year: Report) -> None:
    secretariat, focal_point = visit(RITA), visit(AMINA)
    monitor, public = visit(NEEMA), visit("")

    opens(secretariat, "2026", TODAY + dt.timedelta(days=75))
    report = kenya()
    stands_as_it_was(focal_point, report)
    writes(focal_point, report)
    files_a_view(monitor, focal_point)
    submits(focal_point, 1)
    asks(secretariat)
    answers(focal_point)
    submits(focal_point, 2)
    accepts(secretariat)
    focal_point.press("/report/2026/", "#move-release button")
    assert WORDS not in public.open("/members/KEN/").content()
    publishes(secretariat)
    report.refresh_from_db()
    assert (report.state, report.round) == (ReportState.PUBLISHED, 2)
    assert Submission.objects.unscoped().filter(report=report).count() == 2
    is_read(public, monitor)
    seals(secretariat, public)
    opens(secretariat, "2027", TODAY + dt.timedelta(days=440))
    begins_with_what_was_said(report)


def kenya() -> Report:
    return Report.internal.get(member__code="KEN", cycle__code="2026")


def opens(secretariat: Desk, code: str, day: dt.date) -> None:
    """A cycle, after a look at its calendar."""
    page = secretariat.open("/manage/cycles/new/")
    page.fill("input[name=code]", code)
    for part, number in (("day", day.day), ("month", day.month), ("year", day.year)):
        page.fill(f"input[name=meeting_on_{part}]", str(number))
    secretariat.go("main form button")
    assert page.locator("#preview-h").count() == 1
    assert not ReportingCycle.objects.filter(code=code).exists()
    secretariat.go("main form button")
    assert ReportingCycle.objects.filter(code=code).exists()


def stands_as_it_was(focal_point: Desk, report: Report) -> None:
    """ "No change since 2025" in two clicks."""
    page = focal_point.open(f"/report/2026/{KEPT}/")
    page.click("section[aria-labelledby=same-h] summary")
    focal_point.go("button[value=same]")
    entry = factories.entry_of(report, KEPT)
    assert (entry.confirmed, entry.carried_from) == (True, "2025")
    assert entry.narrative == "The law is in force."


def writes(focal_point: Desk, report: Report) -> None:
    """Words are kept while they are typed; the status is stored by the button."""
    page = focal_point.open(f"/report/2026/{WRITTEN}/")
    page.locator("textarea[name=narrative]").fill(WORDS)
    expect(page.locator("#save-state")).to_contain_text("Draft saved", timeout=20_000)
    entry = factories.entry_of(report, WRITTEN)
    assert (entry.narrative, entry.status, entry.confirmed) == (WORDS, Status.NOT_STARTED, False)
    choose(page, "status", "in_progress")
    page.select_option(f"select[name='state-{WRITTEN}-e1']", "begun")
    choose(page, "confidentiality", "public")
    page.check("input[name=is_ready]")
    focal_point.go(".savebar button[value=save]")
    entry = factories.entry_of(report, WRITTEN)
    assert (entry.status, entry.confirmed) == (Status.IN_PROGRESS, True)


def files_a_view(monitor: Desk, focal_point: Desk) -> None:
    """For the secretariat alone at first: the focal point meets nothing of it."""
    page = monitor.open(f"/views/2026/{WRITTEN}/")
    choose(page, "view", "differs")
    page.fill("textarea[name=text]", VIEW)
    monitor.go("button[name=then][value=save]")
    assert VIEW not in focal_point.open(f"/report/2026/{WRITTEN}/").content()


def submits(focal_point: Desk, round_: int) -> None:
    page = focal_point.open("/report/2026/check/")
    page.check("input[name=agreed]")
    focal_point.go("#move-submit button")
    assert f"2026-KEN-{round_}" in page.inner_text("main")


def asks(secretariat: Desk) -> None:
    """A question at the very field, a look at the mail, and back with it."""
    page = secretariat.open(f"/review/KEN/2026/?answer={WRITTEN}")
    assert VIEW in page.content()
    secretariat.go("#f-narrative .h a")
    page.fill("#new textarea", "In which months?")
    secretariat.go("#new .sec-b")
    page.fill("#move-return textarea", "One question.")
    secretariat.go("#move-return button")
    assert "In which months?" not in page.inner_text("article")
    secretariat.go("main aside form button:not([name=back])")
    assert kenya().state == ReportState.RETURNED


def answers(focal_point: Desk) -> None:
    """Only the answer with the question is open."""
    page = focal_point.open(f"/report/2026/{KEPT}/")
    assert page.locator("textarea[name=narrative]").count() == 0
    page = focal_point.open(f"/report/2026/{WRITTEN}/")
    page.fill("textarea[name=narrative]", f"{WORDS} In March, June and October.")
    page.fill("textarea[name^=answer-]", "It is in the text now.")
    focal_point.go("button[value=answered]")
    assert page.url.endswith("/check/")


def accepts(secretariat: Desk) -> None:
    page = secretariat.open("/review/KEN/2026/")
    assert page.inner_text("#f-narrative ins").strip() == "In March, June and October."
    secretariat.go("#f-narrative button[name=resolve]")
    secretariat.go("#move-accept button")
    assert kenya().state == ReportState.ACCEPTED


def publishes(secretariat: Desk) -> None:
    page = secretariat.open("/review/")
    page.check("input[name=report]")
    secretariat.go("button[value=publish]")
    secretariat.go("button[name=confirmed]")


def is_read(public: Desk, monitor: Desk) -> None:
    """By everybody; and civil society's view beside it, once its author wants that."""
    there = public.open("/members/KEN/?cycle=2026")
    assert WORDS in there.content()
    assert VIEW not in there.content()
    page = monitor.open(f"/views/2026/{WRITTEN}/")
    page.check("input[name=audience][value=public]")
    monitor.go("button[name=then][value=save]")
    monitor.go("button[name=then][value=save]")
    there = public.open("/members/KEN/?cycle=2026")
    assert there.inner_text("main").index(WORDS) < there.inner_text("main").index(VIEW)


def seals(secretariat: Desk, public: Desk) -> None:
    """From the day of publication on, what is shown to everybody can be cited."""
    cycle = ReportingCycle.objects.get(code="2026")
    ReportingCycle.objects.filter(pk=cycle.pk).update(
        publishes_on=TODAY, due_on=min(cycle.due_on, TODAY), ministry_due_on=cycle.opens_on
    )
    secretariat.press("/manage/cycles/2026/seal/", "main form button")
    snapshot = Snapshot.objects.get()
    page = public.open(f"/snapshots/{snapshot.code}/")
    assert snapshot.sha256 in page.inner_text("main")
    rows = page.request.get(f"/api/v1/snapshots/{snapshot.code}/files/entries.ndjson").text()
    assert WORDS in rows
    assert VIEW not in rows


def begins_with_what_was_said(report: Report) -> None:
    carried = ProgressEntry.objects.working().filter(
        report__cycle__code="2027", member=report.member
    )
    entry = carried.get(recommendation__code=WRITTEN)
    assert (entry.confirmed, entry.carried_from, entry.status) == (
        False,
        "2026",
        Status.IN_PROGRESS,
    )
    assert entry.narrative.startswith(WORDS)
    # Nothing closes because time goes on.
    assert carried.filter(recommendation__communique__code="FPN-2022").count() == 9
