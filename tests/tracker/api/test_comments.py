"""The exchange of a review through the API: its states, and who changes what of it."""

from __future__ import annotations

import pytest

from tests import factories
from tests.tracker.api.conftest import problem
from tracker.domain import review
from tracker.domain.workflow import perform
from tracker.models import Report, ReviewComment

LIST = "review-comments/"


@pytest.fixture
def rita(db):
    return factories.reviewer("KEN")


@pytest.fixture
def report(db) -> Report:
    report = factories.make_report("KEN")
    factories.answer(report)
    return factories.submitted(report)


@pytest.fixture
def asked(report, rita) -> ReviewComment:
    return review.comment(rita, report, factories.entry_of(report), "money", "Which law?")


def path(comment: ReviewComment) -> str:
    return f"{LIST}{comment.public_id}/"


def stored() -> ReviewComment:
    return ReviewComment.internal.select_related("report__member", "report__submitted_by").get()


def give_back(rita, report) -> None:
    due_on = factories.in_a_week().date()
    perform(rita, report, "return", message="One.", due_on=due_on)


def states(caller, query: str = "") -> list[str]:
    return [row["state"] for row in caller.get(LIST + query).json()["results"]]


def test_comment_goes_through_its_states(api, rita, amina, report, asked):
    secretariat, member = api(rita), api(amina)
    assert (states(secretariat), states(member)) == (["unsent"], [])
    assert secretariat.get(path(asked)).json()["ball"]["roles"] == ["reviewer"]
    give_back(rita, report)
    assert (states(secretariat), states(member)) == (["open"], ["open"])
    assert member.get(path(asked)).json()["ball"]["roles"] == ["focal_point", "deputy"]
    answered = member.patch(path(asked), {"answer": "Act 12."}, version=2)
    assert (answered.status_code, answered.json()["state"]) == (200, "answered")
    settled = secretariat.patch(path(asked), {"resolved": True}, version=3)
    assert (settled.status_code, settled.json()["state"]) == (200, "settled")
    assert stored().resolved_at is not None


def test_filter_takes_one_state_or_several(api, rita, asked):
    caller = api(rita)
    assert states(caller, "?state=unsent,open") == ["unsent"]
    assert states(caller, "?state=settled") == []
    assert states(caller, "?updated_since=2020-01-01") == ["unsent"]
    assert states(caller, "?updated_since=2099-01-01") == []
    problem(caller.get(f"{LIST}?state=lost"), 400, "wrong-values")


def test_author_changes_and_removes_what_was_not_sent(api, rita, asked):
    caller = api(rita)
    changed = caller.patch(path(asked), {"text": "Which article?"}, version=1)
    assert (changed.status_code, changed.json()["text"]) == (200, "Which article?")
    other = api(factories.reviewer("KEN"))
    problem(other.patch(path(asked), {"text": "Mine."}, version=2), 403, "not-allowed")
    problem(other.delete(path(asked), version=2), 403, "not-allowed")
    problem(caller.delete(path(asked), version=1), 412, "stale")
    assert caller.delete(path(asked), version=2).status_code == 204
    assert not ReviewComment.internal.exists()


def test_sent_comment_is_changed_by_nobody(api, rita, amina, report, asked):
    give_back(rita, report)
    for caller in (api(rita), api(amina)):
        problem(caller.patch(path(asked), {"text": "Other."}, version=2), 403, "not-allowed")
        problem(caller.delete(path(asked), version=2), 403, "not-allowed")
    assert stored().text == "Which law?"


def test_member_settles_nothing_and_reviewer_answers_nothing(api, rita, amina, report, asked):
    give_back(rita, report)
    problem(api(amina).patch(path(asked), {"resolved": True}, version=2), 403, "not-allowed")
    problem(api(rita).patch(path(asked), {"answer": "Act 12."}, version=2), 403, "not-allowed")
    assert (stored().answer, stored().resolved_at) == ("", None)


def test_settled_comment_is_opened_again(api, rita, asked):
    review.resolve(rita, stored(), 1)
    opened = api(rita).patch(path(asked), {"resolved": False}, version=2)
    assert (opened.status_code, opened.json()["state"]) == (200, "unsent")
    problem(api(rita).patch(path(asked), {"resolved": False}, version=3), 403, "not-allowed")


@pytest.mark.parametrize("body", [{}, {"answer": "Act 12.", "text": "Which?"}])
def test_one_thing_is_changed_at_a_time(api, rita, asked, body):
    problem(api(rita).patch(path(asked), body, version=1), 400, "wrong-values")
    assert stored().version == 1


def test_stranger_finds_no_comment(api, kari, asked):
    assert api(kari).patch(path(asked), {"answer": "Ours."}, version=1).status_code == 404
    assert api(kari).delete(path(asked), version=1).status_code == 404
