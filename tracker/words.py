"""Whole amounts in words, so that a wrong zero is heard. English only: the other languages decline
their numerals with what is counted, and no reviewed source for them is at hand."""

from __future__ import annotations

from decimal import Decimal

_BELOW_20 = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_SCALES = ("", "thousand", "million", "billion", "trillion")
MOST = 10**15 - 1


def in_words(amount: Decimal | int, language: str) -> str:
    """The whole part of an amount in English words, as in "forty-one million two hundred thousand".

    Empty for any other language, for a negative amount and from a thousand trillion on: there the
    grouped figure has to do.
    """
    number = int(amount)
    if language.split("-")[0] != "en" or not 0 <= number <= MOST or number != amount:
        return ""
    if number == 0:
        return _BELOW_20[0]
    parts: list[str] = []
    for scale in _SCALES:
        number, group = divmod(number, 1000)
        if group:
            parts.insert(0, f"{_below_1000(group)} {scale}".strip())
    return " ".join(parts)


def _below_1000(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    words = [f"{_BELOW_20[hundreds]} hundred"] if hundreds else []
    if 0 < rest < 20:
        words.append(_BELOW_20[rest])
    elif rest:
        tens, ones = divmod(rest, 10)
        words.append(_TENS[tens - 2] + (f"-{_BELOW_20[ones]}" if ones else ""))
    return " ".join(words)
