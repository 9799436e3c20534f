"""The facts behind the calendar, as the tables have them."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine

from accounts.actor import Actor
from accounts.models import Appointment, Member, User
from tests import factories
from tests.reminding import DAY, HOUR, OPENED, TUESDAY, UTC, WEEK, make_cycle, make_report
from tracker import notices
from tracker.domain import civil_society, reminders
from tracker.domain.reminders import sweep
from tracker.models import Assignment, BudgetFigure, Reminder, ReportingCycle
from tracker.queries.due import KINDS, figures, seat, vacancy

pytestmark = pytest.mark.django_db
TODAY = TUESDAY.date()


def told(rule: str) -> list[tuple[str, str]]:
    rows = Reminder.objects.filter(rule=rule, state="pending").order_by("due_at", "recipient")
    return [(one.recipient.email, one.local_date.isoformat()) for one in rows]


def says(rule: str) -> tuple[str, str]:
    """The sentence and the address of the first reminder of a rule."""
    one = Reminder.objects.filter(rule=rule, state="pending").select_related("seat").first()
    assert one is not None
    what = notices.tell([one], TUESDAY)[one.pk]
    member = Member.objects.filter(code=what.facts.get("member", "")).first()
    return notices.sentence(what.code, what.facts, member), notices.url(what.code, what.facts)


def since(code: str, today: dt.date = TODAY) -> dt.datetime | None:
    members = list(vacancy.named([f"vacancy:{code}"]))
    return vacancy.KIND.facts(members, today)[0].since  # type: ignore[attr-defined]


# --- vacant seats -------------------------------------------------------------------------------


def test_vacated_seat_is_told_to_the_members_reviewer_with_its_day(amina: Actor) -> None:
    own, other = factories.reviewer("KEN"), factories.reviewer("NOR")
    factories.make_seat("deputy", "KEN")
    Appointment.objects.filter(pk=amina.seat.pk).update(
        ended_at=TUESDAY - HOUR, end_reason="Left office"
    )
    sweep(TUESDAY - HOUR / 2)
    assert told("vacant_seat") == [(own.user.email, "2027-02-02")]
    assert other.user.email not in str(told("vacant_seat"))
    assert says("vacant_seat") == (
        "Kenya: no focal point is in office since 2 February 2027",
        "/en/manage/",
    )


def test_vacant_seat_without_a_reviewer_of_its_own_is_told_to_all(amina: Actor) -> None:
    everybody = [factories.reviewer("NOR"), factories.reviewer("UGA")]
    Appointment.objects.filter(pk=amina.seat.pk).update(ends_on=TODAY + WEEK)
    sweep(TUESDAY)
    assert {address for address, _day in told("vacant_seat")} == {
        one.user.email for one in everybody
    }
    assert {day for _address, day in told("vacant_seat")} == {"2027-02-10"}


def test_successor_ends_a_vacancy(amina: Actor) -> None:
    Appointment.objects.filter(pk=amina.seat.pk).update(ends_on=TODAY)
    assert since("KEN") == dt.datetime(2027, 2, 3, tzinfo=UTC)
    factories.make_seat("focal_point", "KEN", starts_on=TODAY + DAY)
    assert since("KEN") is None


def test_vacancy_that_lasts_is_news_again_when_a_cycle_opens() -> None:
    factories.make_seat("deputy", "KEN", starts_on=dt.date(2025, 3, 1))
    assert since("KEN") == dt.datetime(2025, 3, 1, tzinfo=UTC)
    cycle = make_cycle()
    assert since("KEN") == dt.datetime.combine(cycle.opens_on, dt.time(0), UTC)


def test_member_that_nobody_ever_led_is_missed_by_nobody(amina: Actor) -> None:
    factories.make_seat("viewer", "NOR")
    assert list(vacancy.to_plan(TODAY)) == []
    factories.make_seat("deputy", "UGA")
    assert [member.code for member in vacancy.to_plan(TODAY)] == ["UGA"]


def test_many_vacancies_are_one_line() -> None:
    reader = factories.reviewer("KEN", "NOR", "UGA")
    for code in ("KEN", "NOR", "UGA"):
        factories.make_seat("focal_point", code, ends_on=TODAY)
    sweep(TUESDAY)
    rows = list(Reminder.objects.filter(rule="vacant_seat", recipient=reader.user))
    (one,) = notices.tell(rows, TUESDAY).values()
    said = notices.sentence(one.code, one.facts, None)
    assert (len(rows), said) == (3, "3 members have no focal point in office")


# --- seats --------------------------------------------------------------------------------------


def test_person_who_has_not_come_is_told_once_for_all_their_seats(amina: Actor) -> None:
    factories.make_seat("viewer", "NOR", amina.user)
    User.objects.filter(pk=amina.user.pk).update(last_login=TUESDAY - 150 * DAY)
    Appointment.objects.update(created_at=TUESDAY - 400 * DAY)
    assert seat.to_plan(TODAY).count() == 1
    sweep(TUESDAY)
    assert told("seat_unused") == [(amina.user.email, "2027-03-04")]
    sentence, url = says("seat_unused")
    assert sentence.startswith("You have not signed in since 5 September 2026")
    assert url == "/en/account/"
    User.objects.filter(pk=amina.user.pk).update(last_login=TUESDAY)
    sweep(TUESDAY + HOUR)
    assert told("seat_unused") == []


# --- figures and plans --------------------------------------------------------------------------


def test_old_figures_are_one_line_that_counts_lines_and_leaves_restricted_ones_out(
    amina: Actor,
) -> None:
    report = make_report()
    for code, as_of, kept in (
        ("2022-08", dt.date(2026, 2, 20), "member"),
        ("2023-08", dt.date(2026, 2, 25), "member"),
        ("2022-09", dt.date(2025, 2, 25), "restricted"),
    ):
        line = factories.make_line(report, code, confidentiality=kept)
        factories.make_figure(report, line, as_of=as_of, confidentiality=kept)
    # A newer figure makes a line fresh, however old the one before is.
    line = factories.make_line(report, "2022-01")
    factories.make_figure(report, line, as_of=dt.date(2024, 1, 1))
    factories.make_figure(report, line, as_of=dt.date(2027, 1, 1), stage="spent")
    sweep(TUESDAY)
    assert told("figures_old") == [(amina.user.email, "2027-02-18")]
    assert says("figures_old") == (
        "Kenya: the newest figure of 1 budget line is a year old or older",
        "/en/work/",
    )
    BudgetFigure.internal.filter(as_of=dt.date(2026, 2, 20)).update(as_of=TODAY)
    with time_machine.travel(TUESDAY):
        reminders.replan_figures(report.member)
    assert told("figures_old") == [(amina.user.email, "2027-02-25")]


def test_member_without_a_day_of_figures_is_not_looked_at(amina: Actor) -> None:
    report = make_report()
    factories.make_figure(report, factories.make_line(report), as_of=None)
    assert list(figures.to_plan(TODAY)) == []


@pytest.mark.parametrize("kept", ["member", "restricted"])
def test_plan_is_told_by_its_days_and_never_by_its_title(amina: Actor, kept: str) -> None:
    plan = factories.make_plan(
        title="Plan Sahara",
        confidentiality=kept,
        period_start=dt.date(2023, 1, 1),
        period_end=dt.date(2027, 5, 3),
        mid_term_review_on=dt.date(2027, 3, 10),
    )
    sweep(TUESDAY)
    assert told("plan_ends") == [(amina.user.email, "2027-02-03"), (amina.user.email, "2027-04-01")]
    assert told("plan_review")[0] == (amina.user.email, "2027-02-10")
    assert says("plan_ends") == (
        "Kenya: one of your plans ends on 3 May 2027",
        f"/en/plans/{plan.public_id}/",
    )
    assert "mid-term review of one of your plans is due on 10 March 2027" in says("plan_review")[0]
    assert "Sahara" not in str(list(Reminder.objects.values()))


# --- reports ------------------------------------------------------------------------------------


def test_reviewer_reads_in_one_line_how_many_members_are_late() -> None:
    reader = factories.reviewer("KEN", "NOR")
    for code in ("KEN", "NOR"):
        make_report(code)
    sweep(TUESDAY)
    rows = list(Reminder.objects.filter(rule="reports_late", recipient=reader.user).order_by("pk"))
    first = [one for one in rows if one.local_date == rows[0].local_date]
    (one,) = notices.tell(first, TUESDAY).values()
    assert notices.sentence(one.code, one.facts, None) == (
        "2 members are late with their 2026 reports"
    )
    assert notices.url(one.code, one.facts) == "/en/review/overview/"


def test_monitor_who_files_any_view_hears_no_more_of_the_window() -> None:
    report = make_report()
    monitor = factories.actor(factories.make_seat("civil_society_monitor", "KEN"))
    ReportingCycle.objects.update(meeting_on=dt.date(2027, 4, 8))
    sweep(TUESDAY)
    assert [day for _who, day in told("views_open")] == ["2027-02-04"]
    assert says("views_open")[1] == "/en/views/"
    entry = factories.entry_of(report)
    civil_society.file(
        monitor,
        report.member,
        ReportingCycle.objects.get(),
        entry.recommendation,
        {"view": "differs", "text": "As we see it.", "language": "en"},
    )
    assert told("views_open") == told("views_close") == []


def test_part_that_is_late_is_counted_by_its_day_for_the_focal_point(amina: Actor) -> None:
    report = make_report()
    treasury = factories.make_seat("contributor", "KEN")
    for code, day in (("2022-08", 4), ("2023-08", 4), ("2022-09", 18)):
        Assignment.internal.create(
            member=report.member,
            appointment=treasury,
            entry=factories.entry_of(report, code),
            due_on=dt.date(2027, 2, day),
        )
    sweep(TUESDAY)
    assert says("part_due") == (
        "Kenya: you were asked for 2 parts of the 2026 report, due 4 February 2027",
        "/en/work/",
    )
    sentence, url = says("part_late")
    assert sentence.startswith("Kenya: 2 parts of the 2026 report were due from contributors on 4")
    assert url == "/en/report/2026/ask/"


def test_cycle_is_told_to_every_reviewer_and_leading_seat_that_is_not_frozen(
    amina: Actor, kari: Actor
) -> None:
    reader = factories.reviewer("UGA")
    make_cycle()
    Member.objects.filter(code="NOR").update(frozen_at=OPENED, frozen_reason="Coup")
    sweep(TUESDAY)
    assert told("meeting_near") == [(reader.user.email, "2027-03-17")]
    sweep(dt.datetime(2027, 7, 20, tzinfo=UTC))
    assert [who for who, _day in told("contribution")] == [amina.user.email]
    assert "2026" in says("contribution")[0]


# --- cost ---------------------------------------------------------------------------------------


def world(code: str) -> None:
    """A member with something of every kind to be told."""
    factories.make_seat("focal_point", code, ends_on=TODAY + 30 * DAY)
    factories.make_seat("deputy", code)
    report = make_report(code)
    factories.make_plan(code, period_start=TODAY - WEEK, period_end=dt.date(2027, 5, 3))
    line = factories.make_line(report)
    factories.make_figure(report, line, as_of=dt.date(2026, 3, 1))


def test_sweep_over_every_kind_asks_as_much_for_ten_members_as_for_one(
    django_assert_max_num_queries,
) -> None:
    factories.reviewer("KEN", "NOR")
    world("KEN")
    Appointment.objects.update(created_at=TUESDAY - 120 * DAY)
    with django_assert_max_num_queries(38) as one:
        sweep(TUESDAY)
    for code in ("NOR", "FRA", "JPN", "UGA", "DEU", "NAM", "ESP", "CAN", "CHL"):
        world(code)
    Appointment.objects.update(created_at=TUESDAY - 120 * DAY)
    with django_assert_max_num_queries(len(one.captured_queries)):
        sweep(TUESDAY + HOUR)
    subjects = set(Reminder.objects.values_list("subject", flat=True))
    kinds = {subject.partition(":")[0] + ":" for subject in subjects}
    assert kinds == {kind.prefix for kind in KINDS}
