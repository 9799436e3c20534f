"""The days of a person's seats as calendar programs read them."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.core.cache import cache
from django.test import Client
from icalendar import Calendar

from accounts.actor import Actor
from accounts.models import Member
from tests import factories
from tests.tracker.web.pages import as_person
from tracker.domain import calendar_feeds, cycles
from tracker.enums import ReportState
from tracker.models import Assignment, Report

pytestmark = pytest.mark.django_db
PAGE = "/en/work/calendar.ics"


def events(body: bytes) -> dict[str, dict]:
    """The events by the first words of their UID: its kind."""
    calendar = Calendar.from_ical(body)
    found = {}
    for event in calendar.walk("VEVENT"):
        uid = str(event["uid"])
        found[f"{uid.split('-')[0]}-{uid.split('@')[0].rsplit('-', 1)[1]}"] = event
    return found


def of(actor: Actor) -> dict[str, dict]:
    secret = calendar_feeds.make(actor, actor.user)
    return events(Client().get(f"/calendar/{secret}.ics").content)


def test_focal_point_finds_the_report_and_the_end_of_the_plan(amina: Actor, kari: Actor) -> None:
    report = factories.make_report()
    ends = dt.date.today() + dt.timedelta(days=90)
    factories.make_plan("KEN", title="canary-title", status="in_force", period_end=ends)
    found = of(amina)
    assert set(found) == {"report-due", "plan-ends"}
    due = found["report-due"]
    assert due["dtstart"].dt == report.due_on
    assert due["dtend"].dt == report.due_on + dt.timedelta(days=1)
    assert str(due["summary"]) == "Kenya: the 2026 report is due"
    assert due["sequence"] == report.version
    (alarm,) = due.walk("VALARM")
    assert alarm["trigger"].dt == -dt.timedelta(days=14)
    assert found["plan-ends"]["dtstart"].dt == ends
    assert of(kari) == {}


def test_file_is_what_the_standard_asks(amina: Actor) -> None:
    factories.make_report()
    Member.objects.filter(code="KEN").update(names={"ar": "جمهورية كينيا الطويلة الاسم جدا"})
    amina.user.language = "ar"
    amina.user.save()
    secret = calendar_feeds.make(amina, amina.user)
    response = Client().get(f"/calendar/{secret}.ics")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Cache-Control"].split(", ") == ["private", "no-store"]
    body = response.content
    lines = body.split(b"\r\n")
    assert b"\n" not in b"".join(lines)
    assert max(map(len, lines)) <= 75
    assert any(line.startswith(b" ") for line in lines), "nothing was folded"
    (event,) = events(body).values()
    assert event["dtstamp"].dt.utcoffset() == dt.timedelta(0)
    assert re.search(rb"\r\nDTSTAMP:\d{8}T\d{6}Z\r\n", body)
    assert "كينيا" in str(event["summary"])
    assert body.startswith(b"BEGIN:VCALENDAR\r\n")


def test_moved_date_keeps_its_uid_and_grows_in_sequence(amina: Actor) -> None:
    report = factories.make_report()
    before = of(amina)["report-due"]
    later = report.cycle.due_on + dt.timedelta(days=4)
    cycles.move_dates(
        factories.reviewer(), report.cycle, report.cycle.version, "Late text.", due_on=later
    )
    after = of(amina)["report-due"]
    assert after["uid"] == before["uid"]
    assert after["dtstart"].dt > before["dtstart"].dt
    assert after["sequence"] > before["sequence"]


def test_returned_report_has_a_date_of_its_own_and_a_sent_one_none(amina: Actor) -> None:
    report = factories.submitted(factories.make_report(), amina.seat)
    assert of(amina) == {}
    factories.put(report, state=ReportState.RETURNED)
    assert set(of(amina)) == {"report-returned"}


def test_contributor_finds_open_parts_and_no_code_of_a_restricted_one() -> None:
    report = factories.make_report()
    contributor = factories.actor(factories.make_seat("contributor", "KEN"))
    for code, kept in (("2022-08", "member"), ("2022-09", "restricted")):
        entry = factories.answer(report, code, confidentiality=kept, narrative="canary-narrative")
        Assignment.internal.create(
            member=report.member, appointment=contributor.seat, entry=entry, due_on=report.due_on
        )
    secret = calendar_feeds.make(contributor, contributor.user)
    body = Client().get(f"/calendar/{secret}.ics").content.decode()
    assert "Kenya: your part 2022-08 is due" in body
    assert "Kenya: your part of the report is due" in body
    assert "2022-09" not in body
    assert "canary" not in body
    Assignment.internal.update(ready_at=dt.datetime.now(dt.UTC))
    assert events(Client().get(f"/calendar/{secret}.ics").content) == {}


def test_contributor_finds_an_action_by_its_code_and_a_restricted_one_without() -> None:
    report = factories.make_report()
    contributor = factories.actor(factories.make_seat("contributor", "KEN"))
    for code, kept in (("3.2", "member"), ("9.9", "restricted"), ("", "member")):
        plan = factories.make_plan(confidentiality=kept, title="canary-title")
        Assignment.internal.create(
            member=report.member,
            appointment=contributor.seat,
            action=factories.make_action(plan, code, text="canary-text"),
            due_on=report.due_on,
        )
    secret = calendar_feeds.make(contributor, contributor.user)
    body = Client().get(f"/calendar/{secret}.ics").content.decode()
    assert body.count("SUMMARY:Kenya: your part 3.2 is due") == 1
    assert body.count("SUMMARY:Kenya: your part of the report is due") == 2
    assert "9.9" not in body
    assert "canary" not in body


def test_reviewer_finds_when_to_accept_and_the_publication() -> None:
    cycle = factories.make_report().cycle
    found = of(factories.reviewer("KEN"))
    assert found["cycle-published"]["dtstart"].dt == cycle.publishes_on
    assert found["cycle-accepted"]["dtstart"].dt == cycle.publishes_on - dt.timedelta(days=7)


def test_seat_that_waits_for_a_second_factor_shows_nothing(settings) -> None:
    factories.make_report()
    settings.MFA_REQUIRED_ROLES = ["reviewer"]
    assert of(factories.reviewer("KEN")) == {}


def test_ended_seat_and_closed_account_show_nothing(amina: Actor) -> None:
    factories.make_report()
    secret = calendar_feeds.make(amina, amina.user)
    address = f"/calendar/{secret}.ics"
    type(amina.seat).objects.update(ended_at=dt.datetime.now(dt.UTC), end_reason="Left.")
    assert events(Client().get(address).content) == {}
    amina.user.is_active = False
    amina.user.save()
    assert Client().get(address).status_code == 404


def test_unknown_address_is_a_404_and_guessing_slow(settings) -> None:
    cache.clear()
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "calendar_feed": "2/m/ip"}
    answers = [Client().get("/calendar/nothing.ics").status_code for _ in range(3)]
    assert answers == [404, 404, 429]


def test_own_days_are_downloaded_from_the_work_page(amina: Actor, kari: Actor) -> None:
    factories.make_report()
    assert set(events(as_person(amina).get(PAGE).content)) == {"report-due"}
    assert events(as_person(kari).get(PAGE).content) == {}
    assert Client().get(PAGE).status_code == 302
    assert PAGE in as_person(amina).get("/en/work/").content.decode()


def test_names_of_people_stand_in_no_calendar(amina: Actor) -> None:
    factories.make_report()
    body = as_person(amina).get(PAGE).content.decode()
    assert amina.user.name not in body
    assert amina.user.email not in body
    assert Report.internal.count()


def test_queries_do_not_grow_with_the_days(amina: Actor, django_assert_num_queries) -> None:
    factories.make_report()
    ends = dt.date.today() + dt.timedelta(days=90)
    secret = calendar_feeds.make(amina, amina.user)
    factories.make_plan("KEN", status="in_force", period_end=ends)
    with django_assert_num_queries(4):
        Client().get(f"/calendar/{secret}.ics")
    for _ in range(4):
        factories.make_plan("KEN", status="in_force", period_end=ends)
    with django_assert_num_queries(4):
        Client().get(f"/calendar/{secret}.ics")
