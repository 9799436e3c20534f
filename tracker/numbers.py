"""Numbers with decimals as people write and read them, in six languages. What could be read in two
ways is refused, not guessed (money has whole units alone: `tracker.money`)."""

from __future__ import annotations

import re
from decimal import Decimal

from tracker.money import NEGATIVE, NotWholeUnits, format_amount, parse_whole

_INVISIBLE = dict.fromkeys(map(ord, "\u200e\u200f\u061c\u202a\u202b\u202c\u2066\u2067\u2068\u2069"))
# The Arabic decimal mark is never a thousands mark.
_DECIMAL_ONLY = "\u066b"
_MARKS = str.maketrans({"\u060c": ",", "\uff0c": ",", "\uff0e": ".", "\u2212": "-"})
_NUMBER = re.compile(r"(?P<whole>.*?)(?P<mark>[.,\u066b])(?P<decimals>\d{1,6})", re.ASCII)
MOST_DECIMALS = 3


class NotANumber(ValueError):
    """What was typed is no number that can be read in one way only."""

    def __init__(self, typed: str) -> None:
        super().__init__(typed)
        self.typed = typed


def parse_number(typed: str) -> Decimal | None:
    """A number from what a person typed, with at most three decimals; None where nothing was typed.

    Digits of any script. The last comma or stop begins the decimals, unless exactly three digits
    follow it and it could group thousands: `1,234` is refused, `1234`, `1,2340`, `0,125` and
    `1 234,5` are read. Raises NotANumber with the text as typed.
    """
    text = typed.translate(_INVISIBLE).strip().translate(_MARKS)
    if not text:
        return None
    sign = -1 if text.startswith("-") else 1
    text = text.removeprefix("-").strip().removesuffix("%").strip()
    text = "".join(str(int(c)) if c.isdecimal() else c for c in text)
    found = _NUMBER.fullmatch(text)
    if found is None or _groups(text, found["mark"]):
        return sign * _whole(text, typed)
    whole, mark, decimals = found["whole"], found["mark"], found["decimals"]
    if mark != _DECIMAL_ONLY and mark in whole:
        raise NotANumber(typed)
    is_plain = whole.isascii() and whole.isdigit()
    if mark != _DECIMAL_ONLY and len(decimals) == 3 and is_plain and 0 < int(whole) < 1000:
        raise NotANumber(typed)
    decimals = decimals.rstrip("0")
    if len(decimals) > MOST_DECIMALS:
        raise NotANumber(typed)
    return sign * (_whole(whole, typed) + Decimal(f"0.{decimals or '0'}"))


def _groups(text: str, mark: str) -> bool:
    """True where the mark stands more than once: then it groups."""
    return mark != _DECIMAL_ONLY and text.count(mark) > 1


def _whole(text: str, typed: str) -> Decimal:
    try:
        number = parse_whole(text)
    except NotWholeUnits as error:
        raise NotANumber(typed) from error
    if number is None:
        raise NotANumber(typed)
    return number


def format_number(number: Decimal | int | None, language: str) -> str:
    """The number in groups of three, with the decimals it has. Left to right in every language."""
    if number is None:
        return ""
    whole, _stop, decimals = format(abs(Decimal(number)), "f").partition(".")
    decimals = decimals.rstrip("0")
    mark = format_amount(Decimal("0.5"), language)[1]
    text = format_amount(int(whole), language) + (mark + decimals if decimals else "")
    return NEGATIVE + text if number < 0 else text
