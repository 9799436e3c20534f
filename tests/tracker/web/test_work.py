"""My work: whose turn, where to go on, and nothing of others."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from accounts.actor import Actor
from accounts.enums import Role
from tests import factories
from tests.tracker.web.pages import CODE, as_person, text
from tracker.enums import ReportState, Status
from tracker.models import Assignment, ProgressEntry, Report

pytestmark = pytest.mark.django_db
WORK = "/en/work/"


def test_public_is_asked_to_sign_in_first() -> None:
    response = Client().get(WORK)
    assert response["Location"] == f"{reverse('account_login')}?next={WORK}"


def test_focal_point_at_the_first_visit_sees_three_steps(amina: Actor) -> None:
    factories.make_report()
    page = as_person(amina).get(WORK)
    assert "Three steps to your report" in text(page)
    assert "0 of 16 answers are ready" in text(page)
    assert page["Cache-Control"] == "private, no-store"


def test_resume_card_names_the_answer_edited_last_that_is_not_ready(amina: Actor) -> None:
    report = factories.make_report()
    for code in ("2022-01", CODE, "2023-05"):
        entry = factories.answer(report, code, is_ready=False)
        ProgressEntry.internal.filter(pk=entry.pk).update(version=2)
    now = dt.datetime.now(dt.UTC)
    last = factories.entry_of(report, CODE)
    ProgressEntry.internal.filter(pk=last.pk).update(updated_at=now + dt.timedelta(minutes=5))
    page = as_person(amina).get(WORK)
    assert page.context["resume"].code == CODE
    assert "Continue where you stopped" in text(page)


def test_counts_leave_the_optional_answers_out(amina: Actor) -> None:
    report = factories.make_report()
    optional = next(
        e.recommendation.code
        for e in ProgressEntry.objects.working()
        .filter(report=report)
        .select_related("recommendation")
        if "member_state" not in e.recommendation.addressed_to
    )
    factories.answer(report, CODE)
    factories.answer(report, optional, Status.NOT_STARTED)
    answers = as_person(amina).get(WORK).context["answers"]
    assert (answers.ready, answers.drafts, answers.to_begin, answers.total) == (1, 0, 15, 16)


def test_unconfirmed_answer_of_last_cycle_is_a_draft_not_ready(amina: Actor) -> None:
    report = factories.make_report()
    factories.answer(report, CODE, confirmed=False, carried_from="2025")
    answers = as_person(amina).get(WORK).context["answers"]
    assert (answers.ready, answers.drafts) == (0, 1)


def test_returned_comments_stand_on_the_desk(amina: Actor) -> None:
    report = factories.submitted(factories.make_report())
    factories.put(report, state=ReportState.RETURNED)
    entry = factories.answer(report)
    report.comments.create(
        member=report.member,
        entry=entry,
        text="Since when?",
        author=factories.reviewer("KEN").seat,
        round=1,
        sent_at=dt.datetime.now(dt.UTC),
    )
    page = as_person(amina).get(WORK)
    assert page.context["resume"].code == CODE
    assert "Returned to you with comments" in text(page)
    assert "Answer 1 comment" in text(page)


def test_reviewer_goes_to_the_queue() -> None:
    response = as_person(factories.reviewer("KEN")).get(WORK)
    assert response["Location"] == reverse("tracker:review-queue")


def test_contributor_sees_only_what_was_assigned(amina: Actor) -> None:
    report = factories.make_report()
    factories.answer(report, "2022-01")
    entry = factories.answer(report, CODE)
    treasury = factories.actor(factories.make_seat(Role.CONTRIBUTOR, "KEN"))
    Assignment.internal.create(
        member=report.member, appointment=treasury.seat, entry=entry, due_on=report.due_on
    )
    page = as_person(treasury).get(WORK)
    assert [part.code for part in page.context["parts"]] == [CODE]
    assert "2022-01" not in text(page)


def test_stranger_sees_own_member_and_nothing_of_kenya(amina: Actor, kari: Actor) -> None:
    kenya = factories.make_report()
    factories.answer(kenya, CODE, narrative="A secret of Kenya.")
    factories.make_report("NOR")
    page = as_person(kari).get(WORK)
    assert page.context["report"].member.code == "NOR"
    assert "Kenya" not in text(page)


@pytest.mark.parametrize("role", [Role.CO_CHAIR, Role.ADMINISTRATOR])
def test_seat_without_a_part_in_reports_sees_none(role: Role) -> None:
    factories.published(factories.make_report())
    client = as_person(factories.actor(factories.make_seat(role)))
    assert "Your seat has no report to write" in text(client.get(WORK))
    assert client.get("/en/report/2026/").status_code == 404


def test_person_without_a_seat_is_told_so() -> None:
    client = Client()
    client.force_login(factories.make_user())
    assert "You hold no seat" in text(client.get(WORK))


def test_queries_do_not_grow_with_the_answers(amina: Actor, django_assert_num_queries) -> None:
    report = factories.make_report()
    client = as_person(amina)
    factories.answer(report, "2022-01")
    client.get(WORK)
    with django_assert_num_queries(13):
        client.get(WORK)
    for code in ("2022-02", "2022-04", CODE, "2023-05", "2023-06"):
        factories.answer(report, code)
    with django_assert_num_queries(13):
        client.get(WORK)


def test_release_is_the_focal_points_next_step_after_acceptance(
    amina: Actor, otieno: Actor
) -> None:
    report = factories.submitted(factories.make_report(), amina.seat)
    factories.put(report, state=ReportState.ACCEPTED, accepted_at=dt.datetime.now(dt.UTC))
    assert "Release for publication" in text(as_person(amina).get(WORK))
    assert "Release for publication" not in text(as_person(otieno).get(WORK))
    assert Report.internal.get(pk=report.pk).released_at is None
