"""The focal point's side of a review: every comment on one page, and the way through them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse

from accounts.actor import Actor
from accounts.enums import Role
from tests import factories
from tests.tracker.web.pages import CODE, as_person, entry_page, move, text, typed
from tracker.domain import review
from tracker.domain.workflow import perform
from tracker.models import ProgressEntry, Report, ReviewComment

pytestmark = pytest.mark.django_db
COMMENTS = "/en/report/2026/comments/"
OTHER = "2023-05"


@pytest.fixture
def report(db: None, amina: Actor) -> Report:
    """Kenya's report, sent and returned with a question on each of two answers."""
    report = factories.make_report()
    for code in (CODE, OTHER):
        factories.answer(report, code)
    perform(amina, report, "submit", agreed=True)
    report.refresh_from_db()
    rita = factories.reviewer("KEN")
    for code, words in ((OTHER, "How many villages?"), (CODE, "Which law is it?")):
        review.comment(rita, report, factories.entry_of(report, code), "narrative", words)
    perform(rita, report, "return", message="Two things.", due_on=factories.in_a_week().date())
    report.refresh_from_db()
    return report


def box(code: str) -> str:
    asked = ReviewComment.internal.get(entry__recommendation__code=code)
    return f"answer-{asked.public_id}"


def reply(actor: Actor, code: str, words: str) -> Any:
    """Fills the reply box of an answer and presses "Mark as answered, next"."""
    client = as_person(actor)
    data = typed(client.get(entry_page(code)))
    return client.post(entry_page(code), {**data, box(code): words, "then": "answered"})


def test_page_lists_what_is_open_in_the_order_of_the_answers(amina: Actor, report: Report) -> None:
    page = as_person(amina).get(COMMENTS)
    exchange = page.context["exchange"]
    assert [(tab.code, tab.number) for tab in exchange.tabs] == [
        ("open", 2),
        ("answered", 0),
        ("settled", 0),
    ]
    assert [r.comment.text for r in exchange.remarks] == ["Which law is it?", "How many villages?"]
    assert f"Answer, beginning with {CODE}" in text(page)


def test_each_state_has_its_list(amina: Actor, report: Report) -> None:
    reply(amina, CODE, "Act 12.")
    ReviewComment.internal.filter(entry__recommendation__code=OTHER).update(
        resolved_at=dt.datetime.now(dt.UTC)
    )
    client = as_person(amina)
    shown = text(client.get(COMMENTS, {"state": "answered"}))
    assert "Act 12." in shown
    assert "How many villages?" not in shown
    assert "How many villages?" in text(client.get(COMMENTS, {"state": "settled"}))
    nothing = text(client.get(COMMENTS))
    assert "No open comments." in nothing
    assert "Check the report and submit it again" in nothing


def test_draft_has_no_comments_and_says_so(amina: Actor) -> None:
    factories.make_report()
    client = as_person(amina)
    assert "No open comments." in text(client.get(COMMENTS))
    assert "No comment was answered yet." in text(client.get(COMMENTS, {"state": "answered"}))
    assert "No comment was settled yet." in text(client.get(COMMENTS, {"state": "settled"}))


def test_contributors_and_strangers_find_no_comments(report: Report, kari: Actor) -> None:
    contributor = factories.actor(factories.make_seat(Role.CONTRIBUTOR, "KEN"))
    for actor in (contributor, kari, factories.reviewer("KEN")):
        assert as_person(actor).get(COMMENTS).status_code == 404


def test_comment_not_yet_sent_is_not_on_the_page(amina: Actor, report: Report) -> None:
    ReviewComment.internal.filter(entry__recommendation__code=OTHER).update(sent_at=None)
    assert "How many villages?" not in text(as_person(amina).get(COMMENTS))


def test_answered_comment_leads_to_the_next_and_the_last_to_the_check(
    amina: Actor, report: Report
) -> None:
    assert reply(amina, CODE, "Act 12.").url == f"{entry_page(OTHER)}#comments"
    assert reply(amina, OTHER, "Nine.").url == "/en/report/2026/check/"
    answers = ReviewComment.internal.order_by("entry__recommendation__code")
    assert list(answers.values_list("answer", flat=True)) == ["Act 12.", "Nine."]
    assert move(as_person(amina), report, "submit", agreed="on").status_code == 302
    assert Report.internal.get(pk=report.pk).round == 2


def test_next_goes_round_to_what_was_passed_over(amina: Actor, report: Report) -> None:
    assert reply(amina, OTHER, "Nine.").url == f"{entry_page(CODE)}#comments"


def test_marked_as_answered_without_a_reply_is_refused_and_keeps_what_was_typed(
    amina: Actor, report: Report
) -> None:
    client = as_person(amina)
    data = {**typed(client.get(entry_page())), "narrative": "Words that were typed."}
    response = client.post(entry_page(), {**data, "then": "answered"})
    assert response.status_code == 400
    assert "Write a reply: the reviewer reads it first." in text(response)
    assert "Words that were typed." in text(response)
    assert ReviewComment.internal.filter(answer="").count() == 2
    assert factories.entry_of(report).narrative != "Words that were typed."


def test_only_commented_answers_are_open(amina: Actor, report: Report) -> None:
    client = as_person(amina)
    closed = client.get(entry_page("2022-09"))
    assert "Only the answers with comments are open in a returned report." in text(closed)
    assert client.post(entry_page("2022-09"), {"version": 1}).status_code == 403
    assert "Mark as answered, next" in text(client.get(entry_page()))


def test_draft_offers_no_mark(amina: Actor) -> None:
    factories.make_report()
    assert "Mark as answered" not in text(as_person(amina).get(entry_page()))


def test_receipts_of_all_rounds_stay_readable(amina: Actor, kari: Actor, report: Report) -> None:
    reply(amina, CODE, "Act 12.")
    reply(amina, OTHER, "Nine.")
    client = as_person(amina)
    first = report.receipt_sha256
    ProgressEntry.internal.filter(report=report).update(narrative="Other words.")
    move(client, report, "submit", agreed="on")
    url = reverse("tracker:submitted", args=["2026"])
    latest, earlier = text(client.get(url)), text(client.get(url, {"round": "1"}))
    assert "2026-KEN-2" in latest
    assert first not in latest
    assert first in earlier
    for number in ("3", "0", "x"):
        assert client.get(url, {"round": number}).status_code == 404
    assert as_person(kari).get(url, {"round": "1"}).status_code == 404


def test_queries_of_the_comments_do_not_grow(
    amina: Actor, report: Report, django_assert_num_queries
) -> None:
    client = as_person(amina)
    client.get(COMMENTS)
    with django_assert_num_queries(7):
        client.get(COMMENTS)
    rita = factories.reviewer("KEN")
    for code in ("2022-01", "2022-02", "2022-03"):
        ReviewComment.internal.create(
            member=report.member,
            report=report,
            entry=factories.entry_of(report, code),
            text="Why?",
            author=rita.seat,
            round=1,
            sent_at=dt.datetime.now(dt.UTC),
        )
    with django_assert_num_queries(7):
        client.get(COMMENTS)
