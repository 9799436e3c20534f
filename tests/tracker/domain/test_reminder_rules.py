"""The calendar as the secretariat sets it: looked at, changed, refused."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import ValidationError

from accounts.actor import Actor
from tests import factories
from tests.reminding import OPENED, WEEK, make_report
from tracker.domain import reminder_rules, reminders
from tracker.domain.errors import Conflict, NotAllowed
from tracker.domain.reminder_rules import Shift, agreed, change, checked, preview, write_missing
from tracker.domain.rule_table import RULES
from tracker.models import Reminder, ReminderRule

pytestmark = pytest.mark.django_db
OWNERS = ["focal_point", "deputy"]


@pytest.fixture
def secretariat() -> Actor:
    return factories.reviewer("KEN")


def rule(code: str = "return_due") -> ReminderRule:
    return ReminderRule.objects.get(code=code)


def stored() -> list[tuple[object, ...]]:
    return list(ReminderRule.objects.order_by("code").values_list("code", "offsets", "version"))


def test_migration_wrote_the_calendar_as_the_table_has_it() -> None:
    for one in reminder_rules.all_agreed():
        assert one.row.pk is not None, one.code
        assert tuple(one.row.offsets) == one.offsets
        assert set(one.row.audience) == {str(role) for role in one.roles}
    assert ReminderRule.objects.count() == len({line.row_code for line in RULES})


def test_missing_row_is_written_as_agreed_and_a_changed_one_stays() -> None:
    ReminderRule.objects.filter(code="return_due").delete()
    ReminderRule.objects.filter(code="part_due").update(offsets=[-3])
    assert write_missing() == 1
    assert rule().offsets == [-7, -2, 0, 3, 7]
    assert rule("part_due").offsets == [-3]
    assert write_missing() == 0


def test_change_plans_all_reminders_anew(amina: Actor, secretariat: Actor) -> None:
    make_report()
    reminders.sweep(OPENED)
    with time_machine.travel(OPENED):
        row = change(
            secretariat,
            rule("submission_due"),
            1,
            offsets=[-20, -60],
            audience=[*OWNERS, "clearing_officer"],
            is_active=True,
        )
    assert (row.version, row.offsets) == (2, [-60, -20])
    mine = Reminder.objects.filter(recipient=amina.user, rule="submission_due", state="pending")
    assert [one.offset_days for one in mine] == [-60, -20]


def test_rule_that_is_off_is_not_planned(amina: Actor, secretariat: Actor) -> None:
    make_report()
    reminders.sweep(OPENED)
    with time_machine.travel(OPENED):
        change(
            secretariat,
            rule("cycle_opened"),
            1,
            offsets=[],
            audience=OWNERS,
            is_active=False,
        )
    assert Reminder.objects.get(rule="cycle_opened").state == "cancelled"


@pytest.mark.parametrize(
    ("code", "offsets", "audience", "field", "said"),
    [
        ("return_due", [], OWNERS, "offsets", "at least one number"),
        ("return_due", [-3, 2, -3], OWNERS, "offsets", "-3 stands there twice"),
        ("return_due", [401], OWNERS, "offsets", "401 is too far: write numbers from -400 to 400"),
        ("return_due", [-401], OWNERS, "offsets", "-401 is too far"),
        ("return_due", list(range(21)), OWNERS, "offsets", "at most 20 numbers"),
        ("plan_ends", [-61], OWNERS, "offsets", "from -60 to 60"),
        ("cycle_opened", [3], OWNERS, "offsets", "it has no days"),
        ("reports_late", [0, 7], ["reviewer"], "offsets", "from 1 on"),
        ("return_due", [1], [], "audience", "at least one role"),
        ("return_due", [1], ["reviewer"], "audience", "Choose among the roles"),
        ("return_due", [1], ["focal_point"], "audience", "The deputy hears what"),
    ],
)
def test_wrong_value_names_its_field_and_nothing_is_written(
    secretariat: Actor, code: str, offsets: list[int], audience: list[str], field: str, said: str
) -> None:
    before = stored()
    with pytest.raises(ValidationError) as caught:
        change(secretariat, rule(code), 1, offsets=offsets, audience=audience, is_active=True)
    assert list(caught.value.message_dict) == [field]
    assert said in caught.value.message_dict[field][0]
    assert stored() == before


@pytest.mark.parametrize("offsets", [[400, -400], list(range(20))])
def test_values_at_the_limits_are_taken(offsets: list[int]) -> None:
    assert checked("return_due", offsets, OWNERS, True).offsets == tuple(sorted(offsets))


def test_older_version_changes_nothing(secretariat: Actor) -> None:
    said = {"audience": OWNERS, "is_active": True}
    change(secretariat, rule(), 1, offsets=[-5], **said)
    before = stored()
    with pytest.raises(Conflict) as caught:
        change(secretariat, rule(), 1, offsets=[-6], **said)
    assert caught.value.current.offsets == [-5]
    assert stored() == before


def test_only_the_secretariat_changes_a_rule(amina: Actor) -> None:
    before = stored()
    with pytest.raises(NotAllowed):
        change(amina, rule(), 1, offsets=[-5], audience=OWNERS, is_active=True)
    assert stored() == before


def test_preview_names_what_is_moved_added_and_dropped_by_role_and_writes_nothing(
    amina: Actor,
) -> None:
    deputy = factories.make_seat("deputy", "KEN")
    for member in ("NOR", "FRA"):
        factories.make_seat("focal_point", member)
        make_report(member)
    make_report()
    audience = [*OWNERS, "clearing_officer"]
    with time_machine.travel(OPENED + WEEK):
        chosen = checked("submission_due", [-30, -21, -7, -2, 0, 3, 7, 14, 21], audience, True)
        shown = preview("submission_due", chosen)
    # -14 has moved to -21, and the last three are gone.
    days = {(shift.old, shift.new) for shift in shown}
    assert days == {
        (dt.date(2027, 1, 14), dt.date(2027, 1, 7)),
        (dt.date(2027, 2, 25), None),
        (dt.date(2027, 3, 4), None),
        (dt.date(2027, 3, 11), None),
    }
    moved = Shift(dt.date(2027, 1, 14), dt.date(2027, 1, 7), "focal_point", 3)
    assert shown[:2] == [Shift(moved.old, moved.new, "deputy", 1), moved]
    assert deputy.pk
    assert not Reminder.objects.exists()


def test_preview_of_what_stands_is_empty(amina: Actor) -> None:
    make_report()
    row = rule("submission_due")
    assert preview(row.code, checked(row.code, row.offsets, row.audience, True)) == []


def test_preview_asks_as_much_for_many_members_as_for_one(
    amina: Actor, django_assert_num_queries
) -> None:
    make_report()
    row = rule("submission_due")
    chosen = checked(row.code, [-5], row.audience, True)
    with django_assert_num_queries(10):
        preview(row.code, chosen)
    for member in ("NOR", "FRA", "JPN", "UGA"):
        factories.make_seat("focal_point", member)
        make_report(member)
    with django_assert_num_queries(10):
        preview(row.code, chosen)


def test_rule_of_an_unknown_code_is_none() -> None:
    assert agreed("nothing") is None
