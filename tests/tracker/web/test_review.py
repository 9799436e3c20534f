"""The queue and the completeness check: a reviewer reads, asks, decides, and changes no word."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from accounts.actor import Actor
from accounts.enums import Role
from tests import factories
from tests.tracker.web.pages import CODE, as_person, decide, in_days, review_page, text
from tracker.enums import ReportState, Status
from tracker.models import ProgressEntry, Report, ReviewComment

pytestmark = pytest.mark.django_db
QUEUE = "/en/review/"
COMMENT = "/en/review/KEN/2026/comment/"


@pytest.fixture
def rita(db: None) -> Actor:
    """Reviewer of Kenya and Moldova."""
    return factories.reviewer("KEN", "MDA")


@pytest.fixture
def report(db: None, amina: Actor) -> Report:
    report = factories.make_report()
    factories.answer(report, narrative="The committee met.")
    return factories.submitted(report, amina.seat)


def ask(client: object, words: str = "Since when?", field: str = "") -> object:
    return client.post(COMMENT, {"answer": CODE, "field": field, "text": words})  # type: ignore[attr-defined]


def state(report: Report) -> str:
    return Report.internal.get(pk=report.pk).state


# --- the queue ----------------------------------------------------------------------------------


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
    monkeypatch.setattr("tracker.web.views.review.MOST_ROWS", 1)
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


# --- one report ---------------------------------------------------------------------------------


def test_review_compares_with_the_cycle_before(rita: Actor, report: Report) -> None:
    last = factories.make_report(cycle=factories.make_cycle("2025", dt.date(2025, 5, 20)))
    factories.answer(last, status=Status.IN_PROGRESS, narrative="The committee was planned.")
    line = factories.make_line(last)
    factories.make_figure(last, line, "allocated", "240000")
    factories.submitted(last)
    factories.make_figure(
        report,
        line,
        "allocated",
        "900000",
        period_start=dt.date(2026, 7, 1),
        period_end=dt.date(2027, 6, 30),
    )
    page = text(as_person(rita).get(review_page(CODE)))
    assert "<del>was planned.</del>" in page
    assert "<ins>met.</ins>" in page
    assert "2025: In progress" in page
    assert "+275%" in page


def test_review_opens_at_the_first_answer_given(rita: Actor, report: Report) -> None:
    page = as_person(rita).get(review_page())
    assert page.context["review"].entry.recommendation.code == CODE
    assert len(page.context["review"].rail) == 18


@pytest.mark.parametrize("who", ["amina", "otieno", "kari"])
def test_review_page_is_not_there_for_members(
    who: str, report: Report, request: pytest.FixtureRequest
) -> None:
    client = as_person(request.getfixturevalue(who))
    assert client.get(review_page()).status_code == 404
    assert ask(client).status_code == 404
    assert decide(client, report, "accept").status_code == 404
    assert state(report) == ReportState.SUBMITTED
    assert not ReviewComment.objects.unscoped().exists()


def test_reviewer_of_others_finds_nothing(report: Report) -> None:
    client = as_person(factories.reviewer("MDA"))
    assert client.get(review_page()).status_code == 404
    assert decide(client, report, "accept").status_code == 404
    assert state(report) == ReportState.SUBMITTED


def test_draft_is_not_there_for_its_reviewer(rita: Actor) -> None:
    factories.answer(factories.make_report(), narrative="Not yet sent.")
    assert as_person(rita).get(review_page()).status_code == 404


def test_restricted_answer_is_not_in_the_rail(rita: Actor, report: Report) -> None:
    ProgressEntry.internal.filter(recommendation__code=CODE).update(confidentiality="restricted")
    page = as_person(rita).get(review_page(CODE))
    assert len(page.context["review"].rail) == 17
    assert "The committee met." not in text(page)


def test_comment_is_pinned_to_a_field_and_unknown_to_the_member_until_returned(
    rita: Actor, amina: Actor, report: Report
) -> None:
    assert ask(as_person(rita), field="money").status_code == 302
    comment = ReviewComment.objects.unscoped().get()
    assert (comment.field, comment.text, comment.sent_at) == ("money", "Since when?", None)
    entry = reverse("tracker:entry", args=["2026", CODE])
    assert "Since when?" not in text(as_person(amina).get(entry))


def test_empty_or_unknown_comment_is_refused_and_keeps_its_words(
    rita: Actor, report: Report
) -> None:
    client = as_person(rita)
    assert ask(client, "  ").status_code == 400
    wrong = ask(client, "Words that were typed.", "nonsense")
    assert wrong.status_code == 400
    assert "Words that were typed." in text(wrong)
    assert not ReviewComment.objects.unscoped().exists()


def test_comment_is_settled(rita: Actor, report: Report) -> None:
    client = as_person(rita)
    ask(client)
    comment = ReviewComment.objects.unscoped().get()
    data = {"answer": CODE, "resolve": str(comment.public_id), "version": comment.version}
    assert client.post(COMMENT, data).status_code == 302
    comment.refresh_from_db()
    assert comment.resolved_at is not None
    assert client.post(COMMENT, {**data, "resolve": "nonsense"}).status_code == 404


def test_return_without_comment_message_or_date_is_refused(rita: Actor, report: Report) -> None:
    client = as_person(rita)
    page = decide(client, report, "return", message="Words that were typed.")
    assert page.status_code == 400
    assert "Say by when" in text(page)
    assert "Words that were typed." in text(page)
    page = decide(client, report, "return", message="Words that were typed.", **in_days(14))
    assert page.status_code == 400
    assert "Write at least one comment on an answer" in text(page)
    assert state(report) == ReportState.SUBMITTED


def test_return_opens_only_the_commented_answers(rita: Actor, report: Report) -> None:
    client = as_person(rita)
    ask(client)
    response = decide(client, report, "return", message="One question.", **in_days(14))
    assert response.status_code == 302
    assert state(report) == ReportState.RETURNED
    open_ones = ProgressEntry.objects.working().filter(report=report, is_open=True)
    assert [e.recommendation.code for e in open_ones.select_related("recommendation")] == [CODE]


def test_accept_then_publish_only_after_the_release(rita: Actor, report: Report) -> None:
    client = as_person(rita)
    page = text(client.get(review_page()))
    assert "Accept means complete and safe to share; it is not agreement." in page
    assert decide(client, report, "accept").status_code == 302
    refused = decide(client, report, "publish")
    assert refused.status_code == 409
    assert "not released" in text(refused)
    factories.put(report, released_at=dt.datetime.now(dt.UTC))
    assert decide(client, report, "publish").status_code == 302
    assert state(report) == ReportState.PUBLISHED


def test_who_submitted_does_not_accept(report: Report, amina: Actor) -> None:
    seat = factories.make_seat(Role.REVIEWER, user=amina.user, reviews=("KEN",))
    client = as_person(amina)
    client.post(reverse("tracker:seat"), {"seat": str(seat.public_id)})
    page = text(client.get(review_page()))
    assert "Who submitted a report does not review it." in page
    assert decide(client, report, "accept").status_code == 403
    assert state(report) == ReportState.SUBMITTED


def test_published_report_is_reopened_with_a_reason(rita: Actor, report: Report) -> None:
    factories.published(report)
    client = as_person(rita)
    assert decide(client, report, "reopen", **in_days(10)).status_code == 400
    assert decide(client, report, "reopen", reason="A new law.", **in_days(10)).status_code == 302
    assert state(report) == ReportState.RETURNED
    assert Report.internal.get(pk=report.pk).is_public


def test_accepting_twice_is_one_acceptance(rita: Actor, report: Report) -> None:
    client = as_person(rita)
    decide(client, report, "accept")
    assert decide(client, report, "accept").status_code == 409
    assert state(report) == ReportState.ACCEPTED


def test_queries_of_the_review_page_do_not_grow(
    rita: Actor, report: Report, django_assert_num_queries
) -> None:
    client = as_person(rita)
    client.get(review_page(CODE))
    with django_assert_num_queries(14):
        client.get(review_page(CODE))
    entry = factories.entry_of(report)
    for n in range(4):
        factories.make_evidence(entry)
        factories.answer(report, f"2023-0{n + 2}")
        ask(client, f"Question {n}")
    # Shows, and so forgets, what the four forms said.
    client.get(review_page(CODE))
    with django_assert_num_queries(14):
        client.get(review_page(CODE))
