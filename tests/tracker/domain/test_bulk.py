"""One decision on several reports: each is judged on its own."""

from __future__ import annotations

import datetime as dt

import pytest

from accounts.actor import Actor
from accounts.enums import Role
from tests import factories
from tracker.domain import review
from tracker.domain.bulk import IN_BULK, perform_each
from tracker.domain.errors import IllegalMove
from tracker.domain.workflow import TRANSITIONS
from tracker.enums import ReportState
from tracker.models import Report

pytestmark = pytest.mark.django_db


def sent(code: str, **facts: object) -> Report:
    report = factories.make_report(code)
    factories.answer(report)
    return factories.submitted(report, **facts)


def state(report: Report) -> str:
    return Report.internal.get(pk=report.pk).state


def test_refusals_say_why_and_stop_nobody(db: None) -> None:
    kenya, asked, other, stale, done = (sent(c) for c in ("KEN", "MDA", "NOR", "ITA", "FRA"))
    user = factories.make_user()
    own = sent("ESP", seat=factories.make_seat(Role.FOCAL_POINT, "ESP", user))
    seat = factories.make_seat(
        Role.REVIEWER, user=user, reviews=["KEN", "MDA", "ITA", "FRA", "ESP"]
    )
    rita = factories.actor(seat)
    review.comment(rita, asked, factories.entry_of(asked), "", "Since when?")
    factories.put(done, state="accepted", accepted_at=dt.datetime.now(dt.UTC))
    chosen = [(asked, 1), (other, 1), (stale, 7), (done, 1), (own, 1), (kenya, 1)]
    outcomes = perform_each(rita, chosen, "accept")
    assert [(o.report.member.code, o.is_done) for o in outcomes] == [
        ("MDA", False),
        ("NOR", False),
        ("ITA", False),
        ("FRA", False),
        ("ESP", False),
        ("KEN", True),
    ]
    said = [str(outcome.reason) for outcome in outcomes]
    for words, told in zip(
        ["still open", "assigned to this member", "Somebody changed", "not possible", "submitted"],
        said,
        strict=False,
    ):
        assert words in told
    assert [state(r) for r in (kenya, asked, other, stale, own)] == ["accepted"] + ["submitted"] * 4


def test_action_that_needs_words_is_not_for_many(amina: Actor) -> None:
    report = sent("KEN")
    with pytest.raises(IllegalMove):
        perform_each(factories.reviewer("KEN"), [(report, 1)], "return")
    assert state(report) == ReportState.SUBMITTED


def test_what_is_done_to_many_asks_for_no_words() -> None:
    assert {t.action for t in TRANSITIONS if t.action in IN_BULK and not t.asks} == set(IN_BULK)
