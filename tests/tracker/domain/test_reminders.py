"""Reminder rows: written once, moved, dropped when done, wanted again."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.db import transaction

from accounts.actor import Actor
from accounts.models import Member
from tests import factories
from tests.reminding import (
    DAY,
    DUE_ON,
    HOUR,
    MORNING,
    OPENED,
    TUESDAY,
    UTC,
    WEEK,
    load,
    make_report,
    plan_for_wednesday,
)
from tracker.domain import cycles, reminders, workflow
from tracker.domain.outbox import new_mail
from tracker.domain.reminders import replan_all, still_wanted, sweep
from tracker.enums import ReminderState, ReportState, Status
from tracker.models import Reminder, Report
from tracker.queries.due import subject_of

pytestmark = pytest.mark.django_db


def rows(state: str = ReminderState.PENDING, **facts: object) -> list[tuple[str, int, str]]:
    found = Reminder.objects.filter(state=state, **facts).order_by("due_at", "rule")
    return [(r.rule, r.offset_days, r.local_date.isoformat()) for r in found]


def test_sweep_plans_sixty_days_ahead_and_a_second_one_changes_nothing(amina: Actor) -> None:
    make_report()
    first = sweep(OPENED)
    assert first.added == len(rows()) == 3
    assert rows() == [
        ("cycle_opened", 0, "2026-11-17"),
        ("submission_due", -30, "2026-12-31"),
        ("submission_due", -14, "2027-01-14"),
    ]
    assert sweep(OPENED + HOUR / 2) == reminders.Planned()
    sweep(OPENED + WEEK)
    assert ("submission_due", -7, "2027-01-21") in rows()


def test_sweep_begins_nothing_that_lies_in_the_past(amina: Actor) -> None:
    make_report()
    plan_for_wednesday()
    assert rows()[0] == ("submission_due", 3, "2027-02-03")
    assert all(r.due_at > TUESDAY for r in Reminder.objects.all())


def test_sweep_needs_no_more_queries_for_many_members_than_for_one(
    amina: Actor, kari: Actor, django_assert_max_num_queries
) -> None:
    factories.reviewer("KEN")
    make_report("KEN")
    with django_assert_max_num_queries(29) as one:
        sweep(OPENED)
    for member in Member.objects.exclude(code="KEN")[:12]:
        factories.make_seat("focal_point", member.code)
        factories.make_seat("reviewer", reviews=[member.code])
        make_report(member.code)
    with django_assert_max_num_queries(len(one.captured_queries)):
        sweep(OPENED)
    assert len(set(Reminder.objects.values_list("recipient", flat=True))) == 13


def test_submitting_stops_reminders_at_once_and_tells_the_reviewer(amina: Actor) -> None:
    reader = factories.reviewer("KEN")
    report = make_report()
    factories.answer(report, "2022-08", Status.IN_PROGRESS)
    sweep(OPENED)
    with time_machine.travel(OPENED + WEEK):
        workflow.perform(amina, report, "submit", agreed=True)
        assert {r.rule for r in Reminder.objects.filter(state="cancelled")} == {
            "cycle_opened",
            "submission_due",
        }
        assert rows()[0] == ("report_submitted", 0, "2026-11-24")
        assert {rule for rule, *_ in rows()} == {"report_submitted", "report_waits"}
    assert Reminder.objects.get(rule="report_submitted").recipient == reader.user


def test_refused_verb_leaves_the_reminders_as_they_were(amina: Actor) -> None:
    report = make_report()
    sweep(OPENED)
    before = rows()
    with transaction.atomic():
        factories.put(report, due_on=DUE_ON + WEEK)
        replan_all([load(report)], OPENED)
        assert rows() != before
        transaction.set_rollback(True)
    assert rows() == before


def test_moved_due_date_replaces_what_was_planned(amina: Actor) -> None:
    report = make_report()
    sweep(OPENED)
    factories.put(report, due_on=DUE_ON - 3 * WEEK)
    planned = replan_all([load(report)], OPENED)
    assert planned.cancelled == 2
    assert ("submission_due", -30, "2026-12-10") in rows()
    assert all(r.due_on == DUE_ON for r in Reminder.objects.filter(state="cancelled"))


def test_reminder_that_is_needed_after_all_comes_back_once(amina: Actor) -> None:
    officer = factories.make_seat("clearing_officer", "KEN")
    report = make_report()
    sweep(OPENED)
    before = set(rows(recipient=amina.user))
    factories.put(report, state=ReportState.CLEARANCE, state_since=OPENED + DAY)
    replan_all([load(report)], OPENED + DAY)
    assert rows(recipient=amina.user) == []
    assert "clearance_asked" in {rule for rule, *_ in rows(recipient=officer.user)}
    factories.put(report, state=ReportState.DRAFT)
    replan_all([load(report)], OPENED + 2 * DAY)
    after = set(rows(recipient=amina.user))
    assert after == {row for row in before if row[0] == "submission_due"}


def test_new_time_zone_moves_what_is_pending_and_repeats_nothing(amina: Actor) -> None:
    make_report()
    sweep(OPENED)
    told = Reminder.objects.get(rule="cycle_opened")
    mail = new_mail("digest", "digest", amina.user, told.local_date, OPENED)
    Reminder.objects.filter(pk=told.pk).update(state=ReminderState.SENT, mail=mail)
    amina.user.time_zone = "Asia/Tokyo"
    amina.user.save()
    planned = sweep(OPENED + HOUR)
    assert (planned.added, planned.moved) == (0, 2)
    first = Reminder.objects.get(offset_days=-30)
    assert first.due_at == dt.datetime(2026, 12, 31, 0, tzinfo=UTC)
    assert first.time_zone == "Asia/Tokyo"
    told.refresh_from_db()
    assert (told.state, told.time_zone) == (ReminderState.SENT, "Africa/Nairobi")


def test_time_zone_that_is_no_more_falls_back_to_the_members(amina: Actor) -> None:
    amina.user.time_zone = "Mars/Olympus"
    amina.user.save()
    make_report()
    sweep(OPENED)
    assert {r.time_zone for r in Reminder.objects.all()} == {"Africa/Nairobi"}


def test_successor_is_reminded_in_the_predecessors_place(amina: Actor) -> None:
    make_report()
    sweep(OPENED)
    amina.seat.ends_on = dt.date(2026, 12, 1)
    amina.seat.save()
    successor = factories.make_seat("focal_point", "KEN", starts_on=dt.date(2026, 12, 2))
    sweep(dt.datetime(2026, 12, 3, tzinfo=UTC))
    assert rows(recipient=amina.user) == []
    assert [offset for _rule, offset, _day in rows(recipient=successor.user)] == [-30, -14, -7, -2]


def test_frozen_member_hears_nothing(amina: Actor) -> None:
    report = make_report()
    sweep(OPENED)
    Member.objects.filter(code="KEN").update(frozen_at=OPENED, frozen_reason="Coup")
    sweep(OPENED + HOUR)
    assert rows() == []
    assert Reminder.objects.filter(subject=subject_of(report)).count() == 3


def test_reminder_in_a_mail_is_never_taken_back(amina: Actor) -> None:
    report = make_report()
    sweep(OPENED)
    told = Reminder.objects.get(rule="cycle_opened")
    mail = new_mail("digest", "digest", amina.user, told.local_date, OPENED)
    Reminder.objects.filter(pk=told.pk).update(state=ReminderState.MAILED, mail=mail)
    factories.submitted(report)
    replan_all([load(report)], OPENED + HOUR)
    told.refresh_from_db()
    assert (told.state, told.mail) == (ReminderState.MAILED, mail)
    assert still_wanted([told], OPENED + HOUR) == set()


def test_opening_a_cycle_plans_every_members_reminders(amina: Actor, kari: Actor) -> None:
    with time_machine.travel(OPENED):
        cycles.open_cycle(Actor(is_system=True), "2026", dt.date(2027, 3, 17))
    by_member = set(Reminder.objects.values_list("member__code", "rule", "recipient__email"))
    assert by_member >= {
        ("KEN", "cycle_opened", amina.user.email),
        ("NOR", "cycle_opened", kari.user.email),
    }
    assert {member for member, *_ in by_member} == {"KEN", "NOR"}


def test_news_of_a_verb_that_ran_into_the_morning_is_not_lost(amina: Actor) -> None:
    moment = TUESDAY
    report = make_report(state_since=moment)
    factories.put(factories.submitted(report), state=ReportState.RETURNED, due_on=DUE_ON + 4 * WEEK)
    factories.put(report, state_since=moment)
    replan_all([load(report)], moment + dt.timedelta(milliseconds=30))
    assert rows()[0] == ("report_returned", 0, "2027-02-02")


def test_reports_of_cycles_long_over_are_not_looked_at_again(amina: Actor) -> None:
    report = make_report()
    sweep(MORNING + 100 * DAY)
    assert not Reminder.objects.filter(subject=subject_of(report)).exists()
    factories.put(factories.submitted(report), state=ReportState.RETURNED)
    Report.internal.filter(pk=report.pk).update(due_on=(MORNING + 120 * DAY).date())
    sweep(MORNING + 100 * DAY)
    assert {rule for rule, *_ in rows(subject=subject_of(report))} == {"return_due"}
