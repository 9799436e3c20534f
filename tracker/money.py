"""Amounts of money as people write and read them.

Forms take whole units of a currency: no decimals, so that a mark followed by three digits can only
be a thousands mark, in any language (1,234 is a thousand in English and 1.234 in Spanish). Amounts
with decimals come through the API and are printed with them.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from tracker.currencies import minor_units

# A space that does not break and is no mark in any of the six languages.
GROUP = "\u202f"
NEGATIVE = "\u2212"
MOST_DIGITS = 15

_DECIMAL_COMMA = frozenset({"es", "fr", "ru"})
_CODE_LAST = frozenset({"es", "fr", "ru"})
_SPACE_BEFORE_PERCENT = frozenset({"es", "fr", "ru"})

# Marks of writing direction that come along when a figure is pasted.
_INVISIBLE = dict.fromkeys(map(ord, "\u200e\u200f\u061c\u202a\u202b\u202c\u2066\u2067\u2068\u2069"))
_SPACES = re.compile(r"[\s\u00a0\u202f\u2007\u2009]+")
# Arabic thousands mark and the apostrophes of Swiss figures stand for a space: never for a decimal.
_SAFE_MARKS = str.maketrans({"\u066c": " ", "'": " ", "\u2019": " "})
_OTHER_MARKS = str.maketrans({"\u060c": ",", "\uff0c": ",", "\uff0e": "."})
_DIGITS_AND_MARKS = re.compile(r"\d+(?:[ .,]\d+)*", re.ASCII)


class NotWholeUnits(ValueError):
    """What was typed is not a whole number that can be read in one way only."""

    def __init__(self, typed: str) -> None:
        super().__init__(typed)
        self.typed = typed


def parse_whole(typed: str, currency: str = "") -> Decimal | None:
    """Whole units of a currency from what a person typed; None where nothing was typed.

    Takes digits of any script, grouped in threes (or in twos before the last three, as in India)
    by spaces, apostrophes, commas or stops, of one kind. A single comma or stop before exactly
    three digits groups them, unless the currency has three decimals: there it could be either.

    Raises NotWholeUnits for everything else, with the text as typed.
    """
    text = typed.translate(_INVISIBLE).strip()
    if not text:
        return None
    text = "".join(str(int(c)) if c.isdecimal() else c for c in text)
    text = _SPACES.sub(" ", text.translate(_SAFE_MARKS).translate(_OTHER_MARKS))
    if not _DIGITS_AND_MARKS.fullmatch(text):
        raise NotWholeUnits(typed)
    marks = set(re.findall(r"\D", text))
    groups = re.split(r"\D", text)
    if len(marks) > 1 or not _is_grouping(groups):
        raise NotWholeUnits(typed)
    if len(groups) == 2 and marks != {" "} and currency and minor_units(currency) == 3:
        raise NotWholeUnits(typed)
    digits = "".join(groups).lstrip("0") or "0"
    if len(digits) > MOST_DIGITS:
        raise NotWholeUnits(typed)
    return Decimal(digits)


def _is_grouping(groups: list[str]) -> bool:
    if len(groups) == 1:
        return True
    first, *middle, last = groups
    if len(last) != 3 or first.startswith("0"):
        return False
    in_threes = len(first) <= 3 and all(len(g) == 3 for g in middle)
    in_twos = len(first) <= 2 and bool(middle) and all(len(g) == 2 for g in middle)
    return in_threes or in_twos


def format_amount(amount: Decimal | int, language: str, currency: str = "") -> str:
    """The amount in groups of three, in Latin digits; decimals only where there are any, then as
    many as the currency has. To be shown left to right in every language."""
    amount = Decimal(amount)
    if amount == amount.to_integral_value():
        whole, decimals = f"{abs(amount):.0f}", ""
    else:
        places = minor_units(currency) if currency else 2
        exact = -int(amount.normalize().as_tuple().exponent)
        whole, decimals = f"{abs(amount):.{max(places, exact)}f}".split(".")
    grouped = f"{int(whole):,}".replace(",", GROUP)
    mark = "," if language in _DECIMAL_COMMA else "."
    sign = NEGATIVE if amount < 0 else ""
    return sign + grouped + (mark + decimals if decimals else "")


def format_money(amount: Decimal | int, currency: str, language: str) -> str:
    """The amount with its ISO 4217 code, before or after it as the language has it."""
    text = format_amount(amount, language, currency)
    return f"{text}\u00a0{currency}" if language in _CODE_LAST else f"{currency}\u00a0{text}"


def format_percent(part: int | Decimal, whole: int | Decimal, language: str) -> str:
    """A share in whole percent, rounded half up; empty where there is no whole to share."""
    if not whole:
        return ""
    exact = Decimal(part) * 100 / Decimal(whole)
    share = exact.quantize(Decimal(1), ROUND_HALF_UP)
    return f"{share}\u00a0%" if language in _SPACE_BEFORE_PERCENT else f"{share}%"
