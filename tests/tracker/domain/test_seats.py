"""Ending, replacing and delegating seats, reviewers' members, and freezing."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.actor import Actor
from accounts.domain import tokens
from accounts.enums import Role
from accounts.models import ApiToken, Appointment, Invitation, Member
from accounts.queries import actor_of
from tests import factories
from tracker.domain import progress, seats
from tracker.domain.errors import Duplicate, IllegalMove, NotAllowed
from tracker.enums import ReportState
from tracker.models import OutgoingMail, ProgressEntry

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
WHY = "Left the ministry."


def today() -> dt.date:
    return timezone.now().date()


def kenya() -> Member:
    return Member.objects.get(code="KEN")


def is_over(seat: Appointment) -> bool:
    return Appointment.objects.get(pk=seat.pk).ended_at is not None


# --- ending ---------------------------------------------------------------------------------------


def test_ended_seat_is_closed_at_once_with_its_keys(amina: Actor, otieno: Actor) -> None:
    tokens.issue(otieno.seat, "read", 7)
    seats.end(amina, otieno.seat, f" {WHY} ")
    seat = Appointment.objects.get(pk=otieno.seat.pk)
    assert (seat.end_reason, is_over(seat)) == (WHY, True)
    assert not ApiToken.objects.exists()
    assert actor_of(otieno.user).seat is None
    mail = OutgoingMail.objects.get(template="seat_ended")
    assert mail.recipient == otieno.user
    assert WHY not in str(mail.facts)


@pytest.mark.parametrize("reason", ["", "  ", "a" * 211, "a\0"])
def test_seat_is_not_ended_without_a_reason(amina: Actor, otieno: Actor, reason: str) -> None:
    with pytest.raises(ValidationError) as caught:
        seats.end(amina, otieno.seat, reason)
    assert set(caught.value.message_dict) == {"reason"}
    assert not is_over(otieno.seat)


def test_seat_is_ended_once(amina: Actor, otieno: Actor) -> None:
    seats.end(amina, otieno.seat, WHY)
    with pytest.raises(IllegalMove, match="already"):
        seats.end(amina, otieno.seat, "Again.")
    assert Appointment.objects.get(pk=otieno.seat.pk).end_reason == WHY


def test_nobody_without_the_right_ends_a_seat(amina: Actor, otieno: Actor, kari: Actor) -> None:
    for actor in (kari, otieno):
        with pytest.raises(NotAllowed):
            seats.end(actor, amina.seat, WHY)
    assert not is_over(amina.seat)


# --- replacing ------------------------------------------------------------------------------------


def replace(actor: Actor, seat: Appointment, **facts) -> Invitation:
    given = {"email": "next@ken.example", "reason": WHY, "document": "NV 12/2026", **facts}
    return seats.replace(actor, seat, **given)


def test_replacement_ends_the_seat_and_invites_the_successor(amina: Actor) -> None:
    made = replace(factories.reviewer("KEN"), amina.seat, name="Wanjiru", language="fr")
    seat = Appointment.objects.get(pk=amina.seat.pk)
    assert seat.end_reason == f"{WHY} (NV 12/2026)"
    assert (made.role, made.member, made.replaces) == (Role.FOCAL_POINT, kenya(), seat)
    assert (made.email, made.name, made.language) == ("next@ken.example", "Wanjiru", "fr")
    assert made.is_open


@pytest.mark.parametrize(
    ("field", "facts"),
    [
        ("reason", {"reason": ""}),
        ("document", {"document": " "}),
        ("document", {"document": "a" * 81}),
        ("email", {"email": "nobody"}),
    ],
)
def test_wrong_value_of_a_replacement_leaves_the_seat(amina: Actor, field: str, facts) -> None:
    with pytest.raises(ValidationError) as caught:
        replace(factories.reviewer("KEN"), amina.seat, **facts)
    assert set(caught.value.message_dict) == {field}
    assert not is_over(amina.seat)
    assert not Invitation.internal.exists()
    assert not OutgoingMail.objects.exists()


def test_replacement_by_who_is_invited_already_leaves_the_seat(amina: Actor) -> None:
    factories.invite(amina.seat, email="next@ken.example", role=Role.FOCAL_POINT)
    with pytest.raises(Duplicate):
        replace(factories.reviewer("KEN"), amina.seat)
    assert not is_over(amina.seat)


def test_hand_over_of_who_vanished_goes_with_the_seat(amina: Actor) -> None:
    made = factories.hand_over(amina.seat)
    replace(factories.reviewer("KEN"), amina.seat, email=made.invitation.email)
    made.invitation.refresh_from_db()
    assert made.invitation.withdrawn_at is not None
    assert Invitation.internal.filter(withdrawn_at=None).count() == 1


def test_reviewer_of_others_replaces_nobody(amina: Actor) -> None:
    with pytest.raises(NotAllowed):
        replace(factories.reviewer("NOR"), amina.seat)
    assert not is_over(amina.seat)


# --- delegating -----------------------------------------------------------------------------------


@pytest.fixture
def deputy(db: None) -> Appointment:
    return factories.make_seat(Role.DEPUTY, "KEN")


def delegated(seat: Appointment) -> tuple[dt.date | None, dt.date | None]:
    seat.refresh_from_db()
    return seat.delegated_from, seat.delegated_until


def test_deputy_submits_from_one_day_to_another_or_no_more(amina: Actor, deputy) -> None:
    seats.delegate(amina, deputy, today(), today() + DAY)
    assert delegated(deputy) == (today(), today() + DAY)
    seats.delegate(amina, deputy, None, None)
    assert delegated(deputy) == (None, None)


@pytest.mark.parametrize(
    ("since", "until", "field"),
    [
        (None, 3, "since"),
        (3, None, "until"),
        (3, 2, "until"),
        (-3, -1, "until"),
        (0, 367, "until"),
    ],
)
def test_days_that_make_no_delegation_are_refused(amina, deputy, since, until, field) -> None:
    days = [None if d is None else today() + d * DAY for d in (since, until)]
    with pytest.raises(ValidationError) as caught:
        seats.delegate(amina, deputy, *days)
    assert set(caught.value.message_dict) == {field}
    assert delegated(deputy) == (None, None)


def test_only_a_deputy_in_office_submits_for_another(amina: Actor, deputy, otieno: Actor) -> None:
    with pytest.raises(NotAllowed):
        seats.delegate(amina, otieno.seat, today(), today())
    with pytest.raises(NotAllowed):
        seats.delegate(factories.actor(deputy), deputy, today(), today())
    Appointment.objects.filter(pk=deputy.pk).update(read_only_from=today(), ends_on=today() + DAY)
    deputy.refresh_from_db()
    with pytest.raises(IllegalMove):
        seats.delegate(amina, deputy, today(), today())
    assert delegated(deputy) == (None, None)


# --- reviewers' members ---------------------------------------------------------------------------


@pytest.fixture
def administrator(db: None) -> Actor:
    return factories.actor(factories.make_seat(Role.ADMINISTRATOR))


def codes(seat: Appointment) -> list[str]:
    return sorted(seat.assigned_members.values_list("code", flat=True))


def test_administrator_says_which_members_a_reviewer_looks_after(administrator: Actor) -> None:
    reviewer = factories.reviewer("KEN")
    seats.set_reviewed(administrator, reviewer.seat, Member.objects.filter(code__in=["NOR", "MDA"]))
    assert codes(reviewer.seat) == ["MDA", "NOR"]
    seats.set_reviewed(administrator, reviewer.seat, [])
    assert codes(reviewer.seat) == []


def test_reviewer_chooses_no_members_and_others_have_none(administrator: Actor) -> None:
    reviewer = factories.reviewer("KEN")
    with pytest.raises(NotAllowed):
        seats.set_reviewed(reviewer, reviewer.seat, [])
    with pytest.raises(ValidationError):
        seats.set_reviewed(administrator, administrator.seat, [kenya()])
    seats.end(administrator, reviewer.seat, WHY)
    with pytest.raises(IllegalMove):
        seats.set_reviewed(administrator, reviewer.seat, [])
    assert codes(reviewer.seat) == ["KEN"]


# --- freezing -------------------------------------------------------------------------------------


def test_freeze_stops_edits_and_keeps_what_is_published(amina: Actor) -> None:
    report = factories.published(factories.make_report("KEN"))
    draft = factories.make_report("KEN", factories.make_cycle("2027"))
    seats.freeze(factories.reviewer("KEN"), kenya(), WHY)
    assert kenya().frozen_reason == WHY
    entry = factories.entry_of(draft)
    with pytest.raises(NotAllowed, match="frozen"):
        progress.record(actor_of(amina.user), entry, 1, {"narrative": "Too late."})
    report.refresh_from_db()
    assert report.state == ReportState.PUBLISHED


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.ADMINISTRATOR])
def test_freeze_takes_all_that_is_public_away_where_asked(role: str) -> None:
    report = factories.make_report("KEN")
    factories.answer(report)
    factories.published(report)
    reopened = factories.make_report("KEN", factories.make_cycle("2027"))
    factories.answer(reopened)
    factories.published(reopened)
    factories.put(reopened, state=ReportState.RETURNED)
    norway = factories.published(factories.make_report("NOR", report.cycle))
    actor = factories.actor(factories.make_seat(role, reviews=("KEN",)))
    seats.freeze(actor, kenya(), WHY, unpublish=True)
    for row in (report, reopened, norway):
        row.refresh_from_db()
    assert (report.state, report.message) == (ReportState.WITHDRAWN, "")
    assert reopened.state == ReportState.RETURNED
    assert [bool(row.withdrawn_at) for row in (report, reopened, norway)] == [True, True, False]
    assert not ProgressEntry.objects.published().filter(member=kenya()).exists()


def test_frozen_member_is_frozen_once_and_goes_on_after_the_freeze(amina: Actor) -> None:
    reviewer = factories.reviewer("KEN")
    with pytest.raises(IllegalMove):
        seats.unfreeze(reviewer, kenya(), WHY)
    seats.freeze(reviewer, kenya(), WHY)
    with pytest.raises(IllegalMove):
        seats.freeze(reviewer, kenya(), "Again.")
    assert kenya().frozen_reason == WHY
    seats.unfreeze(reviewer, kenya(), "Seats are named.")
    assert (kenya().frozen_at, kenya().frozen_reason) == (None, "")
    entry = factories.entry_of(factories.make_report("KEN"))
    progress.record(actor_of(amina.user), entry, 1, {"narrative": "Again at work."})


@pytest.mark.parametrize("verb", [seats.freeze, seats.unfreeze])
def test_freeze_asks_for_the_right_and_a_reason(verb, amina: Actor) -> None:
    for actor in (amina, factories.reviewer("NOR")):
        with pytest.raises(NotAllowed):
            verb(actor, kenya(), WHY)
    with pytest.raises(ValidationError):
        verb(factories.reviewer("KEN"), kenya(), " ")
    assert kenya().frozen_at is None
