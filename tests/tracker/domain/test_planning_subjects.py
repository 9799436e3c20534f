"""The rest of the calendar: what waits with the secretariat, parts, plans, seats, and who hears of
a delay after whom."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from tests.tracker.domain.test_planning import (
    AMINA,
    CLEARING,
    DEPUTY,
    KENYA,
    RETURNED,
    REVIEWER,
    days,
    told,
)
from tracker.domain.planning import FOLDED, REMINDERS, TOPICS, plan
from tracker.domain.rule_table import RULES, Setting, set_by
from tracker.enums import ReportState
from tracker.queries.due import SeatFacts
from tracker.queries.due.cycle import CycleFacts
from tracker.queries.due.figures import FigureFacts
from tracker.queries.due.plan import PlanFacts
from tracker.queries.due.seat import UnusedFacts
from tracker.queries.due.vacancy import VacancyFacts

UTC = dt.UTC
TREASURY = SeatFacts(21, 21, "contributor", "Africa/Nairobi", (6, 7))
OTHER = SeatFacts(22, 22, "contributor", "Africa/Nairobi", (6, 7))
MONITOR = SeatFacts(23, 23, "civil_society_monitor", "Africa/Nairobi", (6, 7))
MEETING = dt.date(2027, 3, 17)
# Parts are due on a Thursday.
PART_DUE = dt.date(2027, 1, 7)
WITH_PARTS = replace(KENYA, open_parts=((21, PART_DUE), (21, PART_DUE)))
SUBMITTED = replace(
    RETURNED,
    state=ReportState.SUBMITTED,
    state_since=dt.datetime(2027, 2, 2, 10, tzinfo=UTC),
    meeting_on=MEETING,
    publishes_on=MEETING - dt.timedelta(days=7),
)


def dates(facts: object, rule: str, seat: SeatFacts) -> list[str]:
    found = plan(facts, [seat])  # type: ignore[arg-type]
    return [one.local_date.isoformat() for one in found if one.rule == rule]


# --- the secretariat ----------------------------------------------------------------------------


def test_secretariat_hears_of_a_late_report_from_a_week_on_with_the_clearing_officer() -> None:
    offsets = [offset for offset, _day in days(KENYA, "reports_late", REVIEWER)]
    assert offsets == [7, 14, 21, 28, 35, 42]
    in_clearance = replace(KENYA, state=ReportState.CLEARANCE)
    assert days(in_clearance, "reports_late", REVIEWER) == days(KENYA, "reports_late", REVIEWER)
    assert days(RETURNED, "reports_late", REVIEWER) == []


def test_report_that_waits_is_the_reviewers_weekly_and_towards_the_day_of_acceptance() -> None:
    assert days(SUBMITTED, "report_waits", REVIEWER)[:3] == [
        (7, "2027-02-09"),
        (14, "2027-02-16"),
        (21, "2027-02-23"),
    ]
    assert days(SUBMITTED, "acceptance_due", REVIEWER) == [(-7, "2027-02-24"), (0, "2027-03-03")]
    assert {user for _rule, user in told(SUBMITTED)} == {REVIEWER.user_id}


def test_released_report_is_the_reviewers_towards_the_publication() -> None:
    released = replace(SUBMITTED, state=ReportState.ACCEPTED, is_released=True)
    assert days(released, "publication_due", REVIEWER) == [(-7, "2027-03-03"), (0, "2027-03-10")]
    assert days(replace(released, is_released=False), "publication_due", REVIEWER) == []


# --- escalation ---------------------------------------------------------------------------------


def test_last_mail_before_others_hear_of_it_says_so() -> None:
    mine = [
        (one.offset_days, one.others_on, one.others)
        for one in plan(KENYA, [AMINA, CLEARING, REVIEWER])
        if one.rule == "submission_due" and one.user_id == AMINA.user_id
    ]
    announced = {offset: (day, roles) for offset, day, roles in mine if day}
    assert announced == {3: (dt.date(2027, 2, 4), ("clearing_officer", "reviewer"))}


def test_nobody_is_announced_who_holds_no_seat() -> None:
    (one,) = [told for told in plan(KENYA, [AMINA, REVIEWER]) if told.others_on]
    assert one.others == ("reviewer",)
    assert not [told for told in plan(KENYA, [AMINA]) if told.others_on]


@pytest.mark.parametrize("day", range(7))
def test_every_escalation_was_announced_by_an_earlier_mail(day: int) -> None:
    report = replace(KENYA, due_on=KENYA.due_on + dt.timedelta(days=day))
    found = plan(report, [AMINA, DEPUTY, CLEARING, REVIEWER])
    first = min(one.local_date for one in found if one.user_id == CLEARING.user_id)
    for seat in (AMINA, DEPUTY):
        (said,) = [one for one in found if one.user_id == seat.user_id and one.others_on]
        assert said.local_date < said.others_on == first


def test_nobody_hears_of_a_delay_before_its_owner_did() -> None:
    late = Setting((14, 28), frozenset({"focal_point", "deputy"}), is_active=True)
    rules = set_by({"submission_due": late}, RULES)
    found = plan(KENYA, [AMINA, REVIEWER], rules)
    owner = [one.local_date for one in found if one.rule == "submission_due"]
    others = [one.local_date for one in found if one.rule == "reports_late"]
    assert min(owner) < min(others)
    # Where nobody holds the owner's seat, the secretariat hears of it all the same.
    (first, *_rest) = plan(KENYA, [REVIEWER], rules)
    assert (first.rule, first.offset_days) == ("reports_late", 7)


def test_rule_that_is_off_takes_its_escalation_along() -> None:
    off = Setting((-30,), frozenset({"focal_point", "deputy"}), is_active=False)
    left = plan(KENYA, [AMINA, CLEARING, REVIEWER], set_by({"submission_due": off}, RULES))
    assert {one.rule for one in left} == {"cycle_opened"}


def test_setting_changes_days_and_readers_and_no_key_of_what_stays() -> None:
    chosen = Setting((-7, 3), frozenset({"focal_point"}), is_active=True)
    before = {one.key for one in plan(KENYA, [AMINA])}
    rules = set_by({"submission_due": chosen}, RULES)
    after = plan(KENYA, [AMINA, DEPUTY], rules)
    mine = [one for one in after if one.rule == "submission_due"]
    assert [one.offset_days for one in mine] == [-7, 3]
    assert {one.user_id for one in mine} == {AMINA.user_id}
    assert {one.key for one in mine} <= before


# --- parts --------------------------------------------------------------------------------------


def test_contributor_has_a_ladder_for_each_day_and_one_line_for_it() -> None:
    assert days(WITH_PARTS, "part_due", TREASURY) == [
        (-14, "2026-12-24"),
        (-7, "2026-12-31"),
        (-1, "2027-01-06"),
        (10, "2027-01-14"),
    ]
    assert days(WITH_PARTS, "part_due", OTHER) == []
    assert days(replace(WITH_PARTS, open_parts=()), "part_due", TREASURY) == []


def test_focal_point_and_deputy_are_copied_once_a_part_is_late_and_that_is_announced() -> None:
    for seat in (AMINA, DEPUTY):
        assert days(WITH_PARTS, "part_late", seat) == [(3, "2027-01-07"), (10, "2027-01-14")]
    found = plan(WITH_PARTS, [TREASURY, AMINA, DEPUTY])
    (said,) = [one for one in found if one.rule == "part_due" and one.others_on]
    assert (said.offset_days, said.others) == (-1, ("deputy", "focal_point"))
    assert said.others_on == dt.date(2027, 1, 7)


def test_part_of_a_report_that_is_not_being_filled_is_nobodys() -> None:
    for state in (ReportState.CLEARANCE, ReportState.SUBMITTED, ReportState.ACCEPTED):
        there = replace(WITH_PARTS, state=state)
        assert not {"part_due", "part_late"} & {one.rule for one in plan(there, [TREASURY, AMINA])}


# --- civil society, silence ---------------------------------------------------------------------


def test_monitor_hears_when_the_window_opens_and_a_week_before_its_end_until_they_filed() -> None:
    report = replace(KENYA, meeting_on=MEETING)
    assert days(report, "views_open", MONITOR) == [(0, "2027-01-14")]
    assert days(report, "views_close", MONITOR) == [(-7, "2027-02-03")]
    assert plan(replace(report, filed=frozenset({MONITOR.seat_id})), [MONITOR]) == ()


def test_silence_is_told_to_who_holds_the_report_and_moves_with_every_sign() -> None:
    heard = dt.datetime(2026, 10, 20, tzinfo=UTC)
    quiet = replace(KENYA, last_sign=heard)
    assert days(quiet, "member_silent", AMINA) == [(90, "2027-01-14")]
    later = replace(quiet, last_sign=heard + dt.timedelta(days=7))
    assert days(later, "member_silent", AMINA) == [(90, "2027-01-21")]
    assert days(replace(quiet, state=ReportState.SUBMITTED), "member_silent", AMINA) == []


# --- other subjects -----------------------------------------------------------------------------


def test_months_before_the_end_of_a_plan_keep_to_the_ends_of_months() -> None:
    facts = PlanFacts("plan:1", 1, "KEN", dt.date(2028, 8, 31), (dt.date(2028, 5, 31),))
    found = plan(facts, [AMINA])
    assert [one.offset_days for one in found if one.rule == "plan_ends"] == [
        -(dt.date(2028, 8, 31) - day).days
        for day in (
            dt.date(2027, 8, 31),
            dt.date(2028, 2, 29),
            dt.date(2028, 5, 31),
            dt.date(2028, 7, 31),
        )
    ]
    assert dates(facts, "plan_review", AMINA) == ["2028-02-29", "2028-04-27", "2028-05-31"]
    assert dates(replace(facts, is_frozen=True), "plan_ends", AMINA) == []


def test_figure_of_the_29th_of_february_is_a_year_old_on_the_28th() -> None:
    facts = FigureFacts("figures:KEN", 1, "KEN", dt.date(2028, 2, 29))
    assert dates(facts, "figures_old", AMINA)[0] == "2029-02-28"
    assert plan(replace(facts, oldest=None), [AMINA]) == ()


def test_cycle_is_the_secretariats_at_its_meeting_and_the_focal_points_in_autumn() -> None:
    cycle = CycleFacts("cycle:2027", dt.date(2027, 5, 12))
    assert dates(cycle, "meeting_near", REVIEWER) == ["2027-05-12"]
    assert dates(cycle, "communique_new", REVIEWER) == ["2027-05-26"]
    assert dates(cycle, "contribution", AMINA) == ["2027-09-01"]
    assert dates(cycle, "debate_pack", DEPUTY) == ["2027-09-30"]
    assert dates(replace(cycle, has_meeting=False), "communique_new", REVIEWER) == []
    followed = replace(cycle, followed_on=dt.date(2027, 8, 1))
    assert dates(followed, "contribution", AMINA) == []
    late = replace(cycle, meeting_on=dt.date(2027, 9, 14))
    assert dates(late, "contribution", AMINA) == ["2028-08-31"]


def test_who_has_not_come_for_180_days_is_told_whatever_their_seat() -> None:
    facts = UnusedFacts("seat:1", 1, "KEN", dt.date(2027, 1, 1), MONITOR)
    assert dates(facts, "seat_unused", MONITOR) == ["2027-06-30"]


def test_vacant_seat_is_news_for_the_secretariat_alone() -> None:
    since = dt.datetime(2027, 1, 16, tzinfo=UTC)
    facts = VacancyFacts("vacancy:KEN", 1, "KEN", since)
    assert dates(facts, "vacant_seat", REVIEWER) == ["2027-01-18"]
    assert plan(facts, [AMINA, DEPUTY]) == ()
    assert plan(replace(facts, since=None), [REVIEWER]) == ()


# --- the cap of eight mails ---------------------------------------------------------------------


@pytest.mark.parametrize("day", range(7))
def test_who_reports_in_time_has_at_most_four_reminders(day: int) -> None:
    """Opening 1, ladder 4, receipt 1, accepted 1, one that stands alone: eight."""
    due_on = KENYA.due_on + dt.timedelta(days=day)
    for weekend in [(6, 7), (5, 6), (4, 5), (7,), (5,), ()]:
        if due_on.isoweekday() in weekend:
            continue
        seat = replace(AMINA, weekend=weekend)
        ladder = plan(replace(KENYA, due_on=due_on), [seat])
        until = [one for one in ladder if one.rule == "submission_due" and one.offset_days <= 0]
        assert len(until) <= 4, weekend


def test_alone_stands_only_the_opening_the_ladder_and_the_decision() -> None:
    """For a focal point who reports in time, on whom nobody else waits."""
    own = {rule.code for rule in RULES if "focal_point" in rule.roles and not rule.folds}
    assert own - {"return_due", "report_returned", "report_cleared"} == {
        "cycle_opened",
        "submission_due",
        "report_accepted",
    }


def test_every_rule_has_a_topic_and_what_folds_is_no_reminder_of_the_cap() -> None:
    assert TOPICS.keys() == {rule.code for rule in RULES}
    assert TOPICS.keys() >= FOLDED
    assert not FOLDED & REMINDERS
