"""A wrong zero is heard: amounts by their scale, in the words of each language."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils.translation import override

from tracker.words import echo, in_words

SAID = {
    1200: ("1.2 thousand", "1,2 millier", "1,2 mil", "1,2 тысячи", "1.2 ألف", ""),
    29850: ("29.85 thousand", "29,85 mille", "29,85 mil", "29,85 тысячи", "29.85 ألف", "2.985万"),
    10**6: ("1 million", "1 million", "1 millón", "1 миллион", "1 مليون", "100万"),
    41200000: (
        "41.2 million",
        "41,2 millions",
        "41,2 millones",
        "41,2 миллиона",
        "41.2 مليون",
        "4120万",
    ),
    1234567: (
        "1.234567 million",
        "1,234567 million",
        "1,234567 millones",
        "1,234567 миллиона",
        "1.234567 مليون",
        "123.4567万",
    ),
    2 * 10**9: ("2 billion", "2 milliards", "2 mil millones", "2 миллиарда", "2 مليار", "20亿"),
}
LANGUAGES = ("en", "fr", "es", "ru", "ar", "zh-hans")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("amount", list(SAID))
def test_amount_is_said_by_its_scale(amount: int, language: str) -> None:
    said = in_words(amount, language).replace("\u00a0", " ")
    assert said == SAID[amount][LANGUAGES.index(language)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("amount", [0, 999, -5000, 10**15, Decimal("1200.5")])
def test_amount_without_words_is_left_to_its_figure(amount: Decimal | int, language: str) -> None:
    assert in_words(amount, language) == ""


def test_echo_is_the_figure_with_its_words() -> None:
    assert echo(1200000, "KES", "en").replace("\u00a0", " ") == (
        "KES 1\u202f200\u202f000, that is 1.2 million"
    )
    assert echo(12, "KES", "en").replace("\u00a0", " ") == "KES 12"
    with override("fr"):
        assert "1,2" in echo(Decimal(1200000), "KES", "fr")
