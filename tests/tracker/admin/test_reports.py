"""Country progress in the admin: the same rows, rules and verbs as on the tracker's own pages."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from accounts.actor import Actor
from accounts.enums import Role
from tests import factories
from tracker.domain import review, workflow
from tracker.enums import Confidentiality, ReportState
from tracker.models import ProgressEntry, Report, ReviewComment

LIST = "admin:tracker_report_changelist"


def page(report: Report) -> str:
    return reverse("admin:tracker_report_change", args=[report.public_id])


def move(report: Report, action: str) -> str:
    return reverse("admin:tracker_report_move", args=[report.public_id, action])


def stored(report: Report) -> Report:
    return Report.internal.get(pk=report.pk)


@pytest.fixture
def report(db: None) -> Report:
    """Kenya's report, submitted, with an answer, a document, figures and a comment."""
    report = factories.make_report("KEN")
    entry = factories.answer(report, "2022-08", confidentiality=Confidentiality.MEMBER)
    line = factories.make_line(report, "2022-08", confidentiality=Confidentiality.MEMBER)
    factories.make_figure(report, line, "allocated", "4250000")
    factories.make_figure(report, line, "spent", None)
    factories.submitted(report)
    ReviewComment.internal.create(
        member=report.member,
        report=report,
        entry=entry,
        text="Which page shows this?",
        author=factories.make_seat(Role.REVIEWER, reviews=["KEN"]),
        round=1,
    )
    return report


@pytest.fixture
def reviewer(db: None) -> Actor:
    return factories.reviewer("KEN")


@pytest.fixture
def desk(client: Client, reviewer: Actor) -> Client:
    """The browser of Kenya's reviewer."""
    client.force_login(reviewer.user)
    return client


def test_reviewer_reads_the_report_whole(desk: Client, report: Report) -> None:
    shown = desk.get(page(report)).content.decode()
    assert "What KEN did about 2022-08." in shown
    assert "Act of KEN" in shown
    assert "4,250,000" in shown
    assert "Not available" in shown
    assert "Which page shows this?" in shown


def test_list_names_the_report_by_its_public_id_alone(desk: Client, report: Report) -> None:
    shown = desk.get(reverse(LIST)).content.decode()
    assert page(report) in shown
    assert f"/report/{report.pk}/" not in shown


def test_lists_narrow_down_by_member_cycle_and_state(desk: Client, report: Report) -> None:
    def found(**asked: object) -> int:
        return desk.get(reverse(LIST), asked).context["cl"].result_count

    member, cycle = report.member_id, report.cycle_id
    assert found() == 1
    assert found(member__id__exact=member, cycle__id__exact=cycle, state__exact="submitted") == 1
    assert found(state__exact="draft") == 0
    assert found(q="Kenya") == 1
    assert found(q="Norway") == 0


def test_list_narrows_down_by_days_in_the_state_and_shows_them(
    desk: Client, report: Report
) -> None:
    def found(days: str) -> int:
        return desk.get(reverse(LIST), {"days": days}).context["cl"].result_count

    assert (found("0-6"), found("7-29"), found("90"), found("anything")) == (1, 0, 0, 1)
    for age, chosen in ((7, "7-29"), (29, "7-29"), (30, "30-89"), (90, "90")):
        since = dt.datetime.now(dt.UTC) - dt.timedelta(days=age, minutes=1)
        factories.put(report, state_since=since)
        assert [found(c) for c in ("0-6", "7-29", "30-89", "90")].count(1) == 1
        assert found(chosen) == 1, age
    assert '<td class="field-days">90</td>' in desk.get(reverse(LIST)).content.decode()


def test_report_of_a_member_that_is_not_assigned_does_not_exist(
    client: Client, report: Report
) -> None:
    client.force_login(factories.reviewer("NOR").user)
    assert client.get(reverse(LIST)).context["cl"].result_count == 0
    assert client.get(page(report)).status_code == 404
    assert client.post(move(report, "accept"), {"version": 1}).status_code == 404
    assert stored(report).state == ReportState.SUBMITTED


def test_draft_does_not_exist_for_its_reviewer(desk: Client) -> None:
    draft = factories.make_report("KEN")
    factories.answer(draft, "2022-08")
    assert desk.get(page(draft)).status_code == 404


def test_restricted_answer_stays_out_of_the_page(desk: Client, report: Report) -> None:
    factories.answer(report, "2022-04", confidentiality=Confidentiality.RESTRICTED)
    assert "What KEN did about 2022-04." not in desk.get(page(report)).content.decode()


def test_restricted_document_and_line_stay_out_of_an_open_answer(
    desk: Client, report: Report
) -> None:
    closed = Confidentiality.RESTRICTED
    entry = factories.entry_of(report, "2022-08")
    factories.make_evidence(entry, title="A list of names", confidentiality=closed)
    line = factories.make_line(report, "2022-08", title="A secret fund", confidentiality=closed)
    factories.make_figure(report, line, "pledged", "777")
    shown = desk.get(page(report)).content.decode()
    assert "What KEN did about 2022-08." in shown
    assert "A list of names" not in shown
    assert "A secret fund" not in shown


@pytest.mark.parametrize("odd", ["1", "not-a-number", "00000000-0000-0000-0000-000000000000"])
def test_unknown_id_is_not_found(desk: Client, report: Report, odd: str) -> None:
    assert desk.get(reverse("admin:tracker_report_change", args=[odd])).status_code == 404


def test_direct_post_of_a_state_changes_nothing(desk: Client, report: Report) -> None:
    answer = desk.post(page(report), {"state": "published", "member": 1, "version": 99})
    assert answer.status_code == 403
    assert stored(report).state == ReportState.SUBMITTED
    assert stored(report).version == 1


def test_post_to_the_list_changes_nothing(desk: Client, report: Report) -> None:
    desk.post(reverse(LIST), {"action": "delete_selected", "_selected_action": report.pk})
    desk.post(reverse(LIST), {"form-0-id": report.pk, "form-0-state": "published", "_save": "1"})
    assert stored(report).state == ReportState.SUBMITTED


@pytest.mark.parametrize("tail", ["delete/", "history/", ""])
def test_no_other_address_of_a_report_exists(desk: Client, report: Report, tail: str) -> None:
    address = page(report).removesuffix("change/") + tail
    assert desk.get(address).status_code == 404
    assert desk.post(address, {"post": "yes"}).status_code == 404
    assert Report.internal.filter(pk=report.pk).exists()


def test_accepting_goes_through_the_verb(desk: Client, report: Report, reviewer: Actor) -> None:
    form = desk.get(move(report, "accept"))
    assert form.status_code == 200
    refused = desk.post(move(report, "accept"), {"version": report.version})
    assert refused.status_code == 400
    assert "1 comment is still open" in refused.content.decode()
    assert stored(report).state == ReportState.SUBMITTED
    ReviewComment.internal.update(resolved_at=dt.datetime.now(dt.UTC))
    answer = desk.post(move(report, "accept"), {"version": report.version})
    assert answer.headers["Location"] == page(report)
    now = stored(report)
    assert now.state == ReportState.ACCEPTED
    assert now.version == report.version + 1
    told = report.events.latest("pgh_id").pgh_context.metadata
    assert told["verb"] == "workflow.accept"
    assert told["seat"] == str(reviewer.seat.public_id)


def test_returning_asks_for_words_and_a_date_and_keeps_what_was_typed(
    desk: Client, report: Report
) -> None:
    answer = desk.post(
        move(report, "return"), {"version": 1, "message": "Two questions.", "due_on": ""}
    )
    assert answer.status_code == 400
    assert "Two questions." in answer.content.decode()
    assert "due_on" in answer.context["form"].errors
    assert stored(report).state == ReportState.SUBMITTED


def test_refusal_of_the_verb_stands_at_its_field(desk: Client, report: Report) -> None:
    said = {"version": 1, "message": "Two questions.", "due_on": "2020-01-01"}
    answer = desk.post(move(report, "return"), said)
    assert answer.status_code == 400
    assert answer.context["form"].errors["due_on"] == ["Write a date after today."]
    assert stored(report).state == ReportState.SUBMITTED


def test_returning_opens_only_the_commented_answer(desk: Client, report: Report) -> None:
    due_on = report.today() + dt.timedelta(days=10)
    said = {"version": 1, "message": "Two questions.", "due_on": due_on.isoformat()}
    assert desk.post(move(report, "return"), said).status_code == 302
    now = stored(report)
    assert (now.state, now.due_on, now.message) == ("returned", due_on, "Two questions.")
    opened = ProgressEntry.objects.working().filter(report=report, is_open=True)
    assert [entry.recommendation.code for entry in opened] == ["2022-08"]


def test_action_on_an_older_page_is_refused_and_says_so(desk: Client, report: Report) -> None:
    factories.put(report, version=7)
    answer = desk.post(move(report, "accept"), {"version": 6})
    assert answer.status_code == 409
    assert "Somebody changed this report" in answer.content.decode()
    assert answer.context["form"].data["version"] == 7
    assert stored(report).state == ReportState.SUBMITTED


def test_action_from_another_state_is_refused_and_says_so(desk: Client, report: Report) -> None:
    answer = desk.post(move(report, "publish"), {"version": 1})
    assert answer.status_code == 409
    assert "is not possible" in answer.content.decode()
    assert stored(report).state == ReportState.SUBMITTED


@pytest.mark.parametrize("action", ["submit", "release", "clear", "send_for_clearance"])
def test_action_of_the_member_is_not_the_reviewers(
    desk: Client, report: Report, action: str
) -> None:
    assert desk.post(move(report, action), {"version": 1}).status_code == 403
    assert stored(report).state == ReportState.SUBMITTED


def test_unknown_action_is_not_found(desk: Client, report: Report) -> None:
    assert desk.get(move(report, "erase")).status_code == 404


def test_submitter_who_reviews_too_does_not_accept(client: Client, db: None) -> None:
    report = factories.make_report("KEN")
    seat = factories.make_seat(Role.REVIEWER, reviews=["KEN"])
    own = factories.make_seat(Role.FOCAL_POINT, "KEN", seat.user)
    factories.submitted(report, own)
    client.force_login(seat.user)
    session = client.session
    session["seat"] = str(seat.public_id)
    session.save()
    assert client.get(page(report)).status_code == 200
    assert client.post(move(report, "accept"), {"version": 1}).status_code == 403
    assert stored(report).state == ReportState.SUBMITTED


def test_comment_is_written_by_the_verb(desk: Client, report: Report, reviewer: Actor) -> None:
    entry = factories.entry_of(report, "2022-09")
    address = reverse("admin:tracker_report_comment", args=[report.public_id])
    assert desk.get(address, {"entry": entry.public_id}).status_code == 200
    said = {"entry": entry.public_id, "field": "narrative", "text": "What changed?"}
    assert desk.post(address, said).status_code == 302
    comment = ReviewComment.internal.get(text="What changed?")
    assert (comment.entry, comment.field, comment.author) == (entry, "narrative", reviewer.seat)


def test_comment_on_another_members_answer_is_refused(client: Client, report: Report) -> None:
    client.force_login(factories.reviewer("KEN", "NOR").user)
    other = factories.submitted(factories.make_report("NOR"))
    entry = factories.answer(other, "2022-09")
    address = reverse("admin:tracker_report_comment", args=[report.public_id])
    answer = client.post(address, {"entry": entry.public_id, "field": "", "text": "What changed?"})
    assert answer.status_code == 400
    assert "entry" in answer.context["form"].errors
    assert answer.context["form"].fields["entry"].queryset.count() == 18
    assert not ReviewComment.internal.filter(text="What changed?").exists()


def test_buttons_are_those_of_the_table(desk: Client, report: Report, reviewer: Actor) -> None:
    shown = desk.get(page(report)).content.decode()
    offered = {m.action for m in workflow.moves(reviewer, report) if m.answer}
    assert offered == {"accept", "return"}
    for action in workflow.BY_ACTION:
        assert (move(report, action) in shown) is (action in offered)


def test_administrator_reads_what_everybody_reads(client: Client, report: Report) -> None:
    client.force_login(factories.make_seat(Role.ADMINISTRATOR).user)
    assert client.get(page(report)).status_code == 404
    factories.answer(report, "2022-09", confidentiality=Confidentiality.NETWORK)
    factories.published(report)
    shown = client.get(page(report)).content.decode()
    assert "What KEN did about 2022-09." in shown
    assert "What KEN did about 2022-08." not in shown
    assert "Which page shows this?" not in shown


def test_comments_of_the_verb_and_of_the_admin_are_the_same_rows(
    desk: Client, report: Report, reviewer: Actor
) -> None:
    review.comment(reviewer, report, factories.entry_of(report, "2022-09"), "", "And the youth?")
    assert "And the youth?" in desk.get(page(report)).content.decode()


def test_list_takes_the_same_queries_for_one_report_and_for_many(
    desk: Client, report: Report, django_assert_num_queries
) -> None:
    with django_assert_num_queries(9):
        desk.get(reverse(LIST))
    for code in ("NOR", "MDA", "NAM"):
        factories.published(factories.make_report(code))
    with django_assert_num_queries(9):
        assert desk.get(reverse(LIST)).context["cl"].result_count == 4


def test_report_takes_the_same_queries_for_one_answer_and_for_many(
    desk: Client, report: Report, django_assert_num_queries
) -> None:
    with django_assert_num_queries(12):
        desk.get(page(report))
    for code in ("2022-01", "2022-09", "2023-05"):
        factories.answer(report, code)
        factories.make_figure(report, factories.make_line(report, code))
    with django_assert_num_queries(12):
        desk.get(page(report))
