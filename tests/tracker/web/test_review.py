"""The completeness check: a reviewer reads what changed, asks, decides, and changes no word."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from accounts.actor import Actor
from accounts.enums import Role
from tests import factories
from tests.tracker.web.pages import CODE, as_person, decide, in_days, review_page, text
from tracker.domain import progress
from tracker.enums import ReportState, Status
from tracker.models import BudgetFigure, ProgressEntry, Report, ReviewComment
from tracker.money import format_amount

pytestmark = pytest.mark.django_db
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
    assert "Accept means complete, understandable and safe to share." in page
    assert "It is not agreement with the self-assessment." in page
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
    with django_assert_num_queries(17):
        client.get(review_page(CODE))
    entry = factories.entry_of(report)
    for n in range(4):
        factories.make_evidence(entry)
        factories.answer(report, f"2023-0{n + 2}")
        ask(client, f"Question {n}")
    # Shows, and so forgets, what the four forms said.
    client.get(review_page(CODE))
    with django_assert_num_queries(17):
        client.get(review_page(CODE))


# --- the second round ---------------------------------------------------------------------------


@pytest.fixture
def second(report: Report, amina: Actor) -> Report:
    """The report in its second round: one of two answers changed, with its figure."""
    other = factories.answer(report, "2022-09", narrative="As before.")
    figure = factories.make_figure(report, factories.make_line(report), amount="240000")
    factories.sent(report)
    entry = factories.entry_of(report)
    progress.record(amina, open_for(entry), entry.version, {"narrative": "The committee left."})
    BudgetFigure.internal.filter(pk=figure.pk).update(amount="900000", version=2)
    assert other.version == 1
    return factories.put(report, state="submitted", round=2)


def open_for(entry: ProgressEntry) -> ProgressEntry:
    """The answer while its report is with the focal point."""
    factories.put(entry.report, state="returned")
    return factories.entry_of(entry.report, entry.recommendation.code)


def test_second_round_opens_at_the_first_change_and_shows_both_rounds(
    rita: Actor, second: Report
) -> None:
    response = as_person(rita).get(review_page())
    review, page = response.context["review"], text(response)
    assert [item.code for item in review.rail] == [CODE]
    assert [(f.code, f.number) for f in review.filters] == [
        ("changed", 1),
        ("all", 18),
        ("comments", 0),
    ]
    assert review.since.fields == {"narrative", "money"}
    assert "<del>met.</del>" in page
    assert "<ins>left.</ins>" in page
    assert "Compared with round 1" in page
    assert format_amount(240000, "en") in page
    assert "+275%" in page


def test_rail_is_narrowed_by_the_address(rita: Actor, second: Report) -> None:
    client = as_person(rita)
    ask(client)
    commented = client.get(review_page(), {"show": "comments"}).context["review"]
    assert [(item.code, item.comments) for item in commented.rail] == [(CODE, 1)]
    everything = client.get(review_page(), {"show": "all"}).context["review"]
    assert len(everything.rail) == 18
    assert everything.next_code == "2022-09"
    unknown = client.get(review_page(), {"show": "nonsense"}).context["review"]
    assert unknown.show == "changed"


def test_next_changed_leads_from_change_to_change(
    rita: Actor, amina: Actor, second: Report
) -> None:
    entry = factories.entry_of(second, "2022-09")
    progress.record(amina, open_for(entry), entry.version, {"next_steps": "A new law."})
    factories.put(second, state="submitted")
    review = as_person(rita).get(review_page()).context["review"]
    assert (review.entry.recommendation.code, review.next_code) == (CODE, "2022-09")
    page = text(as_person(rita).get(review_page()))
    assert "Next changed:" in page


def test_round_before_that_nobody_knows_is_said_so(rita: Actor, second: Report) -> None:
    second.submissions.unscoped().update(versions={})
    page = text(as_person(rita).get(review_page()))
    assert "What the round before held is not known" in page


def test_sealed_answer_says_that_it_cannot_be_compared(rita: Actor, amina: Actor) -> None:
    report = factories.make_report()
    closed = {"confidentiality": "restricted", "status": "not_started", "narrative": "A shelter."}
    progress.record(amina, factories.entry_of(report), 1, closed)
    factories.submitted(report, amina.seat)
    factories.sent(report)
    entry = open_for(factories.entry_of(report))
    progress.record(amina, entry, 2, {"confidentiality": "member", "narrative": "A programme."})
    factories.put(report, state="submitted", round=2)
    page = text(as_person(rita).get(review_page(CODE)))
    assert "The history keeps only a fingerprint of it" in page
    assert "shelter" not in page


# --- comments at their field --------------------------------------------------------------------


def test_comment_link_opens_the_form_at_its_field(rita: Actor, report: Report) -> None:
    client = as_person(rita)
    page = text(client.get(review_page(CODE)))
    assert "&amp;field=money#new" in page
    assert 'id="new"' not in page.replace("#new", "")[: page.index('id="f-money"')]
    pinned = client.get(review_page(CODE), {"answer": CODE, "field": "money"})
    assert pinned.context["comment_form"].initial == {"field": "money"}
    shown = text(pinned)
    at = shown.index('id="f-money"')
    assert at < shown.index('id="new"') < shown.index('id="f-evidence"')
    assert "New comment on: Money" in shown


def test_thread_stands_under_its_field_and_takes_a_second_comment(
    rita: Actor, report: Report
) -> None:
    client = as_person(rita)
    for words in ("Which law?", "And which article?"):
        assert ask(client, words, "money").url.endswith("#f-money")  # type: ignore[attr-defined]
    threads = client.get(review_page(CODE)).context["review"].threads
    assert [r.comment.text for r in threads["money"].remarks] == [
        "Which law?",
        "And which article?",
    ]
    assert not threads["status"].remarks


def test_added_comment_leads_on_to_the_next_answer(rita: Actor, report: Report) -> None:
    data = {"answer": CODE, "field": "", "text": "Since when?", "show": "all", "then": "2022-09"}
    assert as_person(rita).post(COMMENT, data).url == f"{review_page('2022-09')}&show=all"


def test_unsent_comment_is_changed_and_removed_on_the_page(rita: Actor, report: Report) -> None:
    client = as_person(rita)
    ask(client)
    comment = ReviewComment.objects.unscoped().get()
    key = str(comment.public_id)
    page = text(client.get(review_page(CODE), {"answer": CODE, "edit": key}))
    assert "Save the comment" in page
    data = {"answer": CODE, "change": key, "version": 1}
    assert client.post(COMMENT, {**data, "text": " "}).status_code == 400
    assert client.post(COMMENT, {**data, "text": "Which one?"}).status_code == 302
    comment.refresh_from_db()
    assert (comment.text, comment.version) == ("Which one?", 2)
    stale = {"answer": CODE, "remove": key, "version": 1}
    assert client.post(COMMENT, stale).status_code == 409
    assert client.post(COMMENT, {**stale, "version": 2}).status_code == 302
    assert not ReviewComment.objects.unscoped().exists()


def test_sent_comment_offers_no_change(rita: Actor, report: Report) -> None:
    client = as_person(rita)
    ask(client)
    ReviewComment.objects.unscoped().update(sent_at=dt.datetime.now(dt.UTC))
    comment = ReviewComment.objects.unscoped().get()
    page = text(client.get(review_page(CODE), {"answer": CODE, "edit": str(comment.public_id)}))
    assert "Save the comment" not in page
    data = {"answer": CODE, "change": str(comment.public_id), "version": 1, "text": "Other."}
    assert client.post(COMMENT, data).status_code == 403
    comment.refresh_from_db()
    assert comment.text == "Since when?"


def test_settled_comment_is_opened_again(rita: Actor, report: Report) -> None:
    client = as_person(rita)
    ask(client)
    key = str(ReviewComment.objects.unscoped().get().public_id)
    client.post(COMMENT, {"answer": CODE, "resolve": key, "version": 1})
    assert client.post(COMMENT, {"answer": CODE, "again": key, "version": 2}).status_code == 302
    assert ReviewComment.objects.unscoped().get().resolved_at is None


def test_reviewer_has_no_door_to_a_members_words(rita: Actor, report: Report) -> None:
    """No verb of the review takes an answer, and the page of an answer is not there for it."""
    client = as_person(rita)
    before = factories.entry_of(report)
    words = {"version": before.version, "narrative": "The reviewer’s words.", "text": "Since when?"}
    for name in ("comment", "move", "take", "return"):
        url = reverse(f"tracker:review-{name}", args=["KEN", "2026"])
        client.post(url, {**words, "answer": CODE, "action": "accept"})
    assert client.post(reverse("tracker:entry", args=["2026", CODE]), words).status_code == 404
    path = reverse("api:entry-detail", args=[before.public_id])
    body = {"narrative": "The reviewer’s words."}
    refused = client.patch(path, body, content_type="application/json", headers={"If-Match": '"1"'})
    assert refused.status_code == 403
    after = factories.entry_of(report)
    assert (after.narrative, after.version) == (before.narrative, before.version)


# --- who has it in hand -------------------------------------------------------------------------


def test_report_is_taken_and_taken_over(rita: Actor, report: Report) -> None:
    client = as_person(rita)
    assert "Nobody has this report in hand." in text(client.get(review_page()))
    take = reverse("tracker:review-take", args=["KEN", "2026"])
    assert client.post(take).status_code == 302
    assert Report.internal.get(pk=report.pk).reviewer_in_hand == rita.seat
    assert "Take over" not in text(client.get(review_page()))
    other = as_person(factories.reviewer("KEN"))
    page = text(other.get(review_page()))
    assert f"{rita.user.name}</bdi> has this report in hand" in page
    assert decide(other, report, "accept").status_code == 302


def test_hand_of_a_seat_that_is_over_is_nobodys(rita: Actor, report: Report) -> None:
    factories.put(report, reviewer_in_hand=rita.seat)
    other = as_person(factories.reviewer("KEN"))
    yesterday = dt.datetime.now(dt.UTC).date() - dt.timedelta(days=1)
    type(rita.seat).objects.filter(pk=rita.seat.pk).update(ends_on=yesterday)
    assert "Nobody has this report in hand." in text(other.get(review_page()))
