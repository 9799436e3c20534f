"""Who may do what with an account: right in all, then wrong in one thing at a time."""

from __future__ import annotations

import pytest

from accounts.actor import PUBLIC, Actor
from accounts.enums import Role
from accounts.models import SecondFactorReset
from tests import authenticators, factories
from tests.tracker.rules.cases import allowed, denied, handed_over, reading_only, seat
from tracker import rules
from tracker.domain import second_factor

pytestmark = pytest.mark.django_db
SECRETARIAT = {Role.REVIEWER, Role.ADMINISTRATOR}


def test_account_is_changed_by_its_person_alone_with_a_seat_or_without(amina, otieno):
    allowed(rules.may_change_account(amina, amina.user))
    allowed(rules.may_change_account(Actor(user=amina.user), amina.user))
    denied(rules.may_change_account(otieno, amina.user), "Only the person")
    denied(rules.may_change_account(PUBLIC, amina.user), "Only the person")
    denied(rules.may_change_account(seat(Role.ADMINISTRATOR), amina.user), "Only the person")


@pytest.mark.parametrize(
    ("rule", "roles"),
    [
        (rules.may_help_with_second_factors, SECRETARIAT),
        (rules.may_manage_accounts, {Role.ADMINISTRATOR}),
    ],
)
def test_accounts_of_others_are_the_secretariats(rule, roles):
    assert {role for role in Role if rule(seat(role))} == roles
    denied(rule(PUBLIC), "Sign in")
    denied(rule(reading_only(seat(Role.ADMINISTRATOR))), "scope")
    denied(rule(handed_over(seat(Role.ADMINISTRATOR))), "handed over")


def test_reset_is_asked_for_by_somebody_else_of_the_secretariat(amina):
    reviewer = seat(Role.REVIEWER)
    allowed(rules.may_ask_for_reset(reviewer, amina.user))
    denied(rules.may_ask_for_reset(reviewer, reviewer.user), "Somebody else")
    denied(rules.may_ask_for_reset(amina, seat(Role.VIEWER).user), "Only the secretariat")


def test_reset_is_confirmed_by_a_second_person(amina):
    first, second = seat(Role.REVIEWER), seat(Role.ADMINISTRATOR)
    authenticators.turn_on(amina.user)
    reset: SecondFactorReset = second_factor.ask(first, amina.user, "Called back.")
    allowed(rules.may_confirm_reset(second, reset))
    denied(rules.may_confirm_reset(first, reset), "a second person")
    denied(rules.may_confirm_reset(amina, reset), "Only the secretariat")


def test_last_administrator_stays():
    first = seat(Role.ADMINISTRATOR)
    denied(rules.may_close_account(first, first.user), "last administrator")
    second = seat(Role.ADMINISTRATOR)
    allowed(rules.may_close_account(first, second.user))
    allowed(rules.may_close_account(first, first.user))
    assert not rules.is_last_administrator(factories.make_user())
    handed_over(second)
    denied(rules.may_close_account(first, first.user), "last administrator")
    denied(rules.may_close_account(seat(Role.REVIEWER), factories.make_user()), "administrators")
