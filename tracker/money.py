"""Amounts of money as people write and read them.

Forms take whole units of a currency: no decimals, so that a mark followed by three digits can only
be a thousands mark, in any language (1,234 is a thousand in English and 1.234 in Spanish). Amounts
with decimals come through the API and are printed with them.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum

from django.utils.translation import gettext as _

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
_NEGATIVE_SIGN = re.compile(r"[-\u2212\u2010-\u2014\ufe63\uff0d(]\s*\d|\d\s*-$")
# Groups as they should be, then a mark and what can only be decimals behind it.
_WITH_DECIMALS = re.compile(
    r"(?P<whole>\d+|\d{1,3}(?:[ .,]\d{3})+)(?:\u066b\d+|[.,](?:\d{1,2}|\d{4,}))", re.ASCII
)


class Why(Enum):
    """Why something is no amount: each has a remedy of its own."""

    DECIMALS = "decimals"
    NEGATIVE = "negative"
    CURRENCY = "currency"
    WORDS = "words"
    TOO_LONG = "too long"
    MARKS = "marks"


class NotWholeUnits(ValueError):
    """What was typed is not a whole number that can be read in one way only. `whole` is what stands
    before the decimals, where there are some."""

    def __init__(self, typed: str, why: Why = Why.MARKS, whole: str = "") -> None:
        super().__init__(typed)
        self.typed, self.why, self.whole = typed, why, whole


def parse_whole(typed: str, currency: str = "") -> Decimal | None:
    """Whole units of a currency from what a person typed; None where nothing was typed.

    Takes digits of any script, grouped in threes (or in twos before the last three, as in India)
    by spaces, apostrophes, commas or stops, of one kind, and the code of the currency before or
    after them. A single comma or stop before exactly three digits groups them, unless the currency
    has three decimals: there it could be either.

    Raises NotWholeUnits for everything else, with the text as typed and why.
    """
    text = typed.translate(_INVISIBLE).strip()
    if not text:
        return None
    text = "".join(str(int(c)) if c.isdecimal() else c for c in text)
    text = _SPACES.sub(" ", text.translate(_SAFE_MARKS).translate(_OTHER_MARKS))
    text = _without_code(text, currency)
    if not _DIGITS_AND_MARKS.fullmatch(text):
        raise NotWholeUnits(typed, *_why(text))
    marks = set(re.findall(r"\D", text))
    groups = re.split(r"\D", text)
    if len(marks) > 1 or not _is_grouping(groups):
        raise NotWholeUnits(typed, *_why(text))
    if len(groups) == 2 and marks != {" "} and currency and minor_units(currency) == 3:
        raise NotWholeUnits(typed, Why.DECIMALS, "".join(groups))
    digits = "".join(groups).lstrip("0") or "0"
    if len(digits) > MOST_DIGITS:
        raise NotWholeUnits(typed, Why.TOO_LONG)
    return Decimal(digits)


def _without_code(text: str, currency: str) -> str:
    """The amount alone, where the code of its own currency stands before or behind it."""
    if currency and text[:3].upper() == currency:
        return text[3:].strip()
    if currency and text[-3:].upper() == currency:
        return text[:-3].strip()
    return text


def _why(text: str) -> tuple[Why, str]:
    """Why this is no whole amount, and what is before its decimals."""
    if any(unicodedata.category(c) == "Sc" for c in text) or re.search(r"\b[A-Z]{3}\b", text):
        return Why.CURRENCY, ""
    if any(c.isalpha() for c in text):
        return Why.WORDS, ""
    if _NEGATIVE_SIGN.search(text):
        return Why.NEGATIVE, ""
    if found := _WITH_DECIMALS.fullmatch(text):
        return Why.DECIMALS, re.sub(r"\D", "", found["whole"])
    return Why.MARKS, ""


def remedy(error: NotWholeUnits, currency: str = "") -> str:
    """What to write instead, in the reader's language, with what was typed."""
    whole = error.whole or "1200000"
    said = {
        Why.DECIMALS: _("Write whole %(units)s, without decimals: %(whole)s."),
        Why.NEGATIVE: _("Write an amount of zero or more, without a minus."),
        Why.CURRENCY: _("Write the number alone, in whole %(units)s: %(whole)s."),
        Why.WORDS: _("Write the whole number in digits: 1500000 for 1.5 million."),
        Why.TOO_LONG: _("Write at most %(most)s digits, in whole %(units)s."),
        Why.MARKS: _("Write whole %(units)s, the digits in threes or without marks: %(whole)s."),
    }[error.why]
    typed = _("You wrote %(typed)s.") % {"typed": error.typed}
    units = currency or _("units")
    return f"{said % {'units': units, 'whole': whole, 'most': MOST_DIGITS}} {typed}"


def decimal_of(typed: str) -> Decimal | None:
    """A number with decimals and no thousands marks, such as a percentage or a rate: digits of any
    script and at most one mark. None where it is anything else."""
    text = "".join(str(int(c)) if c.isdecimal() else c for c in typed.translate(_INVISIBLE).strip())
    text = text.replace("\u066b", ".").translate(_OTHER_MARKS).replace(",", ".")
    return Decimal(text) if re.fullmatch(r"[0-9]+(\.[0-9]+)?", text) else None


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
