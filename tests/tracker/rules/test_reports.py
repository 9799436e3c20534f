"""Every permission about a report: right in all, then wrong in one thing at a time."""

from __future__ import annotations

import datetime as dt

import pytest

from accounts.actor import PUBLIC, Actor
from accounts.enums import Role
from tests import factories
from tests.tracker.rules.cases import (
    TODAY,
    allowed,
    denied,
    freeze,
    handed_over,
    reading_only,
    seat,
)
from tracker import rules
from tracker.models import Assignment, BudgetLine, Evidence, ProgressEntry, Report, ReviewComment

pytestmark = pytest.mark.django_db

# Rule → the roles at the report's own member, and at the Network, that it allows in a report that
# stands where the rule wants it.
WHO = {
    "may_send_for_clearance": {Role.FOCAL_POINT, Role.DEPUTY},
    "may_clear": {Role.CLEARING_OFFICER},
    "may_submit": {Role.FOCAL_POINT},
    "may_review": {Role.REVIEWER},
    "may_release": {Role.FOCAL_POINT},
    "may_publish": {Role.REVIEWER},
    "may_withdraw": {Role.FOCAL_POINT, Role.DEPUTY, Role.REVIEWER},
    "may_reopen": {Role.REVIEWER},
    "may_comment": {Role.REVIEWER},
}
# A frozen member still withdraws; its reviewers go on.
STOPPED_BY_FREEZING = (
    "may_send_for_clearance",
    "may_clear",
    "may_submit",
    "may_release",
    "may_publish",
)


@pytest.fixture
def report(db) -> Report:
    made = factories.make_report("KEN")
    factories.make_seat(Role.CLEARING_OFFICER, "KEN")
    factories.submitted(made)
    return made


def fresh(report: Report) -> Report:
    return Report.internal.select_related("member", "cycle", "submitted_by").get(pk=report.pk)


@pytest.mark.parametrize("name", WHO)
def test_report_is_moved_by_these_seats_of_its_member_alone(report, name):
    rule = getattr(rules, name)
    assert {role for role in Role if rule(seat(role), report)} == WHO[name]
    assert not {role for role in Role if rule(seat(role, "NOR"), report)}
    denied(rule(PUBLIC, report), "Sign in")


@pytest.mark.parametrize("name", WHO)
def test_report_is_moved_by_nobody_who_only_reads(report, name):
    rule, role = getattr(rules, name), sorted(WHO[name])[0]
    allowed(rule(seat(role), report))
    denied(rule(reading_only(seat(role)), report), "scope")
    denied(rule(handed_over(seat(role)), report), "handed over")


@pytest.mark.parametrize("name", WHO)
def test_frozen_members_report_stands_still(report, name):
    freeze()
    answers = {role for role in WHO[name] if getattr(rules, name)(seat(role), fresh(report))}
    assert answers == (set() if name in STOPPED_BY_FREEZING else WHO[name])


def test_clearance_wants_a_clearing_officer_in_office(report):
    officer = report.member.appointments.get(role=Role.CLEARING_OFFICER)
    deputy = seat(Role.DEPUTY)
    allowed(rules.may_send_for_clearance(deputy, report))
    officer.read_only_from = officer.ends_on = TODAY
    officer.save()
    denied(rules.may_send_for_clearance(deputy, report), "no clearing officer")


def test_deputy_submits_inside_the_delegation_alone(report):
    deputy = seat(Role.DEPUTY)
    denied(rules.may_submit(deputy, report), "delegated")
    deputy.seat.delegated_from, deputy.seat.delegated_until = TODAY, TODAY + dt.timedelta(days=1)
    allowed(rules.may_submit(deputy, report))
    freeze()
    denied(rules.may_submit(deputy, fresh(report)), "frozen")


def test_who_submitted_does_not_review_even_from_another_seat(report):
    both = Actor(
        user=report.submitted_by.user,
        seat=factories.make_seat(Role.REVIEWER, user=report.submitted_by.user, reviews=("KEN",)),
    )
    denied(rules.may_review(both, report), "submitted")
    denied(rules.may_comment(both, report), "submitted")
    allowed(rules.may_publish(both, report))


def test_comments_are_written_while_submitted(report):
    reviewer = seat(Role.REVIEWER)
    allowed(rules.may_comment(reviewer, report))
    denied(rules.may_comment(reviewer, factories.put(report, state="accepted")), "while")


# --- answers ------------------------------------------------------------------------------------


@pytest.fixture
def entry(db) -> ProgressEntry:
    return factories.answer(factories.make_report("KEN"))


def ask(contributor: Actor, entry: ProgressEntry) -> Actor:
    Assignment.internal.create(
        member=entry.member, appointment=contributor.seat, entry=entry, due_on=TODAY
    )
    return contributor


def again(entry: ProgressEntry) -> ProgressEntry:
    return factories.entry_of(entry.report, entry.recommendation.code)


def test_answer_is_written_by_the_leading_seats_and_who_was_asked(entry):
    assert {role for role in Role if rules.may_edit_entry(seat(role), entry)} == {
        Role.FOCAL_POINT,
        Role.DEPUTY,
    }
    denied(rules.may_edit_entry(seat(Role.CONTRIBUTOR), entry), "not assigned")
    denied(rules.may_edit_entry(seat(Role.VIEWER), entry), "Only the member’s")
    allowed(rules.may_edit_entry(ask(seat(Role.CONTRIBUTOR), entry), entry))
    for role in (Role.FOCAL_POINT, Role.DEPUTY, Role.CONTRIBUTOR):
        denied(rules.may_edit_entry(seat(role, "NOR"), entry), "Only the member’s")


def test_answer_is_not_written_by_who_only_reads(entry, amina):
    denied(rules.may_edit_entry(PUBLIC, entry), "Sign in")
    denied(rules.may_edit_entry(reading_only(amina), entry), "scope")
    denied(rules.may_edit_entry(handed_over(amina), entry), "handed over")


def test_answer_is_written_while_its_report_is_with_the_focal_point(entry, amina):
    factories.submitted(entry.report)
    for state in ("clearance", "submitted", "accepted"):
        factories.put(entry.report, state=state)
        denied(rules.may_edit_entry(amina, again(entry)), "not with its focal point")
    factories.put(entry.report, state="returned")
    allowed(rules.may_edit_entry(amina, again(entry)))
    ProgressEntry.internal.filter(pk=entry.pk).update(is_open=False)
    denied(rules.may_edit_entry(amina, again(entry)), "with comments")


def test_answer_of_a_frozen_member_is_not_written(entry, amina):
    freeze()
    denied(rules.may_edit_entry(amina, again(entry)), "frozen")


def test_class_is_chosen_by_the_leading_seats(entry, amina):
    assert {role for role in Role if rules.may_share(seat(role), entry)} == {
        Role.FOCAL_POINT,
        Role.DEPUTY,
    }
    denied(rules.may_share(factories.kari(), entry), "Only the focal point")
    denied(rules.may_share(reading_only(amina), entry), "scope")
    freeze()
    denied(rules.may_share(amina, again(entry)), "frozen")


def test_readers_are_seen_by_the_leading_seats_also_while_nothing_changes(entry, amina):
    freeze()
    assert {role for role in Role if rules.may_see_readers(seat(role), entry)} == {
        Role.FOCAL_POINT,
        Role.DEPUTY,
    }
    allowed(rules.may_see_readers(handed_over(amina), entry))
    denied(rules.may_see_readers(factories.kari(), entry), "Only the focal point")


def test_document_is_edited_by_who_may_edit_an_answer_it_serves(entry, amina):
    document = Evidence.internal.get()
    contributor = seat(Role.CONTRIBUTOR)
    allowed(rules.may_edit_evidence(amina, document))
    denied(rules.may_edit_evidence(contributor, document), "not assigned")
    denied(rules.may_edit_evidence(factories.kari(), document), "serves no answer")
    denied(rules.may_edit_evidence(seat(Role.VIEWER), document), "Only the member’s")
    allowed(rules.may_edit_evidence(ask(contributor, entry), document))
    closed = factories.answer(entry.report, "2022-07")
    document.entries.add(closed)
    ProgressEntry.internal.filter(pk=closed.pk).update(is_open=False)
    allowed(rules.may_edit_evidence(amina, document))


def test_money_is_written_by_who_may_edit_the_answer(entry, amina):
    about = entry.recommendation_id
    BudgetLine.internal.all().delete()
    allowed(rules.may_edit_money(amina, entry.report, about))
    denied(rules.may_edit_money(seat(Role.VIEWER), entry.report, about), "Only the member’s")
    denied(rules.may_edit_money(seat(Role.CONTRIBUTOR), entry.report, about), "not assigned")
    denied(rules.may_edit_money(factories.kari(), entry.report, about), "not assigned")


# --- the exchange -------------------------------------------------------------------------------


@pytest.fixture
def comment(entry, report_returned) -> ReviewComment:
    return ReviewComment.internal.create(
        member=entry.member,
        report=report_returned,
        entry=entry,
        text="Since when?",
        author=factories.reviewer("KEN").seat,
        round=1,
    )


@pytest.fixture
def report_returned(entry) -> Report:
    factories.submitted(entry.report)
    return factories.put(entry.report, state="returned")


def test_comment_is_answered_by_the_leading_seats_while_the_report_is_theirs(comment, amina):
    assert {role for role in Role if rules.may_answer(seat(role), comment)} == {
        Role.FOCAL_POINT,
        Role.DEPUTY,
    }
    denied(rules.may_answer(factories.kari(), comment), "Only the focal point")
    denied(rules.may_answer(reading_only(amina), comment), "scope")
    factories.put(comment.report, state="submitted")
    denied(rules.may_answer(amina, ReviewComment.internal.get()), "while the report is with")
    factories.put(comment.report, state="draft")
    freeze()
    denied(rules.may_answer(amina, ReviewComment.internal.get()), "frozen")


def test_comment_is_settled_by_an_assigned_reviewer(comment):
    assert {role for role in Role if rules.may_resolve(seat(role), comment)} == {Role.REVIEWER}
    denied(rules.may_resolve(factories.reviewer("NOR"), comment), "assigned")


@pytest.fixture
def unsent(comment) -> ReviewComment:
    """A comment that its reviewer has not sent yet, on a submitted report."""
    factories.put(comment.report, state="submitted")
    rows = ReviewComment.internal.select_related(
        "report__member", "report__submitted_by", "author__user"
    )
    return rows.get()


def writer(comment: ReviewComment) -> Actor:
    return factories.actor(comment.author)


def test_unsent_comment_is_changed_by_its_author(unsent):
    allowed(rules.may_change_comment(writer(unsent), unsent))
    denied(rules.may_change_comment(reading_only(writer(unsent)), unsent), "scope")
    denied(rules.may_change_comment(seat(Role.REVIEWER), unsent), "Only who wrote")
    assert not {role for role in Role if rules.may_change_comment(seat(role), unsent)}
    unsent.sent_at = dt.datetime.now(dt.UTC)
    denied(rules.may_change_comment(writer(unsent), unsent), "was sent")
    unsent.sent_at, unsent.report.state = None, "returned"
    denied(rules.may_change_comment(writer(unsent), unsent), "while a report is submitted")


def test_settled_comment_is_opened_again_by_an_assigned_reviewer(unsent):
    denied(rules.may_ask_again(seat(Role.REVIEWER), unsent), "not settled")
    unsent.resolved_at = dt.datetime.now(dt.UTC)
    assert {role for role in Role if rules.may_ask_again(seat(role), unsent)} == {Role.REVIEWER}
    denied(rules.may_ask_again(factories.reviewer("NOR"), unsent), "assigned")
    unsent.report.state = "accepted"
    denied(rules.may_ask_again(seat(Role.REVIEWER), unsent), "while a report is submitted")


def test_report_is_taken_by_an_assigned_reviewer_while_it_waits(report_returned):
    report = factories.put(report_returned, state="submitted")
    assert {role for role in Role if rules.may_take(seat(role), report)} == {Role.REVIEWER}
    denied(rules.may_take(factories.reviewer("NOR"), report), "assigned")
    denied(rules.may_take(reading_only(seat(Role.REVIEWER)), report), "scope")
    report.state = "accepted"
    denied(rules.may_take(seat(Role.REVIEWER), report), "waits for a reviewer")
    report.released_at = dt.datetime.now(dt.UTC)
    allowed(rules.may_take(seat(Role.REVIEWER), report))
    report.state = "published"
    denied(rules.may_take(seat(Role.REVIEWER), report), "waits for a reviewer")
