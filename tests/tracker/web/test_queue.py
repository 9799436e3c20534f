"""The reviewers' queue: what waits, for how long, in whose hand; and one decision on several."""

from __future__ import annotations

import datetime as dt

import pytest

from accounts.actor import Actor
from tests import factories
from tests.tracker.web.pages import CODE, as_person, text
from tracker.enums import ReportState
from tracker.models import ProgressEntry, Report

pytestmark = pytest.mark.django_db
QUEUE = "/en/review/"
BULK = "/en/review/bulk/"


@pytest.fixture
def rita(db: None) -> Actor:
    """Reviewer of Kenya and Moldova."""
    return factories.reviewer("KEN", "MDA")


@pytest.fixture
def report(db: None, amina: Actor) -> Report:
    report = factories.make_report()
    factories.answer(report, narrative="The committee met.")
    return factories.submitted(report, amina.seat)


def test_queue_puts_what_waits_longest_first(rita: Actor, report: Report) -> None:
    now = dt.datetime.now(dt.UTC)
    moldova = factories.submitted(factories.make_report("MDA", report.cycle))
    factories.put(moldova, state_since=now - dt.timedelta(days=9))
    factories.put(report, state_since=now - dt.timedelta(days=4))
    page = as_person(rita).get(QUEUE)
    queue = page.context["queue"]
    assert [(row.report.member.code, row.days) for row in queue.rows] == [("MDA", 9), ("KEN", 4)]
    assert (queue.pending, queue.average_days) == (2, 6)
    assert "2 reports wait for you" in text(page)


def test_queue_of_many_reports_comes_in_pages(rita: Actor, report: Report, monkeypatch) -> None:
    monkeypatch.setattr("tracker.web.views.queue.MOST_ROWS", 1)
    factories.submitted(factories.make_report("MDA", report.cycle))
    first = text(as_person(rita).get(QUEUE, {"cycle": "2026"}))
    assert "Page 1 of 2" in first
    assert "?cycle=2026&amp;page=2" in first
    assert "Page 2 of 2" in text(as_person(rita).get(QUEUE, {"cycle": "2026", "page": "2"}))


def test_queue_holds_no_draft_and_no_other_reviewers_member(rita: Actor, report: Report) -> None:
    factories.make_report("MDA", report.cycle)
    norway = factories.make_report("NOR", report.cycle)
    factories.answer(norway)
    factories.published(norway)
    codes = [row.report.member.code for row in as_person(rita).get(QUEUE).context["queue"].rows]
    assert codes == ["KEN"]


def test_released_report_waits_for_the_reviewer_again(rita: Actor, report: Report) -> None:
    now = dt.datetime.now(dt.UTC)
    factories.put(report, state=ReportState.ACCEPTED, accepted_at=now)
    assert as_person(rita).get(QUEUE).context["queue"].pending == 0
    factories.put(report, released_at=now)
    assert as_person(rita).get(QUEUE).context["queue"].pending == 1


def test_filters_stand_in_the_address(rita: Actor, report: Report) -> None:
    moldova = factories.submitted(factories.make_report("MDA", report.cycle))
    factories.put(moldova, state=ReportState.RETURNED)
    assert len(as_person(rita).get(QUEUE).context["queue"].rows) == 1
    assert len(as_person(rita).get(QUEUE, {"state": "all"}).context["queue"].rows) == 2
    page = as_person(rita).get(QUEUE, {"state": "returned", "cycle": "", "regional_group": ""})
    assert [row.report.member.code for row in page.context["queue"].rows] == ["MDA"]
    nothing = text(as_person(rita).get(QUEUE, {"state": "withdrawn"}))
    assert "No report matches." in nothing
    assert "Clear the filters" in nothing


def test_filter_that_is_not_known_is_named(rita: Actor, report: Report) -> None:
    response = as_person(rita).get(QUEUE, {"state": "lost"})
    assert response.status_code == 400
    assert "lost" in text(response)


def test_empty_queue_says_what_will_come(rita: Actor) -> None:
    assert "The queue is empty." in text(as_person(rita).get(QUEUE))


@pytest.mark.parametrize("who", ["amina", "otieno", "kari"])
def test_queue_is_no_page_for_members(who: str, request: pytest.FixtureRequest) -> None:
    assert as_person(request.getfixturevalue(who)).get(QUEUE).status_code == 404


def test_queries_of_the_queue_do_not_grow(
    rita: Actor, report: Report, django_assert_num_queries
) -> None:
    client = as_person(rita)
    client.get(QUEUE)
    with django_assert_num_queries(7):
        client.get(QUEUE)
    moldova = factories.make_report("MDA", report.cycle)
    for code in ("2022-01", CODE):
        factories.answer(moldova, code)
    factories.submitted(moldova)
    with django_assert_num_queries(7):
        client.get(QUEUE)


def test_queue_counts_the_answers_that_changed_since_the_round_before(
    rita: Actor, report: Report
) -> None:
    assert [n for _row, n in as_person(rita).get(QUEUE).context["rows"]] == [None]
    factories.sent(report)
    factories.put(report, round=2)
    ProgressEntry.internal.filter(recommendation__code__in=[CODE, "2022-09"]).update(
        narrative="All new.", version=2
    )
    assert [n for _row, n in as_person(rita).get(QUEUE).context["rows"]] == [2]


def test_queue_is_narrowed_by_hand_and_lateness(rita: Actor, report: Report) -> None:
    moldova = factories.submitted(factories.make_report("MDA", report.cycle), is_late=True)
    norway = factories.submitted(factories.make_report("NOR", report.cycle))
    factories.put(report, reviewer_in_hand=rita.seat)
    factories.put(norway, reviewer_in_hand=rita.seat)
    client = as_person(rita)

    def members(**asked: str) -> list[str]:
        rows = client.get(QUEUE, asked).context["queue"].rows
        return [row.report.member.code for row in rows]

    assert members(hand="mine") == ["KEN"]
    assert members(hand="nobody") == ["MDA"]
    assert members(hand="others") == []
    factories.put(moldova, reviewer_in_hand=factories.reviewer("MDA").seat)
    assert members(hand="others") == ["MDA"]
    assert members(late="yes") == ["MDA"]
    assert members(late="no") == ["KEN"]
    assert client.get(QUEUE, {"hand": "left"}).status_code == 400


def test_queue_names_who_has_a_report_in_hand(rita: Actor, report: Report) -> None:
    other = factories.reviewer("KEN")
    factories.put(report, reviewer_in_hand=other.seat)
    assert str(other.user.name) in text(as_person(rita).get(QUEUE))


# --- one decision on several --------------------------------------------------------------------


def keys(*reports: Report) -> list[str]:
    return [f"{report.public_id}:{report.version}" for report in reports]


def state(report: Report) -> str:
    return Report.internal.get(pk=report.pk).state


def test_ticked_reports_are_accepted_after_a_page_that_says_what_happens(
    rita: Actor, report: Report
) -> None:
    client = as_person(rita)
    moldova = factories.make_report("MDA", report.cycle)
    factories.submitted(moldova)
    factories.put(moldova, state=ReportState.RETURNED)
    data = {"action": "accept", "report": keys(report, moldova)}
    before = text(client.post(BULK, data))
    assert "Nothing is done yet." in before
    assert "Will be refused" in before
    assert state(report) == ReportState.SUBMITTED
    after = client.post(BULK, {**data, "confirmed": "yes"})
    assert [o.is_done for o in after.context["outcomes"]] == [True, False]
    assert (state(report), state(moldova)) == (ReportState.ACCEPTED, ReportState.RETURNED)
    assert "Not done" in text(after)


def test_report_that_changed_meanwhile_is_refused(rita: Actor, report: Report) -> None:
    factories.put(report, version=5)
    data = {"action": "accept", "report": [f"{report.public_id}:4"], "confirmed": "yes"}
    assert "Somebody changed this report" in text(as_person(rita).post(BULK, data))
    assert state(report) == ReportState.SUBMITTED


def test_report_of_others_is_not_among_the_ticked(rita: Actor, report: Report) -> None:
    norway = factories.submitted(factories.make_report("NOR", report.cycle))
    data = {"action": "accept", "report": keys(norway), "confirmed": "yes"}
    assert as_person(rita).post(BULK, data).url == QUEUE
    assert state(norway) == ReportState.SUBMITTED


@pytest.mark.parametrize(
    "data", [{}, {"action": "return"}, {"action": "accept", "report": "no:1"}, {"report": "x"}]
)
def test_nothing_ticked_or_no_such_action_does_nothing(
    rita: Actor, report: Report, data: dict[str, str]
) -> None:
    given = {"report": keys(report), "confirmed": "yes", **data}
    assert as_person(rita).post(BULK, given).status_code in (302, 404)
    assert state(report) == ReportState.SUBMITTED


@pytest.mark.parametrize("who", ["amina", "otieno", "kari"])
def test_members_decide_nothing_in_bulk(
    who: str, report: Report, request: pytest.FixtureRequest
) -> None:
    data = {"action": "accept", "report": keys(report), "confirmed": "yes"}
    assert as_person(request.getfixturevalue(who)).post(BULK, data).status_code == 404
    assert state(report) == ReportState.SUBMITTED
