"""Forty things that people type or paste for an amount, in six languages: each is the right number
or an error that says what to write instead (ux.md §1.1)."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest
from django.utils.translation import override

from tests.tracker.test_money import LANGUAGES
from tracker.currencies import codes
from tracker.money import (
    MOST_DIGITS,
    NotWholeUnits,
    Why,
    format_amount,
    format_money,
    parse_whole,
    remedy,
)

# What was typed into a box whose currency is KES → the amount, or why it is none.
TYPED: dict[str, int | Why] = {
    "0": 0,
    "1234": 1234,
    "1,234": 1234,
    "1.234": 1234,
    "1 234 567": 1234567,
    "1\u202f234\u202f567": 1234567,
    "1\u00a0234\u00a0567": 1234567,
    "1\u2009234\u2009567": 1234567,
    "1’234’567": 1234567,
    "1'234'567": 1234567,
    "1.234.567": 1234567,
    "1,234,567": 1234567,
    "12,34,567": 1234567,
    "١٢٣٤": 1234,
    "۱۲۳۴۵۶۷": 1234567,
    "١٬٢٣٤٬٥٦٧": 1234567,
    "١،٢٣٤": 1234,
    "１２３４": 1234,
    "\u200e41 200 000\u200f": 41200000,
    "\u2067١٢٣٤\u2069": 1234,
    " 1200000\n": 1200000,
    "KES 1 200 000": 1200000,
    "1 200 000 kes": 1200000,
    "999999999999999": 999999999999999,
    "١٢٣٤٫٥": Why.DECIMALS,
    "1,234.00": Why.DECIMALS,
    "1.234,56": Why.DECIMALS,
    "29.85": Why.DECIMALS,
    "1234,5": Why.DECIMALS,
    "1,234.567": Why.MARKS,
    "1,234,": Why.MARKS,
    "1,,234": Why.MARKS,
    "12 34": Why.MARKS,
    "+5": Why.MARKS,
    "-5": Why.NEGATIVE,
    "−5": Why.NEGATIVE,
    "(1200)": Why.NEGATIVE,
    "$1,200": Why.CURRENCY,
    "1200 €": Why.CURRENCY,
    "USD 1200": Why.CURRENCY,
    "1.5 million": Why.WORDS,
    "1e9": Why.WORDS,
    "NaN": Why.WORDS,
    "1234567890123456": Why.TOO_LONG,
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("typed", "meant"), list(TYPED.items()), ids=[repr(said) for said in TYPED]
)
def test_what_is_typed_is_the_right_number_or_a_clear_error(
    typed: str, meant: int | Why, language: str
) -> None:
    with override(language):
        if not isinstance(meant, Why):
            assert parse_whole(typed, "KES") == Decimal(meant)
            return
        with pytest.raises(NotWholeUnits) as refusal:
            parse_whole(typed, "KES")
        assert refusal.value.why is meant
        assert typed in remedy(refusal.value, "KES")


@pytest.mark.parametrize(
    ("typed", "currency", "said"),
    [
        ("1,200,000.50", "KES", "Write whole KES, without decimals: 1200000."),
        ("29.850", "KWD", "Write whole KWD, without decimals: 29850."),
        ("1.5 million", "KES", "Write the whole number in digits: 1500000 for 1.5 million."),
        ("-5", "KES", "Write an amount of zero or more, without a minus."),
        ("$5", "KES", "Write the number alone, in whole KES: 1200000."),
        ("1 23", "", "Write whole units, the digits in threes or without marks: 1200000."),
        ("1" * 16, "JPY", "Write at most 15 digits, in whole JPY."),
    ],
)
def test_error_names_the_remedy(typed: str, currency: str, said: str) -> None:
    with pytest.raises(NotWholeUnits) as refusal:
        parse_whole(typed, currency)
    assert remedy(refusal.value, currency) == f"{said} You wrote {typed}."


def test_what_is_printed_reads_back_as_itself_in_every_language_and_currency() -> None:
    rng = random.Random(1325)
    amounts = [0, 1, 999, 1000, 29850, 10**15 - 1]
    amounts += [rng.randrange(10 ** rng.randint(1, MOST_DIGITS)) for _n in range(20)]
    for currency in codes():
        for language in LANGUAGES:
            for amount in amounts:
                assert parse_whole(format_amount(amount, language, currency), currency) == amount
                assert parse_whole(format_money(amount, currency, language), currency) == amount
