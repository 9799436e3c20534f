"""Asking ministries, calling ready, and what stands afterwards."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.actor import Actor
from accounts.enums import Role
from accounts.models import Appointment, Invitation
from tests import factories
from tracker.domain import assignments, invitations, seats
from tracker.domain.errors import Conflict, Duplicate, IllegalMove, NotAllowed
from tracker.enums import Confidentiality, ReportState
from tracker.models import Assignment, OutgoingMail, ProgressEntry, Reminder, Report

pytestmark = pytest.mark.django_db
CODE = "2022-08"


@pytest.fixture
def report(db: None) -> Report:
    return factories.make_report("KEN")


@pytest.fixture
def treasury(db: None) -> Actor:
    return factories.actor(factories.make_seat(Role.CONTRIBUTOR, "KEN"))


def soon(days: int = 10) -> dt.date:
    return factories.today() + dt.timedelta(days=days)


def ask(
    actor: Actor, report: Report, to: Appointment | Invitation, *codes: str, due: int = 10
) -> list[Assignment]:
    what = [factories.entry_of(report, code) for code in codes or (CODE,)]
    return assignments.assign(actor, report, what, soon(due), to)


def stored() -> set[tuple[str, str]]:
    """What is asked of whom, by code and public id."""
    return {
        (row.entry.recommendation.code, str((row.appointment or row.invitation).public_id))
        for row in Assignment.internal.select_related("entry__recommendation")
    }


def test_focal_point_asks_for_several_answers_with_one_history_context(
    amina: Actor, report: Report, treasury: Actor
) -> None:
    ask(amina, report, treasury.seat, CODE, "2023-08")
    seat = str(treasury.seat.public_id)
    assert stored() == {(CODE, seat), ("2023-08", seat)}
    events = Assignment.pgh_event_model.objects.select_related("pgh_context")
    told = {(e.pgh_context.metadata["verb"], e.pgh_context.metadata["seat"]) for e in events}
    assert told == {("assignments.assign", str(amina.seat.public_id))}


def test_deputy_asks_too(report: Report, treasury: Actor) -> None:
    deputy = factories.actor(factories.make_seat(Role.DEPUTY, "KEN"))
    ask(deputy, report, treasury.seat)
    assert Assignment.internal.count() == 1


@pytest.mark.parametrize(
    "role", [Role.CONTRIBUTOR, Role.VIEWER, Role.CLEARING_OFFICER, Role.CIVIL_SOCIETY_MONITOR]
)
def test_nobody_else_of_the_member_asks(role: str, report: Report, treasury: Actor) -> None:
    with pytest.raises(NotAllowed):
        ask(factories.actor(factories.make_seat(role, "KEN")), report, treasury.seat)
    assert not Assignment.internal.exists()


def test_other_members_and_reviewers_ask_nobody(
    kari: Actor, report: Report, treasury: Actor
) -> None:
    for actor in (kari, factories.reviewer("KEN")):
        with pytest.raises(NotAllowed):
            ask(actor, report, treasury.seat)


@pytest.mark.parametrize("state", ["submitted", "accepted", "published", "withdrawn"])
def test_nothing_is_asked_for_a_report_that_left_its_member(
    amina: Actor, report: Report, treasury: Actor, state: str
) -> None:
    factories.submitted(report, amina.seat)
    now = timezone.now()
    facts = {"released_at": now, "published_at": now} if state == "published" else {}
    facts |= {"withdrawn_at": now} if state == "withdrawn" else {}
    factories.put(report, state=state, **facts)
    with pytest.raises(NotAllowed, match="Nothing is asked for it"):
        ask(amina, report, treasury.seat)


def test_nothing_is_asked_while_the_member_is_frozen(
    amina: Actor, report: Report, treasury: Actor
) -> None:
    report.member.frozen_at, report.member.frozen_reason = timezone.now(), "A coup"
    with pytest.raises(NotAllowed, match="frozen"):
        assignments.assign(amina, report, [factories.entry_of(report)], soon(), treasury.seat)


@pytest.mark.parametrize(
    "seat",
    [
        {"role": Role.VIEWER},
        {"role": Role.CONTRIBUTOR, "member": "NOR"},
        {"role": Role.CONTRIBUTOR, "ends_on": dt.date(2024, 1, 1)},
        {
            "role": Role.CONTRIBUTOR,
            "read_only_from": dt.date(2024, 1, 1),
            "ends_on": dt.date(2099, 1, 1),
        },
    ],
    ids=["viewer", "foreign", "ended", "handed over"],
)
def test_only_own_contributors_in_office_are_asked(
    amina: Actor, report: Report, seat: dict
) -> None:
    to = factories.make_seat(seat.pop("role"), seat.pop("member", "KEN"), **seat)
    with pytest.raises(ValidationError) as refused:
        ask(amina, report, to)
    assert set(refused.value.message_dict) == {"to"}
    assert not Assignment.internal.exists()


def test_disabled_person_is_not_asked(amina: Actor, report: Report, treasury: Actor) -> None:
    treasury.user.is_active = False
    treasury.user.save()
    with pytest.raises(ValidationError):
        ask(amina, report, Appointment.objects.get(pk=treasury.seat.pk))


def test_answers_and_lines_of_somebody_else_are_not_assigned(
    amina: Actor, report: Report, treasury: Actor
) -> None:
    norway = factories.make_report("NOR")
    for foreign in (factories.entry_of(norway), factories.make_line(norway)):
        with pytest.raises(ValidationError) as refused:
            assignments.assign(amina, report, [foreign], soon(), treasury.seat)
        assert set(refused.value.message_dict) == {"what"}


def test_answer_of_another_year_is_not_assigned_here(
    amina: Actor, report: Report, treasury: Actor
) -> None:
    older = factories.make_cycle("2020", dt.date(2020, 5, 1))
    old = factories.entry_of(factories.make_report("KEN", older))
    with pytest.raises(ValidationError):
        assignments.assign(amina, report, [old], soon(), treasury.seat)


def test_restricted_answer_goes_only_to_who_is_named(
    amina: Actor, report: Report, treasury: Actor
) -> None:
    entry = factories.answer(report, confidentiality=Confidentiality.RESTRICTED)
    with pytest.raises(ValidationError, match="named people only"):
        ask(amina, report, treasury.seat)
    entry.named_readers.add(treasury.seat)
    ask(amina, report, treasury.seat)
    assert Assignment.internal.count() == 1


@pytest.mark.parametrize(("days", "words"), [(-1, "today on"), (31, "no later than")])
def test_day_lies_between_today_and_the_reports_own(
    amina: Actor, report: Report, treasury: Actor, days: int, words: str
) -> None:
    factories.put(report, due_on=soon(30))
    with pytest.raises(ValidationError, match=words):
        ask(amina, report, treasury.seat, due=days)
    for right in (0, 30):
        rows = ask(amina, report, treasury.seat, due=right)
        assignments.withdraw(amina, rows[0], 1)


def test_overdue_report_still_asks_within_a_year(
    amina: Actor, report: Report, treasury: Actor
) -> None:
    factories.put(report, due_on=soon(-3))
    with pytest.raises(ValidationError, match="within a year"):
        ask(amina, report, treasury.seat, due=400)
    ask(amina, report, treasury.seat, due=7)


def test_same_part_twice_is_refused_and_nothing_else_is_written(
    amina: Actor, report: Report, treasury: Actor
) -> None:
    (standing,) = ask(amina, report, treasury.seat)
    with pytest.raises(Duplicate) as refused:
        ask(amina, report, treasury.seat, "2023-08", CODE)
    assert refused.value.existing == standing
    assert Assignment.internal.count() == 1


def test_newcomer_is_invited_and_asked_in_one(amina: Actor, report: Report) -> None:
    what = [factories.entry_of(report), factories.entry_of(report, "2023-08")]
    assignments.ask_newcomer(
        amina, report, what, soon(), email="Budget@Treasury.example", name="B.", language="fr"
    )
    invited = Invitation.internal.get()
    assert (invited.email, invited.role, invited.language, invited.member.code) == (
        "budget@treasury.example",
        Role.CONTRIBUTOR,
        "fr",
        "KEN",
    )
    assert {code for code, who in stored() if who == str(invited.public_id)} == {CODE, "2023-08"}
    assert OutgoingMail.objects.get().template == "invitation"


def test_refused_newcomer_leaves_no_invitation_and_no_mail(amina: Actor, report: Report) -> None:
    for due_on, email in ((soon(-5), "a@treasury.example"), (soon(), "nobody")):
        with pytest.raises(ValidationError):
            assignments.ask_newcomer(
                amina, report, [factories.entry_of(report)], due_on, email=email
            )
    assert not Invitation.internal.exists()
    assert not OutgoingMail.objects.exists()


def test_who_was_invited_or_has_a_seat_is_asked_without_another_mail(
    amina: Actor, report: Report, treasury: Actor
) -> None:
    def new(code: str, email: str) -> Assignment:
        what = [factories.entry_of(report, code)]
        return assignments.ask_newcomer(amina, report, what, soon(), email=email)[0]

    first = new(CODE, "new@treasury.example")
    second = new("2023-08", "new@treasury.example")
    third = new(CODE, treasury.user.email)
    assert first.invitation == second.invitation
    assert third.appointment == treasury.seat
    assert OutgoingMail.objects.count() == 1


def test_accepting_puts_the_seat_in_the_place_of_the_invitation(
    amina: Actor, report: Report
) -> None:
    (row,) = assignments.ask_newcomer(
        amina, report, [factories.entry_of(report)], soon(), email="new@treasury.example"
    )
    assert row.invitation is not None
    person = invitations.accept_as_new(
        row.invitation, name="New", language="en", password=factories.PASSWORD
    )
    row.refresh_from_db()
    assert (row.invitation, row.appointment.user) == (None, person)


def test_contributor_calls_ready_once_and_takes_it_back(
    amina: Actor, report: Report, treasury: Actor
) -> None:
    (row,) = ask(amina, report, treasury.seat)
    assignments.call_ready(treasury, row, 1)
    row.refresh_from_db()
    assert (row.ready_at is not None, row.version) == (True, 2)
    with pytest.raises(IllegalMove):
        assignments.call_ready(treasury, row, 2)
    assignments.call_back(treasury, row, 2)
    row.refresh_from_db()
    assert (row.ready_at, row.version) == (None, 3)
    with pytest.raises(IllegalMove):
        assignments.call_back(treasury, row, 3)


def test_focal_point_puts_back_and_does_not_call_ready(
    amina: Actor, otieno: Actor, report: Report, treasury: Actor
) -> None:
    (row,) = ask(amina, report, treasury.seat)
    other = factories.actor(factories.make_seat(Role.CONTRIBUTOR, "KEN"))
    for actor in (amina, otieno, other):
        with pytest.raises(NotAllowed):
            assignments.call_ready(actor, row, 1)
    assignments.call_ready(treasury, row, 1)
    for actor in (otieno, other):
        with pytest.raises(NotAllowed):
            assignments.call_back(actor, row, 2)
    assignments.call_back(amina, row, 2)
    assert Assignment.internal.get().ready_at is None


def test_nothing_moves_once_the_report_is_submitted(
    amina: Actor, report: Report, treasury: Actor
) -> None:
    (row,) = ask(amina, report, treasury.seat)
    factories.submitted(report, amina.seat)
    row = Assignment.internal.get()
    for verb in (assignments.call_ready, assignments.call_back):
        with pytest.raises(NotAllowed):
            verb(treasury, row, 1)
    with pytest.raises(NotAllowed):
        assignments.change_due(amina, row, 1, soon(5))


def test_old_version_changes_nothing(amina: Actor, report: Report, treasury: Actor) -> None:
    (row,) = ask(amina, report, treasury.seat)
    assignments.change_due(amina, Assignment.internal.get(), 1, soon(5))
    stale = Assignment.internal.get()
    with pytest.raises(Conflict):
        assignments.change_due(amina, stale, 1, soon(6))
    with pytest.raises(Conflict):
        assignments.withdraw(amina, Assignment.internal.get(), 1)
    with pytest.raises(Conflict):
        assignments.call_ready(treasury, Assignment.internal.get(), 1)
    row.refresh_from_db()
    assert (row.due_on, row.version, row.ready_at) == (soon(5), 2, None)


def test_only_the_leading_seats_move_the_day_or_withdraw(
    amina: Actor, otieno: Actor, kari: Actor, report: Report, treasury: Actor
) -> None:
    (row,) = ask(amina, report, treasury.seat)
    for actor in (treasury, otieno, kari):
        with pytest.raises(NotAllowed):
            assignments.change_due(actor, Assignment.internal.get(), 1, soon(5))
        with pytest.raises(NotAllowed):
            assignments.withdraw(actor, row, 1)
    assignments.withdraw(amina, row, 1)
    assert not Assignment.internal.exists()
    assert ProgressEntry.internal.filter(pk=row.entry_id).exists()


def test_money_is_asked_for_in_the_cycle_of_its_day(
    amina: Actor, report: Report, treasury: Actor
) -> None:
    line = factories.make_line(report)
    (row,) = assignments.assign(amina, report, [line], soon(), treasury.seat)
    assert row.report() == report
    old_cycle = factories.make_cycle("2020", soon())
    older = factories.make_report("KEN", old_cycle)
    with pytest.raises(ValidationError, match="newer cycle"):
        assignments.assign(amina, older, [line], soon(), treasury.seat)


def news(rule: str) -> list[str]:
    rows = Reminder.objects.filter(rule=rule, state="pending")
    return sorted(rows.values_list("recipient__email", flat=True))


def test_contributor_and_focal_point_hear_in_the_next_digest(
    amina: Actor, report: Report, treasury: Actor
) -> None:
    (row,) = ask(amina, report, treasury.seat)
    assert (news("part_asked"), news("part_ready")) == ([treasury.user.email], [])
    assignments.call_ready(treasury, row, 1)
    assert (news("part_asked"), news("part_ready")) == ([], [amina.user.email])
    assignments.call_back(amina, row, 2)
    assert (news("part_asked"), news("part_ready")) == ([treasury.user.email], [])
    assignments.withdraw(amina, row, 3)
    assert (news("part_asked"), news("part_ready")) == ([], [])


def test_two_questions_on_a_day_are_one_piece_of_news(
    amina: Actor, report: Report, treasury: Actor
) -> None:
    ask(amina, report, treasury.seat)
    ask(amina, report, treasury.seat, "2023-08")
    assert news("part_asked") == [treasury.user.email]


def test_ended_seat_keeps_the_row_and_hears_nothing(
    amina: Actor, report: Report, treasury: Actor
) -> None:
    ask(amina, report, treasury.seat)
    seats.end(amina, treasury.seat, "Left the treasury")
    assert Assignment.internal.count() == 1
    assert news("part_asked") == []
    assert report.state == ReportState.DRAFT
