"""Moving a cycle's dates, closing and reopening its window; what goes on and what stops."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from accounts.actor import SYSTEM, Actor
from accounts.models import Member
from recommendations.models import Communique, Recommendation, Section
from tests import factories
from tracker import rules
from tracker.domain import cycles, progress, workflow
from tracker.domain.errors import Conflict, IllegalMove, NotAllowed
from tracker.models import ProgressEntry, Reminder, Report, ReportingCycle

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


def today() -> dt.date:
    return dt.datetime.now(dt.UTC).date()


@pytest.fixture
def cycle(amina: Actor) -> ReportingCycle:
    """Open today, due in 30 days; Amina is told of Kenya's due date."""
    return cycles.open_cycle(SYSTEM, "2030", today() + 75 * DAY)


def later(cycle: ReportingCycle, days: int) -> dict[str, dt.date]:
    return {
        name: getattr(cycle, name) + days * DAY
        for name in ("due_on", "publishes_on", "closes_on", "meeting_on")
    }


def report_of(cycle: ReportingCycle, member: str = "KEN") -> Report:
    rows = Report.internal.select_related("member", "cycle")
    return rows.get(cycle=cycle, member__code=member)


def waiting(member: str = "KEN") -> list[Reminder]:
    rows = Reminder.objects.filter(member__code=member, state="pending", rule="submission_due")
    return list(rows.order_by("due_at"))


def test_moved_dates_take_due_dates_and_reminders_along(cycle: ReportingCycle):
    before = {reminder.due_on for reminder in waiting()}
    assert before == {report_of(cycle).due_on}
    moved = cycles.move_dates(SYSTEM, cycle, cycle.version, "The host asked.", **later(cycle, 14))
    assert (moved.due_on, moved.version) == (cycle.due_on + 14 * DAY, 2)
    assert {reminder.due_on for reminder in waiting()} == {report_of(cycle).due_on}
    assert report_of(cycle).due_on >= moved.due_on
    assert before.isdisjoint({reminder.due_on for reminder in waiting()})


def test_moved_due_date_leaves_the_weekend_of_each_member(cycle: ReportingCycle):
    """A Saturday: Kenya reports on Monday, Jordan (Friday, Saturday) on Sunday."""
    saturday = cycle.due_on + 20 * DAY
    saturday += (6 - saturday.isoweekday()) % 7 * DAY
    shift = (saturday - cycle.due_on).days
    cycles.move_dates(SYSTEM, cycle, 1, "The host asked.", **later(cycle, shift))
    assert report_of(cycle, "KEN").due_on == saturday + 2 * DAY
    assert report_of(cycle, "JOR").due_on == saturday + DAY


def test_submitted_report_keeps_its_date_and_so_does_a_returned_one(cycle: ReportingCycle):
    kept = {}
    for member, state in (("KEN", "submitted"), ("NOR", "returned")):
        due_on = cycle.due_on + 3 * DAY
        factories.submitted(report_of(cycle, member))
        factories.put(report_of(cycle, member), state=state, due_on=due_on)
        kept[member] = due_on
    cycles.move_dates(SYSTEM, cycle, 1, "The host asked.", **later(cycle, 14))
    assert {member: report_of(cycle, member).due_on for member in kept} == kept
    assert report_of(cycle, "FRA").due_on > cycle.due_on + 13 * DAY


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"due_on": -60}, "due_on"),
        ({"publishes_on": -60}, "publishes_on"),
        ({"closes_on": -60}, "closes_on"),
        ({"meeting_on": 2000}, "meeting_on"),
    ],
)
def test_dates_out_of_order_or_far_away_are_refused_by_name(cycle, changes, field):
    dates = {name: getattr(cycle, name) + days * DAY for name, days in changes.items()}
    with pytest.raises(ValidationError) as refused:
        cycles.move_dates(SYSTEM, cycle, 1, "The host asked.", **dates)
    assert field in refused.value.message_dict
    assert ReportingCycle.objects.get().version == 1


def test_due_date_does_not_move_into_the_past(cycle: ReportingCycle):
    dates = {"opens_on": today() - 9 * DAY, "ministry_due_on": today() - 5 * DAY}
    with pytest.raises(ValidationError, match="from today on"):
        cycles.move_dates(SYSTEM, cycle, 1, "Oh.", due_on=today() - DAY, **dates)


def test_dates_and_window_need_a_reason(cycle: ReportingCycle):
    for refused in (
        lambda: cycles.move_dates(SYSTEM, cycle, 1, " ", **later(cycle, 14)),
        lambda: cycles.close_cycle(SYSTEM, cycle, 1, " "),
        lambda: cycles.reopen_cycle(SYSTEM, cycle, 1, " ", today() + 90 * DAY),
    ):
        with pytest.raises(ValidationError, match="Say why"):
            refused()
    assert ReportingCycle.objects.get().version == 1


def test_who_was_slower_changes_nothing(cycle: ReportingCycle):
    cycles.move_dates(SYSTEM, cycle, 1, "The host asked.", **later(cycle, 14))
    with pytest.raises(Conflict):
        cycles.move_dates(SYSTEM, cycle, 1, "The host asked.", **later(cycle, 21))
    with pytest.raises(Conflict):
        cycles.close_cycle(SYSTEM, cycle, 1, "The host asked.")
    stored = ReportingCycle.objects.get()
    assert (stored.version, stored.due_on) == (2, cycle.due_on + 14 * DAY)
    assert stored.closed_at is None


def test_member_seats_change_no_cycle(cycle: ReportingCycle, amina: Actor):
    for refused in (
        lambda: cycles.move_dates(amina, cycle, 1, "Mine.", **later(cycle, 14)),
        lambda: cycles.close_cycle(amina, cycle, 1, "Mine."),
        lambda: cycles.reopen_cycle(amina, cycle, 1, "Mine.", today() + 90 * DAY),
        lambda: cycles.fill_missing(amina, cycle),
    ):
        with pytest.raises(NotAllowed):
            refused()
    assert ReportingCycle.objects.get().version == 1


def test_closed_window_stops_writing_submitting_and_reminding_with_its_reason(
    cycle: ReportingCycle, amina: Actor
):
    assert waiting()
    closed = cycles.close_cycle(SYSTEM, cycle, 1, "The meeting is put off.")
    assert closed.state == "closed"
    assert ReportingCycle.objects.current() is None
    entry = factories.entry_of(report_of(cycle))
    with pytest.raises(NotAllowed, match="The meeting is put off"):
        progress.record(amina, entry, entry.version, {"narrative": "Too late."})
    with pytest.raises(NotAllowed, match="The meeting is put off"):
        workflow.perform(amina, report_of(cycle), "submit", agreed=True)
    assert not rules.may_assign(amina, report_of(cycle))
    assert factories.entry_of(report_of(cycle)).narrative == ""
    assert waiting() == []


def test_cycle_past_its_last_day_is_closed_without_a_word(cycle: ReportingCycle, amina: Actor):
    ReportingCycle.objects.filter(pk=cycle.pk).update(
        opens_on=today() - 90 * DAY,
        ministry_due_on=today() - 60 * DAY,
        due_on=today() - 40 * DAY,
        publishes_on=today() - 9 * DAY,
        closes_on=today() - 2 * DAY,
    )
    answer = rules.may_edit_entry(amina, factories.entry_of(report_of(cycle)))
    assert "has ended" in str(answer.reason)


def test_returned_report_goes_on_in_a_closed_cycle(cycle: ReportingCycle, amina: Actor):
    factories.submitted(report_of(cycle), amina.seat)
    factories.put(report_of(cycle), state="returned")
    cycles.close_cycle(SYSTEM, cycle, 1, "The meeting is put off.")
    assert rules.may_edit_entry(amina, factories.entry_of(report_of(cycle)))
    assert rules.may_submit(amina, report_of(cycle))


def test_reopened_window_lets_members_write_again(cycle: ReportingCycle, amina: Actor):
    cycles.close_cycle(SYSTEM, cycle, 1, "The meeting is put off.")
    with pytest.raises(IllegalMove):
        cycles.close_cycle(SYSTEM, cycle, 2, "Again.")
    until = today() + 100 * DAY
    opened = cycles.reopen_cycle(SYSTEM, cycle, 2, "The meeting takes place.", until)
    assert (opened.state, opened.closes_on, opened.closed_reason) == ("open", until, "")
    assert rules.may_edit_entry(amina, factories.entry_of(report_of(cycle)))
    assert waiting()
    with pytest.raises(IllegalMove):
        cycles.reopen_cycle(SYSTEM, cycle, 3, "Again.", until)


@pytest.mark.parametrize("days", [0, 5, 400])
def test_window_reopens_to_a_day_that_makes_sense(cycle: ReportingCycle, days: int):
    cycles.close_cycle(SYSTEM, cycle, 1, "The meeting is put off.")
    with pytest.raises(ValidationError, match="Write a da"):
        cycles.reopen_cycle(SYSTEM, cycle, 2, "Why not.", today() + days * DAY)
    assert ReportingCycle.objects.get().closed_at is not None


def test_cycle_without_a_meeting_says_why(db: None):
    cycle = cycles.open_cycle(SYSTEM, "2030", today() + 75 * DAY, no_meeting="No host this year. ")
    assert ReportingCycle.objects.get().no_meeting_reason == "No host this year."
    assert Report.internal.filter(cycle=cycle).count() == 87


@pytest.mark.parametrize("code", ["new", "", "20 30", "2030/1", "2030" + "x" * 17, "next"])
def test_code_that_would_break_an_address_is_refused(db: None, code: str):
    with pytest.raises(ValidationError, match="begins with the year"):
        cycles.open_cycle(SYSTEM, code, today() + 75 * DAY)
    assert not ReportingCycle.objects.exists()


def third_communique(ends_on: dt.date) -> Recommendation:
    """Invented: what a sixth meeting might have agreed."""
    communique = Communique.objects.create(
        code="FPN-TEST", ordinal=60, ordinal_label="60th", title="INVENTED", title_clean="Invented",
        starts_on=ends_on, ends_on=ends_on, date_line="Invented", city="Nowhere", country="KEN",
        theme="Invented", preamble="Invented.", closing="Invented.", secretariat="Invented",
    )  # fmt: skip
    section = Section.objects.create(
        code="TEST-s1", communique=communique, position=1, title="Invented", short_title="Invented"
    )
    return Recommendation.objects.create(
        code="2029-01", communique=communique, section=section, position=1, position_in_section=1,
        printed_number=1, number_is_editorial=False, text="Invented.", text_clean="Invented.",
        text_sha256="0" * 64, source_line=0, working_title="Invented", short_title="Invented",
        pillars=["participation"], addressed_to=["member_state"],
    )  # fmt: skip


def test_older_recommendations_stay_when_newer_communiques_came(db: None):
    """Three communiqués: the cycle after the third asks all of them, and carries 2022 over."""
    last = factories.make_report("KEN", factories.make_cycle("2025", dt.date(2025, 5, 20)))
    factories.answer(last, "2022-08")
    newest = third_communique(today() - 30 * DAY)
    cycle = cycles.open_cycle(SYSTEM, "2030", today() + 75 * DAY)
    asked = ProgressEntry.objects.working().filter(report=report_of(cycle))
    years = set(asked.values_list("recommendation__communique__code", flat=True))
    assert years == {"FPN-2022", "FPN-2023", "FPN-TEST"}
    assert asked.count() == 19
    old = asked.get(recommendation__code="2022-08")
    assert (old.status, old.confirmed, old.carried_from) == ("partial", False, "2025")
    assert asked.get(recommendation=newest).status == "not_reported"


def test_late_communique_fills_the_gap_and_changes_nothing_else(cycle: ReportingCycle):
    factories.answer(report_of(cycle), "2022-08")
    before = dict(ProgressEntry.objects.working().values_list("pk", "version"))
    newest = third_communique(today() - DAY)
    assert cycles.fill_missing(SYSTEM, cycle) == 87
    assert cycles.fill_missing(SYSTEM, cycle) == 0
    rows = ProgressEntry.objects.working()
    assert rows.filter(recommendation=newest, report__cycle=cycle).count() == 87
    assert dict(rows.exclude(recommendation=newest).values_list("pk", "version")) == before
    assert Member.objects.count() == 87


def test_recommendation_agreed_after_the_meeting_waits_for_the_next_cycle(cycle: ReportingCycle):
    third_communique(cycle.meeting_on)
    assert cycles.fill_missing(SYSTEM, cycle) == 0
