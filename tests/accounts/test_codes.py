"""A code of the second factor works once, around its half minute, in any numerals."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine
from django.db import connection

from accounts.domain import codes
from accounts.models import User
from tests import authenticators, factories

NOON = dt.datetime(2026, 11, 25, 12, 0, 5, tzinfo=dt.UTC)
STEP = dt.timedelta(seconds=authenticators.STEP)


@pytest.fixture
def user(db: None) -> User:
    return factories.make_user()


@pytest.fixture
def key(user: User) -> str:
    return authenticators.turn_on(user)


@pytest.mark.parametrize(
    ("steps", "fits"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)]
)
def test_code_fits_one_step_around_now(user: User, key: str, steps: int, fits: bool) -> None:
    with time_machine.travel(NOON, tick=False):
        assert bool(codes.spend(user, authenticators.code(key, steps))) is fits


@pytest.mark.parametrize("later", [0, 1, 2])
def test_code_works_once_however_long_it_would_fit(user: User, key: str, later: int) -> None:
    with time_machine.travel(NOON, tick=False):
        code = authenticators.code(key, 1)
        assert codes.spend(user, code)
    with time_machine.travel(NOON + later * STEP, tick=False):
        assert codes.spend(user, code) is None


def test_code_of_an_earlier_step_is_used_up_by_a_later_one(user: User, key: str) -> None:
    with time_machine.travel(NOON, tick=False):
        assert codes.spend(user, authenticators.code(key))
        assert codes.spend(user, authenticators.code(key, -1)) is None
        assert codes.spend(user, authenticators.code(key, 1))


def test_recovery_code_works_once(user: User, key: str) -> None:
    first, *rest = authenticators.recovery_codes(user)
    assert len(rest) == 9
    used = codes.spend(user, f" {first[:4]} {first[4:]}")
    assert used is not None
    assert used.type == "recovery_codes"
    assert codes.spend(user, first) is None
    assert authenticators.recovery_codes(user) == rest


@pytest.mark.parametrize("typed", ["", "000000", "12345", "x" * 200, "1234567890123"])
def test_other_text_is_no_code(user: User, key: str, typed: str) -> None:
    with time_machine.travel(NOON, tick=False):
        if typed != authenticators.code(key):
            assert codes.spend(user, typed) is None


def test_code_may_be_typed_in_other_numerals_and_with_spaces(user: User, key: str) -> None:
    arabic = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
    with time_machine.travel(NOON, tick=False):
        code = authenticators.code(key).translate(arabic)
        assert codes.spend(user, f"{code[:3]} {code[3:]}")


def test_code_of_somebody_else_does_not_fit(user: User, key: str) -> None:
    other = factories.make_user()
    authenticators.turn_on(other)
    assert codes.spend(other, authenticators.code(key)) is None
    assert codes.spend(other, authenticators.recovery_codes(user)[0]) is None


@pytest.mark.django_db(transaction=True)
def test_code_typed_by_eight_at_once_lets_one_in() -> None:
    user = factories.make_user()
    code = authenticators.code(authenticators.turn_on(user))

    def try_it(_n: int) -> bool:
        try:
            return codes.spend(user, code) is not None
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(try_it, range(8))) == 1
