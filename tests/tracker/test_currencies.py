from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import Member
from tracker.currencies import codes, fits, minor_units


@pytest.mark.parametrize(
    ("currency", "digits"), [("JPY", 0), ("XOF", 0), ("IQD", 3), ("KWD", 3), ("KES", 2), ("LBP", 2)]
)
def test_minor_units_come_from_the_standard(currency, digits):
    assert minor_units(currency) == digits


@pytest.mark.parametrize("fund", ["CLF", "UYW", "XXX", "XAU"])
def test_units_that_nobody_budgets_in_are_not_offered(fund):
    assert fund not in codes()


@pytest.mark.django_db
def test_every_members_currency_is_offered():
    used = set(Member.objects.values_list("currency", flat=True))
    assert used <= codes()


@pytest.mark.parametrize("amount", ["NaN", "sNaN", "Infinity", "-Infinity"])
def test_amount_that_is_no_number_fits_nothing(amount):
    assert not fits(Decimal(amount), "KES")


@given(st.integers(0, 10**15), st.sampled_from(["JPY", "KES", "KWD"]))
def test_whole_amounts_fit_every_currency(amount, currency):
    assert fits(Decimal(amount), currency)
    assert fits(Decimal(amount) / 10 ** minor_units(currency), currency)


def test_yen_have_no_decimals():
    assert fits(Decimal("5.00"), "JPY")
    assert not fits(Decimal("5.01"), "JPY")
