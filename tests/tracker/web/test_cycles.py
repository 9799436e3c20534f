"""The secretariat's pages about cycles: nothing is saved that was not shown first."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from accounts.actor import SYSTEM, Actor
from accounts.enums import Role
from tests import factories
from tests.factories import boxes_of
from tests.tracker.web.pages import as_person, entry_page, text
from tracker.domain import cycles
from tracker.models import Report, ReportingCycle

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)
LIST, NEW, ONE = "/en/manage/cycles/", "/en/manage/cycles/new/", "/en/manage/cycles/2030/"


def meeting() -> dt.date:
    return dt.datetime.now(dt.UTC).date() + 75 * DAY


@pytest.fixture
def client() -> Client:
    return as_person(factories.reviewer("KEN"))


@pytest.fixture
def cycle(amina: Actor) -> ReportingCycle:
    return cycles.open_cycle(SYSTEM, "2030", meeting())


def opening(**other: str) -> dict[str, str]:
    return {"code": "2030", "anchor": "meeting", **boxes_of("meeting_on", meeting()), **other}


def test_list_says_that_there_is_none_and_leads_to_the_first(client: Client) -> None:
    page = text(client.get(LIST))
    assert "There is no cycle yet" in page
    assert NEW in page


def test_cycle_opens_only_once_its_calendar_was_shown(client: Client) -> None:
    shown = client.post(NEW, opening())
    assert shown.status_code == 200
    assert not ReportingCycle.objects.exists()
    page = text(shown)
    assert "87 members are asked to report." in page
    assert "Each report has 18 recommendations" in page
    done = client.post(NEW, opening(seen=shown.context["seen"]))
    assert done.status_code == 302
    assert Report.internal.filter(cycle__code="2030").count() == 87


def test_other_day_than_shown_is_shown_again(client: Client) -> None:
    seen = client.post(NEW, opening()).context["seen"]
    other = opening(seen=seen) | boxes_of("meeting_on", meeting() + DAY)
    again = client.post(NEW, other)
    assert (again.status_code, ReportingCycle.objects.exists()) == (200, False)
    assert again.context["preview"].cycle.meeting_on == meeting() + DAY


def test_year_without_a_meeting_needs_its_reason(client: Client) -> None:
    refused = client.post(NEW, opening(anchor="by_hand"))
    assert refused.status_code == 400
    assert "Say why there is no meeting." in text(refused)
    shown = client.post(NEW, opening(anchor="by_hand", reason="No host this year."))
    client.post(
        NEW, opening(anchor="by_hand", reason="No host this year.", seen=shown.context["seen"])
    )
    assert ReportingCycle.objects.get().no_meeting_reason == "No host this year."
    assert "No host this year." in text(client.get(ONE))


def test_taken_code_is_refused_under_its_field(client: Client, cycle: ReportingCycle) -> None:
    refused = client.post(NEW, opening())
    assert refused.status_code == 400
    assert "2030 exists already" in str(refused.context["form"].errors["code"])


def moving(cycle: ReportingCycle, days: int, **other: object) -> dict[str, object]:
    said: dict[str, object] = {"version": cycle.version, "reason": "The host asked for two weeks."}
    for name in cycles.DATES:
        kept = name in ("opens_on", "ministry_due_on")
        said |= boxes_of(name, getattr(cycle, name) + (0 if kept else days) * DAY)
    return said | other


def test_dates_move_only_once_old_and_new_were_shown(client: Client, cycle) -> None:
    shown = client.post(f"{ONE}dates/", moving(cycle, 7))
    assert "The due dates of 87 reports move." in text(shown)
    assert ReportingCycle.objects.get().due_on == cycle.due_on
    done = client.post(f"{ONE}dates/", moving(cycle, 7, seen=shown.context["seen"]))
    assert done.status_code == 302
    assert ReportingCycle.objects.get().due_on == cycle.due_on + 7 * DAY


def test_dates_that_somebody_moved_meanwhile_are_not_moved_again(client: Client, cycle) -> None:
    shown = client.post(f"{ONE}dates/", moving(cycle, 7))
    cycles.move_dates(SYSTEM, cycle, 1, "Faster.", closes_on=cycle.closes_on + DAY)
    refused = client.post(f"{ONE}dates/", moving(cycle, 7, seen=shown.context["seen"]))
    assert refused.status_code == 409
    assert "The host asked for two weeks." in text(refused)
    assert ReportingCycle.objects.get().due_on == cycle.due_on


def test_window_closes_and_the_member_reads_why(client: Client, cycle, amina: Actor) -> None:
    said = {"version": "1", "reason": "The meeting is put off.", "then": "close"}
    assert client.post(f"{ONE}window/", said).status_code == 302
    page = as_person(amina).get(entry_page(cycle="2030"))
    assert "The meeting is put off." in text(page)
    assert 'name="narrative"' not in text(page)
    until = boxes_of("closes_on", meeting() + 20 * DAY)
    said = {"version": "2", "reason": "It takes place.", "then": "reopen", **until}
    assert client.post(f"{ONE}window/", said).status_code == 302
    assert ReportingCycle.objects.get().state == "open"
    assert 'name="narrative"' in text(as_person(amina).get(entry_page(cycle="2030")))


def test_page_of_a_cycle_counts_reports_and_names_nobody(client: Client, cycle) -> None:
    factories.submitted(Report.internal.get(member__code="NOR"))
    progress = client.get(ONE).context["progress"]
    assert (progress.submitted.n, progress.submitted.of) == (1, 87)
    assert "Norway" not in text(client.get(ONE))


@pytest.mark.parametrize(("url", "number"), [(LIST, 5), (ONE, 7), (f"{ONE}dates/", 5)])
def test_pages_ask_a_fixed_number_of_questions(
    client: Client, cycle, url: str, number: int, django_assert_num_queries
) -> None:
    client.get(url)
    with django_assert_num_queries(number):
        client.get(url)


@pytest.mark.parametrize("role", [Role.CO_CHAIR, Role.FOCAL_POINT, Role.CIVIL_SOCIETY_MONITOR])
def test_pages_are_the_secretariats(role: str, cycle) -> None:
    member = None if role == Role.CO_CHAIR else "NOR"
    stranger = as_person(factories.actor(factories.make_seat(role, member)))
    for url in (LIST, NEW, ONE, f"{ONE}dates/", f"{ONE}window/"):
        assert stranger.get(url).status_code == 403
