"""The report's way, walked for every state, role and action, and at random."""

from __future__ import annotations

import datetime as dt

import pghistory
import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.actor import Actor
from accounts.answers import Denied
from accounts.enums import Role
from tests import factories
from tracker.domain import review
from tracker.domain.errors import Conflict, IllegalMove, NotAllowed
from tracker.domain.workflow import BY_ACTION, TRANSITIONS, moves, perform
from tracker.enums import ReportState, Status
from tracker.models import OutgoingMail, ProgressEntry, Report, ReviewComment

pytestmark = pytest.mark.django_db

# The contract's table, written down a second time: who takes which action from where to where.
CONTRACT = {
    "send_for_clearance": ({"draft", "returned"}, {"focal_point", "deputy"}, "clearance"),
    "clear": ({"clearance"}, {"clearing_officer"}, "draft"),
    "send_back": ({"clearance"}, {"clearing_officer"}, "draft"),
    "submit": ({"draft", "returned"}, {"focal_point"}, "submitted"),
    "return": ({"submitted"}, {"reviewer"}, "returned"),
    "accept": ({"submitted"}, {"reviewer"}, "accepted"),
    "release": ({"accepted"}, {"focal_point"}, "accepted"),
    "publish": ({"accepted"}, {"reviewer"}, "published"),
    "withdraw": ({"published"}, {"focal_point", "deputy", "reviewer"}, "withdrawn"),
    "reopen": ({"accepted", "published", "withdrawn"}, {"reviewer"}, "returned"),
}


def soon(days: int = 14) -> dt.date:
    return dt.datetime.now(dt.UTC).date() + dt.timedelta(days=days)


SAID = {"message": "Words.", "reason": "Words.", "agreed": True}


def seats() -> dict[str, Actor]:
    found = {}
    for role in Role.values:
        if role == Role.REVIEWER:
            found[role] = factories.reviewer("KEN")
        elif role in (Role.CO_CHAIR, Role.ADMINISTRATOR):
            found[role] = factories.actor(factories.make_seat(role))
        else:
            found[role] = factories.actor(factories.make_seat(role, "KEN"))
    return found


def report_in(state: str) -> Report:
    """Kenya's report with one answer and one open comment, put into a state."""
    report = factories.make_report("KEN")
    factories.answer(report)
    now = dt.datetime.now(dt.UTC)
    if state not in ("draft", "clearance"):
        factories.submitted(report)
        ReviewComment.internal.create(
            member=report.member,
            report=report,
            entry=factories.entry_of(report),
            text="Which counties?",
            author=factories.make_seat(Role.REVIEWER),
            round=1,
            answer="Nine." if state == "returned" else "",
        )
    facts = {"state": state, "cleared_at": now}
    if state == "published":
        facts |= {"accepted_at": now, "released_at": now, "published_at": now}
    if state == "withdrawn":
        facts |= {"released_at": now, "published_at": now, "withdrawn_at": now}
    return factories.put(report, **facts)


@pytest.mark.parametrize("state", ReportState.values)
@pytest.mark.parametrize("action", list(CONTRACT))
def test_every_role_gets_exactly_what_the_contract_says(action, state):
    sources, allowed, target = CONTRACT[action]
    report = report_in(state)
    if action == "publish":
        factories.put(report, released_at=dt.datetime.now(dt.UTC))
    for role, actor in seats().items():
        before = Report.internal.get(pk=report.pk)
        if role not in allowed:
            with pytest.raises(NotAllowed) as refusal:
                perform(actor, report, action, **SAID, due_on=soon())
            assert str(refusal.value.reason)
            unchanged(before)
        elif state not in sources:
            with pytest.raises(IllegalMove):
                perform(actor, report, action, **SAID, due_on=soon())
            unchanged(before)
    if state in sources:
        if action == "accept":
            settle()
        mover = seats()[sorted(allowed)[0]]
        moved = perform(mover, report, action, **SAID, due_on=soon())
        assert moved.state == target
        assert Report.internal.get(pk=report.pk).state == target


def settle() -> None:
    ReviewComment.objects.unscoped().update(resolved_at=dt.datetime.now(dt.UTC))


def unchanged(before: Report) -> None:
    after = Report.internal.get(pk=before.pk)
    assert (after.state, after.version, after.round) == (
        before.state,
        before.version,
        before.round,
    )


def test_the_code_holds_the_contracts_table():
    assert {t.action for t in TRANSITIONS} == set(CONTRACT)
    for transition in TRANSITIONS:
        sources, _roles, target = CONTRACT[transition.action]
        assert set(transition.sources) == sources
        assert transition.target == target
    assert len(BY_ACTION) == len(TRANSITIONS)


def test_stranger_and_reader_of_another_member_move_nothing(kari):
    report = report_in("draft")
    before = Report.internal.get(pk=report.pk)
    for actor in (kari, factories.reviewer("NOR"), Actor()):
        for action in CONTRACT:
            with pytest.raises(NotAllowed):
                perform(actor, report, action, **SAID, due_on=soon())
    unchanged(before)


def test_deputy_submits_only_while_it_is_delegated():
    report = report_in("draft")
    seat = factories.make_seat(Role.DEPUTY, "KEN")
    factories.put(report, cleared_at=None)
    with pytest.raises(NotAllowed, match="delegated"):
        perform(factories.actor(seat), report, "submit", agreed=True)
    seat.delegated_from, seat.delegated_until = soon(-3), soon(3)
    seat.save()
    assert perform(factories.actor(seat), report, "submit", agreed=True).state == "submitted"


def test_submitter_never_accepts_the_own_report():
    user = factories.make_user()
    report = factories.make_report("KEN")
    factories.answer(report)
    focal = factories.make_seat(Role.FOCAL_POINT, "KEN", user)
    perform(factories.actor(focal), report, "submit", agreed=True)
    both = factories.actor(factories.make_seat(Role.REVIEWER, user=user, reviews=["KEN"]))
    with pytest.raises(NotAllowed, match="submitted"):
        perform(both, report, "accept")
    assert Report.internal.get(pk=report.pk).state == "submitted"


def test_submission_without_the_statement_is_refused(amina):
    report = report_in("draft")
    with pytest.raises(ValidationError) as refusal:
        perform(amina, report, "submit")
    assert "agreed" in refusal.value.message_dict
    unchanged(report)


def test_empty_report_cannot_be_submitted(amina):
    report = factories.make_report("KEN")
    with pytest.raises(ValidationError) as refusal:
        perform(amina, report, "submit", agreed=True)
    assert refusal.value.message_dict == {
        "report": ["Answer at least one recommendation before you send."]
    }
    unchanged(report)


def test_member_with_a_clearing_officer_clears_first(amina):
    report = report_in("draft")
    factories.put(report, cleared_at=None)
    officer = factories.actor(factories.make_seat(Role.CLEARING_OFFICER, "KEN"))
    with pytest.raises(ValidationError, match="clear"):
        perform(amina, report, "submit", agreed=True)
    perform(amina, report, "send_for_clearance")
    perform(officer, report, "clear")
    assert perform(amina, report, "submit", agreed=True).state == "submitted"


def test_submission_gives_a_receipt_that_a_second_one_renews(amina):
    report = report_in("draft")
    sent = perform(amina, report, "submit", agreed=True)
    assert sent.receipt_number == "2026-KEN-1"
    assert len(sent.receipt_sha256) == 64
    assert sent.round == 1
    with pytest.raises(IllegalMove):
        perform(amina, report, "submit", agreed=True)
    assert Report.internal.get(pk=report.pk).round == 1
    mail = OutgoingMail.objects.get(kind="receipt")
    assert (mail.recipient, mail.facts["number"]) == (amina.user, "2026-KEN-1")


def test_late_submission_is_allowed_and_marked(amina):
    report = report_in("draft")
    factories.put(report, due_on=soon(-3))
    assert report.is_overdue
    sent = perform(amina, report, "submit", agreed=True)
    assert sent.is_late
    assert not sent.is_overdue


def test_return_opens_only_the_commented_answers_and_sends_the_comments():
    report = factories.make_report("KEN")
    factories.answer(report, "2022-08")
    factories.answer(report, "2022-09")
    factories.submitted(report)
    reader = factories.reviewer("KEN")
    asked = review.comment(reader, report, factories.entry_of(report), "money", "Which law?")
    returned = perform(reader, report, "return", message="One question.", due_on=soon(10))
    assert (returned.state, returned.due_on) == ("returned", soon(10))
    open_codes = (
        ProgressEntry.objects.working()
        .filter(report=report, is_open=True)
        .values_list("recommendation__code", flat=True)
    )
    assert list(open_codes) == ["2022-08"]
    asked.refresh_from_db()
    assert asked.sent_at is not None


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"message": "", "due_on": soon()}, "message"),
        ({"message": "Words.", "due_on": None}, "due_on"),
        ({"message": "Words.", "due_on": soon(-1)}, "due_on"),
        ({"message": "Words.", "due_on": soon(999)}, "due_on"),
        ({"message": "x" * 2001, "due_on": soon()}, "message"),
    ],
)
def test_return_without_its_words_is_refused(said, field):
    report = report_in("submitted")
    with pytest.raises(ValidationError) as refusal:
        perform(factories.reviewer("KEN"), report, "return", **said)
    assert field in refusal.value.message_dict
    unchanged(report)


def test_return_without_a_comment_is_refused():
    report = report_in("submitted")
    ReviewComment.objects.unscoped().delete()
    with pytest.raises(ValidationError) as refusal:
        perform(factories.reviewer("KEN"), report, "return", message="Hm.", due_on=soon())
    assert "comments" in refusal.value.message_dict
    unchanged(report)


def test_report_with_an_open_comment_is_not_accepted_and_keeps_the_question():
    report = report_in("submitted")
    reader = factories.reviewer("KEN")
    with pytest.raises(ValidationError) as refusal:
        perform(reader, report, "accept")
    assert refusal.value.message_dict == {
        "comments": ["1 comment is still open: return the report, or settle it first."]
    }
    unchanged(report)
    assert ReviewComment.objects.unscoped().get().resolved_at is None
    settle()
    assert perform(reader, report, "accept").state == "accepted"


def test_comment_on_an_answer_that_became_restricted_holds_nobody_up():
    report = report_in("submitted")
    ProgressEntry.internal.filter(pk=factories.entry_of(report).pk).update(
        confidentiality="restricted"
    )
    assert perform(factories.reviewer("KEN"), report, "accept").state == "accepted"
    assert ReviewComment.objects.unscoped().get().resolved_at is not None


def test_resubmission_waits_for_an_answer_to_every_comment(amina):
    report = report_in("returned")
    ReviewComment.objects.unscoped().update(answer="", sent_at=dt.datetime.now(dt.UTC))
    with pytest.raises(ValidationError) as refusal:
        perform(amina, report, "submit", agreed=True)
    assert refusal.value.message_dict == {"2022-08": ["Answer the reviewer’s comment."]}
    asked = ReviewComment.objects.unscoped().select_related("report__member").get()
    review.answer(amina, asked, asked.version, "Nine counties.")
    assert perform(amina, report, "submit", agreed=True).round == 2


def test_publication_needs_the_release():
    report = report_in("accepted")
    with pytest.raises(IllegalMove, match="released"):
        perform(factories.reviewer("KEN"), report, "publish")
    unchanged(report)


def test_stale_version_moves_nothing(amina):
    report = report_in("draft")
    with pytest.raises(Conflict):
        perform(amina, report, "submit", version=report.version - 1, agreed=True)
    unchanged(report)


def test_unknown_action_is_an_illegal_move(amina):
    with pytest.raises(IllegalMove, match="explode"):
        perform(amina, report_in("draft"), "explode")


def test_frozen_member_submits_nothing_but_can_withdraw(amina):
    report = report_in("published")
    member = report.member
    member.frozen_at, member.frozen_reason = dt.datetime.now(dt.UTC), "Change of government"
    member.save()
    draft = factories.make_report("KEN", factories.make_cycle("2027", soon(400)))
    with pytest.raises(NotAllowed, match="frozen"):
        perform(amina, draft, "submit", agreed=True)
    assert perform(amina, report, "withdraw", reason="Danger.").state == "withdrawn"


def test_moves_list_what_starts_here_with_the_reason_for_a_no(amina, otieno):
    report = report_in("draft")
    allowed = {m.action for m in moves(amina, report) if m.answer}
    assert allowed == {"submit"}
    denied = {m.action: m.answer for m in moves(otieno, report)}
    assert isinstance(denied["submit"], Denied)
    assert str(denied["submit"].reason)


def test_history_tells_who_moved_and_why(amina):
    report = report_in("published")
    perform(amina, report, "withdraw", reason="A name was in it.")
    event = pghistory.models.Events.objects.tracks(report).order_by("pgh_id").last()
    assert event.pgh_context["verb"] == "workflow.withdraw"
    assert event.pgh_context["seat"] == str(amina.seat.public_id)
    assert event.pgh_context["why"] == "A name was in it."
    assert "amina@ken.example" not in str(event.pgh_context)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    steps=st.lists(
        st.tuples(st.sampled_from(list(CONTRACT)), st.sampled_from(Role.values)), max_size=30
    )
)
def test_random_walks_follow_the_table_and_nothing_else(steps):
    from django.db import transaction

    with transaction.atomic():
        report = factories.make_report("KEN")
        factories.answer(report, status=Status.IN_PROGRESS)
        people = seats()
        state = "draft"
        for action, role in steps:
            sources, allowed, target = CONTRACT[action]
            if state == "submitted" and action == "return":
                reader = people["reviewer"]
                review.comment(reader, report_now(report), factories.entry_of(report), "", "Why?")
            try:
                with transaction.atomic():
                    moved = perform(people[role], report, action, **SAID, due_on=soon())
            except (NotAllowed, IllegalMove, ValidationError):
                assert report_now(report).state == state
                continue
            assert role in allowed
            assert state in sources
            assert moved.state == target
            state = moved.state
        transaction.set_rollback(True)


def report_now(report: Report) -> Report:
    return Report.objects.unscoped().select_related("member", "submitted_by").get(pk=report.pk)


@pytest.mark.parametrize("action", list(CONTRACT))
def test_read_only_key_moves_nothing_for_anybody(action):
    report = report_in(sorted(CONTRACT[action][0])[0])
    before = Report.internal.get(pk=report.pk)
    for actor in seats().values():
        reader = factories.actor(actor.seat, scope="read")
        with pytest.raises(NotAllowed):
            perform(reader, report, action, **SAID, due_on=soon())
    unchanged(before)
