"""Whole amounts with words of scale ("41.2 million"), so that a wrong zero is heard.

The words come from CLDR, which native speakers of all six languages have read: 1.2 миллиона and
2 миллиона, 4120万. Amounts spelled out in full are read by nobody who checks zeros, and no library
spells them rightly in all six (docs/decisions/0020-amounts-in-words.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from babel import Locale
from django.utils.translation import gettext as _

from tracker.money import format_amount, format_money

MOST = 10**15 - 1
# Chinese counts in ten thousands; CLDR keeps its words under the short form.
_LOCALES = {"zh-hans": ("zh_Hans", "short")}
_DECIMAL_COMMA = frozenset({"es", "fr", "ru"})


def in_words(amount: Decimal | int, language: str) -> str:
    """The amount by its largest scale, exactly, as in "29.85 thousand".

    Empty where no word helps: below a thousand (below ten thousand in Chinese), for a negative
    amount, one with decimals, and from a thousand trillion on. There the figure has to do.
    """
    exact = Decimal(amount)
    if not 0 <= exact <= MOST or exact != exact.to_integral_value():
        return ""
    name, kind = _LOCALES.get(language, (language.split("-")[0], "long"))
    locale = Locale.parse(name)
    patterns = locale.compact_decimal_formats[kind]
    magnitude = len(str(int(exact))) - 1
    pattern = _pattern(patterns["other"], magnitude)
    if set(pattern) <= {"0"}:
        return ""
    counted = exact.scaleb(pattern.count("0") - 1 - magnitude).normalize()
    form = locale.plural_form(counted)
    said = _pattern(patterns[form] if form in patterns else patterns["other"], magnitude)
    number = f"{counted:f}"
    if language in _DECIMAL_COMMA:
        number = number.replace(".", ",")
    return said.replace("0" * said.count("0"), number)


def echo(amount: Decimal | int, currency: str, language: str) -> str:
    """An amount as it was understood: "KES 1 200 000, that is 1.2 million"."""
    figure = (
        format_money(amount, currency, language) if currency else format_amount(amount, language)
    )
    words = in_words(amount, language)
    if not words:
        return figure
    return _("%(figure)s, that is %(words)s") % {"figure": figure, "words": words}


def _pattern(patterns: Mapping[str, Any], magnitude: int) -> str:
    """How CLDR writes a number with so many digits behind the first: "00 million" for 10⁷."""
    found = patterns.get(str(10**magnitude))
    return str(found.pattern) if found is not None else "0"
