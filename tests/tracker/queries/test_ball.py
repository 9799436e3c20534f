from __future__ import annotations

import datetime as dt

import pytest

from tests import factories
from tracker.enums import ReportState
from tracker.queries.ball import ball_in_court

pytestmark = pytest.mark.django_db

NOW = dt.datetime.now(dt.UTC)
WHOSE = {
    "draft": {"focal_point", "deputy"},
    "clearance": {"clearing_officer"},
    "submitted": {"reviewer"},
    "returned": {"focal_point", "deputy"},
    "accepted": {"focal_point"},
    "published": set(),
    "withdrawn": set(),
}


@pytest.mark.parametrize("state", ReportState.values)
def test_every_state_names_who_has_the_ball(state):
    report = factories.submitted(factories.make_report())
    facts = {}
    if state in ("published", "withdrawn"):
        facts = {"released_at": NOW, "published_at": NOW}
    if state == "withdrawn":
        facts["withdrawn_at"] = NOW
    ball = ball_in_court(factories.put(report, state=state, **facts))
    assert set(ball.roles) == WHOSE[state]
    assert str(ball.sentence)
    assert (ball.due_on is not None) == (state in ("draft", "clearance", "returned"))


def test_release_hands_the_ball_to_the_reviewer():
    report = factories.submitted(factories.make_report())
    later = NOW + dt.timedelta(hours=1)
    ball = ball_in_court(factories.put(report, state="accepted", released_at=later))
    assert ball.roles == ("reviewer",)
    assert ball.since == later
