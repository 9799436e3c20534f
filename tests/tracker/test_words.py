from __future__ import annotations

from decimal import Decimal

import pytest

from tracker.words import in_words


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "zero"),
        (13, "thirteen"),
        (21, "twenty-one"),
        (40, "forty"),
        (100, "one hundred"),
        (1000, "one thousand"),
        (29850, "twenty-nine thousand eight hundred fifty"),
        (41_200_000, "forty-one million two hundred thousand"),
        (1_000_001, "one million one"),
        (999_000_000_000_000, "nine hundred ninety-nine trillion"),
    ],
)
def test_amount_is_said_in_english(amount: int, words: str) -> None:
    assert in_words(amount, "en") == words


@pytest.mark.parametrize(
    ("amount", "language"), [(5, "fr"), (-5, "en"), (10**15, "en"), (Decimal("1.5"), "en")]
)
def test_amount_without_words_is_left_to_its_figure(amount: Decimal | int, language: str) -> None:
    assert in_words(amount, language) == ""
