"""Dates as people read and type them, with names of months in the six languages (CLDR).

Never three numbers in a row: 03/04/2026 is 4 March to some readers and 3 April to others.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from functools import cache

from babel.dates import format_date, get_month_names

# The English of the United Nations puts the day first.
_LOCALES = {"en": "en_GB", "zh-hans": "zh_Hans"}
# Arabic has two sets of month names; the United Nations prints both.
_LEVANT = "ar_SY"
_READ = ("en", "fr", "es", "ru", "zh_Hans", "ar", _LEVANT, "ar_MA", "ar_DZ")


def date_long(day: dt.date, language: str) -> str:
    """The day with its month in words: 31 January 2027, 1er janvier 2027, 2027年1月31日."""
    if language == "ar":
        levant = get_month_names("wide", locale=_LEVANT)[day.month]
        common = get_month_names("wide", locale="ar")[day.month]
        return f"{day.day} {levant}/{common} {day.year}"
    text = format_date(day, "long", locale=_LOCALES.get(language, language))
    if language == "fr" and day.day == 1:
        return text.replace("1 ", "1er ", 1)
    return text


def date_range(first: dt.date, last: dt.date, language: str) -> str:
    """From one day to another, both included: 18–19 May 2022; month and year only once where they
    are the same."""
    if first == last:
        return date_long(first, language)
    if (first.year, first.month) != (last.year, last.month):
        between = "至" if language.startswith("zh") else " – "
        return f"{date_long(first, language)}{between}{date_long(last, language)}"
    if language.startswith("zh"):
        return f"{date_long(first, language)}至{last.day}日"
    return f"{date_long(first, language).split(' ')[0]}–{date_long(last, language)}"


def month_names(language: str) -> list[str]:
    """The twelve months, in the form that stands alone."""
    locale = _LOCALES.get(language, language)
    names = get_month_names("wide", context="stand-alone", locale=locale)
    return [names[n] for n in range(1, 13)]


def month_number(typed: str) -> int | None:
    """1 to 12 for a month typed as a number or by its name in any of the six languages (in Arabic
    both names at once too); None where it is no month."""
    text = typed.strip()
    if text.isdecimal():
        number = int(text)
        return number if 1 <= number <= 12 else None
    meant = {_months().get(_plain(name)) for name in typed.split("/")}
    return meant.pop() if len(meant) == 1 else None


@cache
def _months() -> dict[str, int]:
    found: dict[str, set[int]] = {}
    for locale in _READ:
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                names = get_month_names(width, context=context, locale=locale)
                for number, name in names.items():
                    found.setdefault(_plain(name), set()).add(number)
    return {name: numbers.pop() for name, numbers in found.items() if len(numbers) == 1}


def _plain(text: str) -> str:
    """Without case, accents, stops and spaces, so that "févr." and "fevr" are one."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in letters if c.isalnum() and not unicodedata.combining(c))
