from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from accounts.enums import Role
from tests import factories
from tracker.domain import review
from tracker.domain.errors import Conflict, NotAllowed
from tracker.domain.workflow import perform
from tracker.models import Report, ReviewComment

pytestmark = pytest.mark.django_db


@pytest.fixture
def report():
    report = factories.make_report("KEN")
    factories.answer(report)
    return factories.submitted(report)


@pytest.fixture
def reader():
    return factories.reviewer("KEN")


def ask(reader, report, field="narrative", text="Which counties?"):
    return review.comment(reader, report, factories.entry_of(report), field, text)


def test_comment_stays_with_the_reviewer_until_the_report_is_returned(report, reader, amina):
    asked = ask(reader, report)
    assert not ReviewComment.objects.visible_to(amina).exists()
    assert list(ReviewComment.objects.visible_to(reader)) == [asked]


def test_comment_is_read_by_the_member_after_the_return_and_by_nobody_else(
    report, reader, amina, kari, otieno
):
    ask(reader, report)
    due_on = report.today() + dt.timedelta(days=14)
    perform(reader, report, "return", message="One.", due_on=due_on)
    assert ReviewComment.objects.visible_to(amina).count() == 1
    assert ReviewComment.objects.visible_to(otieno).count() == 1
    assert not ReviewComment.objects.visible_to(kari).exists()
    assert not ReviewComment.objects.visible_to(factories.reviewer("NOR")).exists()


@pytest.mark.parametrize(
    ("field", "text", "wrong"),
    [
        ("mood", "Hm.", "field"),
        ("status", "  ", "text"),
        ("status", "x" * 2001, "text"),
        ("status", "a\x00b", "text"),
    ],
)
def test_wrong_comment_is_refused_by_name(report, reader, field, text, wrong):
    with pytest.raises(ValidationError) as refusal:
        ask(reader, report, field, text)
    assert list(refusal.value.message_dict) == [wrong]
    assert not ReviewComment.objects.unscoped().exists()


def test_answer_of_another_report_cannot_be_commented_on(report, reader):
    foreign = factories.entry_of(factories.make_report("NOR"))
    with pytest.raises(ValidationError) as refusal:
        review.comment(reader, report, foreign, "", "Hm.")
    assert "entry" in refusal.value.message_dict
    assert not ReviewComment.objects.unscoped().exists()


@pytest.mark.parametrize("role", [Role.FOCAL_POINT, Role.VIEWER, Role.CLEARING_OFFICER])
def test_members_seats_comment_on_nothing(report, role):
    with pytest.raises(NotAllowed):
        ask(factories.actor(factories.make_seat(role, "KEN")), report)
    assert not ReviewComment.objects.unscoped().exists()


def test_draft_cannot_be_commented_on(reader):
    draft = factories.make_report("KEN")
    with pytest.raises(NotAllowed, match="submitted"):
        ask(reader, draft)
    assert not ReviewComment.objects.unscoped().exists()


def test_answer_is_the_focal_points_and_keeps_versions_apart(report, reader, amina, otieno):
    asked = ask(reader, report)
    factories.put(report, state="returned")
    asked = ReviewComment.internal.select_related("report__member").get(pk=asked.pk)
    with pytest.raises(NotAllowed):
        review.answer(otieno, asked, 1, "Nine.")
    with pytest.raises(ValidationError):
        review.answer(amina, asked, 1, " ")
    review.answer(amina, asked, 1, "Nine.")
    with pytest.raises(Conflict):
        review.answer(amina, asked, 1, "Ten.")
    assert ReviewComment.internal.get(pk=asked.pk).answer == "Nine."


def test_resolving_is_the_reviewers(report, reader, amina):
    asked = ask(reader, report)
    asked = ReviewComment.internal.select_related("report__member").get(pk=asked.pk)
    with pytest.raises(NotAllowed):
        review.resolve(amina, asked, 1)
    assert review.resolve(reader, asked, 1).resolved_at is not None


def known(asked: ReviewComment) -> ReviewComment:
    """The comment as a door reads it."""
    rows = ReviewComment.internal.select_related("report__member", "report__submitted_by")
    return rows.get(pk=asked.pk)


def give_back(reader, report):
    due_on = report.today() + dt.timedelta(days=14)
    return perform(reader, report, "return", message="One.", due_on=due_on)


def test_comment_not_yet_sent_is_changed_and_removed_by_its_author_alone(report, reader):
    asked = known(ask(reader, report))
    other = factories.reviewer("KEN")
    for verb in (
        lambda: review.change(other, asked, 1, "Mine."),
        lambda: review.remove(other, asked, 1),
    ):
        with pytest.raises(NotAllowed, match="Only who wrote"):
            verb()
    with pytest.raises(Conflict):
        review.change(reader, known(asked), 7, "Which ones?")
    with pytest.raises(ValidationError):
        review.change(reader, known(asked), 1, " ")
    review.change(reader, known(asked), 1, "Which ones?")
    assert known(asked).text == "Which ones?"
    with pytest.raises(Conflict):
        review.remove(reader, known(asked), 1)
    review.remove(reader, known(asked), 2)
    assert not ReviewComment.objects.unscoped().exists()


def test_sent_comment_stays_as_it_is(report, reader, amina):
    asked = ask(reader, report)
    give_back(reader, report)
    factories.put(report, state="submitted")
    for verb in (
        lambda: review.change(reader, known(asked), 2, "Other words."),
        lambda: review.remove(reader, known(asked), 2),
    ):
        with pytest.raises(NotAllowed, match="was sent"):
            verb()
    assert known(asked).text == "Which counties?"


def test_settled_comment_is_asked_again_while_the_report_can_be_returned(report, reader, amina):
    asked = known(ask(reader, report))
    with pytest.raises(NotAllowed, match="not settled"):
        review.ask_again(reader, asked, 1)
    review.resolve(reader, asked, 1)
    with pytest.raises(NotAllowed):
        review.ask_again(amina, known(asked), 2)
    assert review.ask_again(reader, known(asked), 2).resolved_at is None
    assert known(asked).resolved_at is None
    review.resolve(reader, known(asked), 3)
    factories.put(report, state="accepted")
    with pytest.raises(NotAllowed, match="while a report is submitted"):
        review.ask_again(reader, known(asked), 4)


def test_report_is_taken_and_taken_over_and_each_is_recorded(report, reader):
    assert review.take(reader, report).reviewer_in_hand == reader.seat
    version = Report.internal.get(pk=report.pk).version
    review.take(reader, report)
    assert Report.internal.get(pk=report.pk).version == version
    other = factories.reviewer("KEN")
    review.take(other, report)
    assert Report.internal.get(pk=report.pk).reviewer_in_hand == other.seat
    told = report.events.filter(pgh_context__metadata__verb="review.take")
    assert [e.reviewer_in_hand_id for e in told.order_by("pgh_id")] == [
        reader.seat.pk,
        other.seat.pk,
    ]


@pytest.mark.parametrize("state", ["draft", "returned", "accepted", "published"])
def test_report_that_waits_for_nobody_is_not_taken(report, reader, state):
    now = dt.datetime.now(dt.UTC)
    facts = {"released_at": now, "published_at": now} if state == "published" else {}
    factories.put(report, state=state, **facts)
    with pytest.raises(NotAllowed, match="waits for a reviewer"):
        review.take(reader, report)
    assert Report.internal.get(pk=report.pk).reviewer_in_hand is None


def test_who_has_a_report_in_hand_binds_nobody(report, reader):
    review.take(reader, report)
    assert perform(factories.reviewer("KEN"), report, "accept").state == "accepted"
