"""One amount, one meaning, in whatever language it was typed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.money import (
    NotWholeUnits,
    format_amount,
    format_money,
    format_percent,
    parse_whole,
)

LANGUAGES = ("ar", "zh-hans", "en", "fr", "ru", "es")

UNDERSTOOD = {
    "0": 0,
    "7": 7,
    "007": 7,
    "1234": 1234,
    " 1234 ": 1234,
    "1,234": 1234,
    "1.234": 1234,
    "1 234": 1234,
    "1\u00a0234": 1234,
    "1\u202f234": 1234,
    "1\u2009234": 1234,
    "1'234": 1234,
    "1’234’567": 1234567,
    "29.850": 29850,
    "1,234,567": 1234567,
    "1.234.567": 1234567,
    "1 234 567": 1234567,
    "12,34,567": 1234567,
    "1,23,45,678": 12345678,
    "١٢٣٤": 1234,
    "١٬٢٣٤٬٥٦٧": 1234567,
    "۱۲۳۴": 1234,
    "１２３４": 1234,
    "١،٢٣٤": 1234,
    "\u200e41 200 000\u200f": 41200000,
    "999999999999999": 999999999999999,
}
REFUSED = [
    "29.85",
    "29,5",
    "1,234.00",
    "1.234,00",
    "1 234,567",
    "1,234.567",
    "1,2345",
    "12 34",
    "1,,234",
    ",234",
    "1234,567",
    "0.123",
    "١٢٣٤٫٥",
    "١٫٢٣٤",
    "-5",
    "−5",
    "+5",
    "KES 5",
    "5 million",
    "1e6",
    "½",
    "²",
    "NaN",
    "1234567890123456",
]


@pytest.mark.parametrize(("typed", "amount"), UNDERSTOOD.items())
def test_amount_that_reads_one_way_is_understood(typed: str, amount: int) -> None:
    assert parse_whole(typed) == Decimal(amount)


@pytest.mark.parametrize("typed", REFUSED)
def test_amount_that_reads_two_ways_is_refused_with_what_was_typed(typed: str) -> None:
    with pytest.raises(NotWholeUnits) as refusal:
        parse_whole(typed)
    assert refusal.value.typed == typed


@pytest.mark.parametrize("typed", ["", "   ", "\u200e"])
def test_nothing_typed_is_no_amount(typed: str) -> None:
    assert parse_whole(typed) is None


def test_single_stop_before_three_digits_is_refused_where_the_currency_has_three_decimals() -> None:
    with pytest.raises(NotWholeUnits):
        parse_whole("29.850", "KWD")
    assert parse_whole("29 850", "KWD") == 29850
    assert parse_whole("1.029.850", "KWD") == 1029850
    assert parse_whole("29.850", "KES") == 29850


@given(st.integers(0, 10**15 - 1), st.sampled_from(LANGUAGES))
def test_amount_shown_and_typed_again_is_the_same(amount: int, language: str) -> None:
    assert parse_whole(format_amount(amount, language)) == amount


@given(st.text(max_size=20))
def test_any_text_is_understood_or_refused(typed: str) -> None:
    try:
        amount = parse_whole(typed)
    except NotWholeUnits:
        return
    assert amount is None or (amount >= 0 and amount == amount.to_integral_value())


@pytest.mark.parametrize(
    ("amount", "currency", "language", "shown"),
    [
        (Decimal("41200000.000"), "KES", "en", "KES\u00a041\u202f200\u202f000"),
        (Decimal("41200000"), "KES", "fr", "41\u202f200\u202f000\u00a0KES"),
        (Decimal("1234.5"), "EUR", "en", "EUR\u00a01\u202f234.50"),
        (Decimal("1234.5"), "EUR", "es", "1\u202f234,50\u00a0EUR"),
        (Decimal("0.125"), "KWD", "ar", "KWD\u00a00.125"),
        (Decimal("0.125"), "KES", "en", "KES\u00a00.125"),
        (Decimal("-3000"), "JPY", "zh-hans", "JPY\u00a0\u22123\u202f000"),
        (0, "KES", "ru", "0\u00a0KES"),
    ],
)
def test_money_is_shown_as_the_language_writes_it(
    amount: Decimal, currency: str, language: str, shown: str
) -> None:
    assert format_money(amount, currency, language) == shown


@pytest.mark.parametrize(
    ("part", "whole", "language", "shown"),
    [
        (1, 3, "en", "33%"),
        (1, 2, "fr", "50\u00a0%"),
        (1, 200, "ar", "1%"),
        (0, 5, "zh-hans", "0%"),
        (1, 0, "en", ""),
    ],
)
def test_share_is_whole_percent_as_the_language_writes_it(
    part: int, whole: int, language: str, shown: str
) -> None:
    assert format_percent(part, whole, language) == shown
