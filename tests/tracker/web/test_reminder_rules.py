"""The pages of the calendar of reminders."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from accounts.actor import Actor
from tests import factories
from tests.reminding import make_report
from tests.tracker.web.pages import as_person, text
from tracker.domain import reminder_rules
from tracker.forms.reminder_rule import numbers_in
from tracker.models import ReminderRule
from tracker.queries.rule_words import KINDS, RULES

pytestmark = pytest.mark.django_db
PAGE = "/en/manage/reminders/"
RULE = f"{PAGE}part_due/"
TYPED = {"version": "1", "offsets": "-20, -7; 3", "audience": ["contributor"], "is_active": "on"}


@pytest.fixture
def client() -> Client:
    return as_person(factories.reviewer())


def seen(**said: Any) -> str:
    typed = {"version": 1, "offsets": [-20, -7, 3], "audience": ["contributor"], "is_active": True}
    return json.dumps({**typed, **said}, sort_keys=True)


def rule() -> ReminderRule:
    return ReminderRule.objects.get(code="part_due")


def test_list_has_every_rule_in_words(client: Client, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(12):
        page = text(client.get(PAGE))
    assert [one.code for one in reminder_rules.all_agreed()] == list(RULES)
    assert {one.row.kind for one in reminder_rules.all_agreed()} == KINDS.keys()
    assert all(str(title) in page for title, _when in RULES.values())
    assert "-14, -7, -1, +3, +10" in page


def test_change_is_shown_before_it_is_saved(client: Client, amina: Actor) -> None:
    make_report()
    shown = client.post(RULE, TYPED)
    assert shown.status_code == 200
    assert rule().version == 1
    assert "What saving would change from now on" in text(shown)
    assert client.post(RULE, {**TYPED, "seen": seen()})["Location"] == PAGE
    assert (rule().version, rule().offsets) == (2, [-20, -7, 3])


def test_what_was_typed_after_the_look_is_looked_at_again(client: Client) -> None:
    again = client.post(RULE, {**TYPED, "offsets": "-21", "seen": seen()})
    assert again.status_code == 200
    assert rule().version == 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("-30, soon", "“soon” is no whole number"),
        ("1.5", "“1.5” is no whole number"),
        ("7 7", "7 stands there twice"),
        ("-500", "-500 is too far"),
        ("", "Write at least one number"),
        (", ".join(map(str, range(21))), "at most 20 numbers"),
    ],
)
def test_wrong_days_are_refused_and_nothing_typed_is_lost(
    client: Client, typed: str, said: str
) -> None:
    answer = client.post(RULE, {**TYPED, "offsets": typed, "seen": seen()})
    assert answer.status_code == 400
    assert said in text(answer)
    assert f'value="{typed}"' in answer.content.decode() or not typed
    assert rule().version == 1


def test_who_saves_an_old_version_sees_both(client: Client) -> None:
    ReminderRule.objects.filter(code="part_due").update(version=2, offsets=[-9])
    answer = client.post(RULE, {**TYPED, "seen": seen()})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert 'value="-20, -7; 3"' in page
    assert "-9" in text(answer)
    assert 'name="version" value="2"' in page
    assert rule().offsets == [-9]
    # Looked at again with the new version, it can be saved.
    said = {**TYPED, "version": "2", "seen": seen(version=2)}
    assert client.post(RULE, said).status_code == 302
    assert rule().offsets == [-20, -7, 3]


def test_rule_that_is_told_once_has_no_days(client: Client) -> None:
    page = client.get(f"{PAGE}cycle_opened/").content.decode()
    assert 'name="offsets"' not in page
    assert client.get(f"{PAGE}nothing/").status_code == 404


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("-30, -14,-7", [-30, -14, -7]),
        ("−30 –14", [-30, -14]),
        ("+3;0", [3, 0]),
        ("3، 7", [3, 7]),
        (" , ", []),
    ],
)
def test_lists_are_read_as_people_write_them(typed: str, numbers: list[int]) -> None:
    assert numbers_in(typed) == numbers
