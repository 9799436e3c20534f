"""Hand-over: the successor comes, the predecessor writes to the last day and reads for 30 more."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.actor import Actor
from accounts.enums import Role
from accounts.models import Appointment, HandOver, Invitation
from accounts.queries import actor_of
from tests import factories
from tracker import rules
from tracker.domain import handing_over, invitations, progress, seats
from tracker.domain.errors import Duplicate, IllegalMove, NotAllowed
from tracker.models import OutgoingMail

pytestmark = pytest.mark.django_db
NEXT = "wanjiru@ken.example"
DAY = dt.timedelta(days=1)


def today() -> dt.date:
    return timezone.now().date()


def begin(actor: Actor, **facts) -> HandOver:
    given = {"email": NEXT, "last_day": today() + 10 * DAY, "language": "en", **facts}
    return handing_over.hand_over(actor, **given)


def dates(actor: Actor) -> tuple[dt.date | None, dt.date | None]:
    seat = Appointment.objects.get(pk=actor.seat.pk)
    return seat.read_only_from, seat.ends_on


def accepted(made: HandOver) -> Actor:
    person = invitations.accept_as_new(
        made.invitation, name="Wanjiru", language="en", password=factories.PASSWORD
    )
    return actor_of(person)


def test_hand_over_invites_the_successor_and_dates_the_seat(amina: Actor) -> None:
    made = begin(amina, note="  Call the ministry. ", name="Wanjiru")
    assert (made.seat, made.member, made.note) == (amina.seat, amina.seat.member, made.note.strip())
    assert (made.invitation.email, made.invitation.role) == (NEXT, Role.FOCAL_POINT)
    assert made.invitation.replaces == amina.seat
    assert dates(amina) == (today() + 11 * DAY, today() + 40 * DAY)
    assert set(OutgoingMail.objects.values_list("template", flat=True)) == {
        "invitation",
        "handed_over",
    }


@pytest.mark.parametrize(
    ("field", "facts"),
    [
        ("last_day", {"last_day": dt.date(2020, 1, 1)}),
        ("last_day", {"last_day": dt.date(2099, 1, 1)}),
        ("note", {"note": "a" * 4001}),
        ("note", {"note": "a\0"}),
        ("email", {"email": "nobody"}),
        ("language", {"language": "tlh"}),
        ("name", {"name": "a" * 121}),
    ],
)
def test_wrong_value_is_named_and_the_seat_stays(amina: Actor, field: str, facts) -> None:
    with pytest.raises(ValidationError) as caught:
        begin(amina, **facts)
    assert set(caught.value.message_dict) == {field}
    assert dates(amina) == (None, None)
    assert not Invitation.internal.exists()


@pytest.mark.parametrize("days", [0, 366])
def test_last_day_is_from_today_to_a_year_from_now(amina: Actor, days: int) -> None:
    assert begin(amina, last_day=today() + days * DAY).pk


def test_checking_finds_what_the_verb_refuses_and_writes_nothing(amina: Actor) -> None:
    given = {"email": NEXT, "last_day": today(), "language": "en"}
    handing_over.check(amina, **given)
    assert not HandOver.internal.exists()
    assert dates(amina) == (None, None)
    begin(amina)
    with pytest.raises(Duplicate):
        handing_over.check(amina, **given)


def test_seat_is_handed_over_once_at_a_time(amina: Actor) -> None:
    made = begin(amina)
    with pytest.raises(Duplicate) as caught:
        begin(amina, email="other@ken.example")
    assert caught.value.existing == made
    assert Invitation.internal.count() == 1


def test_seat_is_not_handed_over_to_its_holder(amina: Actor) -> None:
    with pytest.raises(Duplicate):
        begin(amina, email=amina.user.email)
    assert dates(amina) == (None, None)


@pytest.mark.parametrize("role", [Role.VIEWER, Role.CONTRIBUTOR, Role.CLEARING_OFFICER])
def test_other_seats_are_not_handed_over(role: str) -> None:
    actor = factories.actor(factories.make_seat(role, "KEN"))
    with pytest.raises(NotAllowed):
        begin(actor)
    assert not HandOver.internal.exists()


def test_predecessor_writes_to_the_end_of_the_last_day_and_reads_for_thirty_more(
    amina: Actor,
) -> None:
    report = factories.make_report("KEN")
    entry = factories.entry_of(report)
    made = begin(amina)
    successor = accepted(made)
    with time_machine.travel(dt.datetime.combine(made.last_day, dt.time(23, 59), dt.UTC)):
        progress.record(actor_of(amina.user), entry, 1, {"narrative": "On the last day."})
    with time_machine.travel(dt.datetime.combine(made.last_day + DAY, dt.time(0, 1), dt.UTC)):
        late = actor_of(amina.user)
        with pytest.raises(NotAllowed, match="handed over"):
            progress.record(late, entry, 2, {"narrative": "Too late."})
        assert not rules.may_work(late)
        progress.record(successor, entry, 2, {"narrative": "By the successor."})
    assert factories.entry_of(report).narrative == "By the successor."
    with time_machine.travel(dt.datetime.combine(made.last_day + 30 * DAY, dt.time(12), dt.UTC)):
        assert actor_of(amina.user).seat == amina.seat
    with time_machine.travel(dt.datetime.combine(made.last_day + 31 * DAY, dt.time(12), dt.UTC)):
        assert actor_of(amina.user).seat is None


def test_hand_over_is_taken_back_until_somebody_accepts(amina: Actor) -> None:
    made = begin(amina)
    handing_over.take_back(amina, made)
    made.refresh_from_db()
    assert made.taken_back_at is not None
    assert made.version == 2
    assert dates(amina) == (None, None)
    made.invitation.refresh_from_db()
    assert made.invitation.withdrawn_at is not None
    assert begin(amina).pk != made.pk


def test_accepted_hand_over_is_not_taken_back(amina: Actor) -> None:
    made = begin(amina)
    accepted(made)
    before = dates(amina)
    with pytest.raises(IllegalMove, match="accepted"):
        handing_over.take_back(amina, made)
    made.refresh_from_db()
    assert (made.taken_back_at, dates(amina)) == (None, before)


def test_hand_over_is_not_taken_back_twice(amina: Actor) -> None:
    made = begin(amina)
    handing_over.take_back(amina, made)
    with pytest.raises(IllegalMove, match="withdrawn"):
        handing_over.take_back(amina, made)


def test_colleague_and_stranger_take_nothing_back(amina: Actor, kari: Actor) -> None:
    made = begin(amina)
    deputy = factories.actor(factories.make_seat(Role.DEPUTY, "KEN"))
    for actor in (kari, deputy):
        with pytest.raises(NotAllowed):
            handing_over.take_back(actor, made)
    assert HandOver.internal.get().taken_back_at is None


def test_ended_seat_takes_its_successor_along(amina: Actor) -> None:
    made = begin(amina)
    seats.end(factories.reviewer("KEN"), amina.seat, "Named without authority.")
    made.refresh_from_db()
    made.invitation.refresh_from_db()
    assert made.taken_back_at is not None
    assert made.invitation.withdrawn_at is not None


def test_successor_stays_when_the_old_seat_is_ended(amina: Actor) -> None:
    made = begin(amina)
    successor = accepted(made)
    seats.end(factories.reviewer("KEN"), amina.seat, "Left earlier.")
    made.refresh_from_db()
    assert made.taken_back_at is None
    assert actor_of(successor.user).seat is not None


def test_ended_seat_is_not_taken_back(amina: Actor) -> None:
    made = begin(amina)
    Appointment.objects.filter(pk=amina.seat.pk).update(
        ended_at=timezone.now(), end_reason="Elsewhere."
    )
    with pytest.raises(IllegalMove, match="ended"):
        handing_over.take_back(amina, made)
    made.invitation.refresh_from_db()
    assert made.invitation.withdrawn_at is None
