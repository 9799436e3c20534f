"""Who somebody is at a moment: seats by date, one of them active, rights that never add up."""

from __future__ import annotations

import datetime as dt

import pytest

from accounts.actor import PUBLIC, Actor
from accounts.enums import Role
from accounts.models import Appointment
from accounts.queries import actor_of, holders, reviewers_of, seats_of
from tests import factories

pytestmark = pytest.mark.django_db

TODAY = dt.datetime.now(dt.UTC).date()
DAY = dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "held"),
    [
        (TODAY, None, True),
        (TODAY - DAY, TODAY, True),
        (TODAY + DAY, None, False),
        (TODAY - 9 * DAY, TODAY - DAY, False),
    ],
)
def test_seat_counts_inside_its_dates(starts_on, ends_on, held):
    seat = factories.make_seat(Role.VIEWER, "KEN", starts_on=starts_on, ends_on=ends_on)
    assert (seats_of(seat.user) == [seat]) is held
    assert actor_of(seat.user).is_signed_in is held
    assert seat.is_current() is held


def test_disabled_person_is_the_public():
    seat = factories.make_seat(Role.FOCAL_POINT, "KEN")
    seat.user.is_active = False
    seat.user.save()
    assert actor_of(seat.user) is PUBLIC
    assert not Appointment.objects.current().exists()


def test_person_with_two_seats_acts_from_the_chosen_one_only():
    user = factories.make_user()
    kenya = factories.make_seat(Role.FOCAL_POINT, "KEN", user)
    norway = factories.make_seat(Role.VIEWER, "NOR", user)
    assert actor_of(user).seat == kenya
    chosen = actor_of(user, str(norway.public_id))
    assert (chosen.seat, chosen.role, chosen.member_id) == (norway, "viewer", norway.member_id)
    assert set(chosen.seats) == {kenya, norway}


def test_foreign_seat_cannot_be_chosen():
    mine = factories.make_seat(Role.VIEWER, "KEN")
    foreign = factories.make_seat(Role.FOCAL_POINT, "NOR")
    assert actor_of(mine.user, str(foreign.public_id)).seat == mine


def test_trace_holds_ids_and_no_name():
    seat = factories.make_seat(Role.VIEWER, "KEN", factories.make_user("o@ken.example", name="O"))
    trace = factories.actor(seat).trace
    assert trace == {"user": str(seat.user.pk), "seat": str(seat.public_id), "by": "person"}
    assert Actor(is_system=True).trace["by"] == "system"


def test_reviewer_knows_the_assigned_members_only():
    reader = factories.reviewer("KEN", "NOR")
    assert len(reader.reviewed_member_ids) == 2
    assert factories.kari().reviewed_member_ids == frozenset()


def test_holders_and_reviewers_of_a_member():
    focal = factories.make_seat(Role.FOCAL_POINT, "KEN")
    factories.make_seat(Role.FOCAL_POINT, "KEN", starts_on=TODAY + DAY)
    factories.make_seat(Role.FOCAL_POINT, "NOR")
    reader = factories.reviewer("KEN")
    assert holders(focal.member, Role.FOCAL_POINT, Role.DEPUTY) == [focal]
    assert reviewers_of(focal.member) == [reader.seat]


@pytest.mark.parametrize("email", ["Amina@KEN.example", "amina@ken.example"])
def test_address_is_one_whatever_its_case(email):
    from django.db import IntegrityError, transaction

    from accounts.models import User

    factories.make_user("amina@ken.example")
    with pytest.raises(IntegrityError), transaction.atomic():
        User(email=email, name="Other").save()
    assert User.objects.get_by_natural_key("AMINA@ken.example").name != "Other"
