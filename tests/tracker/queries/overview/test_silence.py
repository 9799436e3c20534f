"""Who is silent, said without reading a draft."""

from __future__ import annotations

import datetime as dt

import pytest

from accounts.enums import Role
from accounts.models import User
from tests import factories
from tests.tracker.queries.overview.scopes import administrator, co_chair, seen_by
from tracker.domain import outbox
from tracker.domain.planning import REMINDERS, RULES
from tracker.enums import MailKind
from tracker.models import OutgoingMail, ProgressEntry, Reminder
from tracker.queries.due import subject_of
from tracker.queries.overview.silence import REMINDING, Silent, silence

pytestmark = pytest.mark.django_db
NOW = dt.datetime.now(dt.UTC)


def ago(days: int) -> dt.datetime:
    return NOW - dt.timedelta(days=days, hours=1)


@pytest.fixture
def report():
    """Kenya's draft, in its hands for 40 days."""
    return factories.put(factories.make_report("KEN"), state_since=ago(40))


def row_of(code: str = "KEN", actor=None, **asked: str) -> Silent:
    rows = silence(seen_by(actor or administrator(), NOW, **asked)).rows
    return next(row for row in rows if row.report.member.code == code)


def sign_in(seat, days: int) -> None:
    User.objects.filter(pk=seat.user_id).update(last_login=ago(days))


def edit(report, days: int, **facts) -> None:
    entry = factories.entry_of(report)
    ProgressEntry.internal.filter(pk=entry.pk).update(version=2, updated_at=ago(days), **facts)


def test_report_that_nobody_came_for_was_never_opened(report):
    row = row_of()
    assert (row.stands, row.days) == ("never_opened", 40)


def test_sign_in_of_a_leading_seat_since_the_opening_is_a_sign_of_life(report):
    sign_in(factories.make_seat(Role.DEPUTY, "KEN"), 5)
    assert (row_of().stands, row_of().days) == ("not_begun", 5)


def test_sign_in_before_the_opening_opened_nothing(report):
    sign_in(factories.make_seat(Role.FOCAL_POINT, "KEN"), 200)
    assert (row_of().stands, row_of().days) == ("never_opened", 40)


def test_sign_in_of_another_seat_is_none_of_the_members_silence(report):
    sign_in(factories.make_seat(Role.CIVIL_SOCIETY_MONITOR, "KEN"), 1)
    sign_in(factories.make_seat(Role.VIEWER, "KEN"), 1)
    assert row_of().days == 40


def test_edited_answer_says_begun_and_when_and_no_more(report):
    edit(report, 3)
    assert (row_of().stands, row_of().days) == ("begun", 3)


def test_restricted_answer_tells_not_even_that_work_has_begun(report):
    edit(report, 3, confidentiality="restricted")
    assert (row_of().stands, row_of().days) == ("never_opened", 40)


def test_report_in_clearance_and_returned_one_say_so(report):
    factories.put(report, state="clearance")
    assert row_of().stands == "clearance"
    factories.put(factories.submitted(report), state="returned", state_since=ago(7))
    assert (row_of().stands, row_of().days) == ("returned", 7)


def test_sent_reports_are_not_in_the_list_and_returned_ones_counted_apart(report):
    factories.submitted(factories.make_report("NOR"))
    factories.put(factories.submitted(factories.make_report("MDA")), state="returned")
    found = silence(seen_by(administrator(), NOW))
    assert [row.report.member.code for row in found.rows] == ["KEN", "MDA"]
    assert (found.unsent, found.returned, found.longest) == (1, 1, 40)


def test_longest_silence_comes_first_and_then_the_code(report):
    factories.put(factories.make_report("NOR"), state_since=ago(50))
    factories.put(factories.make_report("DEU"), state_since=ago(40))
    codes = [row.report.member.code for row in silence(seen_by(administrator(), NOW)).rows]
    assert codes == ["NOR", "DEU", "KEN"]


def test_state_narrows_the_rows_and_not_how_many_are_silent(report):
    factories.put(factories.make_report("NOR"), state="clearance")
    found = silence(seen_by(administrator(), NOW, state="clearance"))
    assert ([row.report.member.code for row in found.rows], found.unsent) == (["NOR"], 2)


def test_reminding_rules_are_the_reminders_of_the_plan():
    of_a_member = {
        rule.code
        for rule in RULES
        if rule.kind == "report" and rule.code in REMINDERS and "focal_point" in rule.roles
    }
    assert set(REMINDING) == of_a_member


def reminder(report, seat, day: int, state: str = "sent") -> None:
    on = ago(day).date()
    mail = outbox.enqueue(MailKind.DIGEST, "digest", seat.user)
    Reminder.objects.create(
        dedup_key=f"{seat.pk}:{day}",
        member=report.member,
        subject=subject_of(report),
        rule="submission_due",
        due_on=report.due_on,
        offset_days=-day,
        recipient=seat.user,
        seat=seat,
        due_at=ago(day),
        local_date=on,
        time_zone="UTC",
        state=state,
        mail=mail,
    )


def test_reminders_are_counted_by_day_for_the_leading_seats_alone(report):
    focal_point = factories.make_seat(Role.FOCAL_POINT, "KEN")
    deputy = factories.make_seat(Role.DEPUTY, "KEN")
    reminder(report, focal_point, 20)
    reminder(report, deputy, 20)
    reminder(report, focal_point, 6)
    reminder(report, deputy, 2, state="cancelled")
    reminder(report, factories.make_seat(Role.CLEARING_OFFICER, "KEN"), 1)
    assert (row_of().reminders, row_of().last_reminded) == (2, ago(6).date())


def test_vacant_seat_and_address_whose_last_mail_failed_are_named_by_role(report):
    deputy = factories.make_seat(Role.DEPUTY, "KEN")
    mail = outbox.enqueue(MailKind.DIGEST, "digest", deputy.user)
    OutgoingMail.objects.filter(pk=mail.pk).update(state="failed")
    reach = row_of().reach
    assert (reach.is_vacant, reach.roles, reach.failing) == (True, ("deputy",), ("deputy",))
    later = outbox.enqueue(MailKind.SECURITY, "password_changed", deputy.user)
    OutgoingMail.objects.filter(pk=later.pk).update(
        state="sent", sent_at=NOW, next_attempt_at=NOW + dt.timedelta(hours=1)
    )
    assert row_of().reach.failing == ()


def test_reviewer_finds_assigned_members_only_and_co_chairs_nobody(report):
    factories.make_report("NOR")
    rows = silence(seen_by(factories.reviewer("NOR"), NOW, whose="all")).rows
    assert [row.report.member.code for row in rows] == ["NOR"]
    assert silence(seen_by(co_chair(), NOW)).rows == []
