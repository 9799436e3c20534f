from __future__ import annotations

import pytest

from accounts.actor import PUBLIC, SYSTEM, Actor
from accounts.enums import Role
from tests import factories
from tests.tracker.rules.cases import allowed, denied, freeze, handed_over, reading_only, seat
from tracker.rules.seats import holds, looks_after, may_write, not_frozen

pytestmark = pytest.mark.django_db


def test_writing_asks_for_a_seat_in_office_and_a_token_that_may_write(amina):
    allowed(may_write(amina))
    allowed(may_write(SYSTEM))
    denied(may_write(PUBLIC), "Sign in")
    denied(may_write(Actor(user=amina.user)), "Sign in")
    denied(may_write(reading_only(amina)), "scope")
    denied(may_write(handed_over(amina)), "handed over")


def test_seat_is_held_at_its_own_member_and_in_its_own_role_only(amina):
    member = amina.member_id
    assert holds(amina, member, Role.FOCAL_POINT, Role.DEPUTY)
    assert not holds(amina, member, Role.DEPUTY)
    assert not holds(amina, factories.kari().member_id, Role.FOCAL_POINT)
    # A seat of the Network has no member, and neither has a row of nobody.
    assert not holds(seat(Role.CO_CHAIR), None, Role.CO_CHAIR)


def test_secretariat_looks_after_its_members(amina, kari):
    reviewer = factories.reviewer("KEN")
    assert looks_after(reviewer, amina.member_id)
    assert not looks_after(reviewer, kari.member_id)
    assert looks_after(seat(Role.ADMINISTRATOR), kari.member_id)
    assert not looks_after(amina, amina.member_id)
    assert not looks_after(seat(Role.CO_CHAIR), amina.member_id)


def test_frozen_member_is_told_so(amina):
    allowed(not_frozen(amina.seat.member))
    denied(not_frozen(freeze()), "frozen")
