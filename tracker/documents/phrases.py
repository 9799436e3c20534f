"""The words of documents in each language they are offered in.

They have a catalogue of their own, `locale/<language>/LC_MESSAGES/documents.po`, which is read
as it stands: no compiling, and no document half in one language and half in another. A test
holds that every phrase the code can say is there.
"""

from __future__ import annotations

import datetime as dt
import gettext
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.messages.pofile import read_po
from django.db.models import TextChoices
from django.utils.translation import override

from accounts.models import Member
from tracker.dates import date_long
from tracker.document_enums import words_of
from tracker.money import format_amount, format_money, format_percent

from .content import Inline, Run, is_rtl

SOURCE = "en"
_PLACE = re.compile(r"%\((\w+)\)s")
Said = str | int | Run | Inline


@cache
def catalogue(language: str) -> Mapping[tuple[str, str], tuple[str, ...]]:
    """Every translated phrase of a language by context and English words; its plural forms in their
    order. Empty where there is no catalogue."""
    path = words_of(language)
    if not path.exists():
        return {}
    with path.open("rb") as file:
        found = read_po(file, locale=_locale(language))
    return {
        (message.context or "", _first(message.id)): _forms(message.string)
        for message in found
        if message.id and not message.fuzzy
    }


def phrase(words: str) -> str:
    """Marks words for the catalogue that are said elsewhere."""
    return words


def english(choice: TextChoices) -> str:
    """A label in the language of the source. (Not kept: codes of two lists can be equal.)"""
    with override(SOURCE):
        return str(choice.label)


class Phrases:
    """Says things in one language. Values in a sentence keep their own direction."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.is_rtl = is_rtl(language)

    def say(self, words: str, **values: Said) -> Inline:
        """A phrase with its places `%(name)s` filled."""
        return _filled(self._found("", words), values)

    def count(self, one: str, many: str, n: int, **values: Said) -> Inline:
        """A phrase in the form that the number `n` asks for; `%(n)s` is the number."""
        return _filled(self._form(one, many, n), {"n": n, **values})

    def text(self, words: str, **values: Said) -> str:
        """A phrase for where only letters can stand: titles, names of pictures."""
        return "".join(run.text for run in self.say(words, **values))

    def label(self, choice: TextChoices) -> str:
        """The label of a code in a list of ours."""
        return self._found(type(choice).__name__, english(choice))

    def theme(self, name: str) -> str:
        return self._found("Theme", name)

    def member(self, member: Member) -> str:
        return member.names.get(self.language) or member.name

    def day(self, day: dt.date) -> str:
        return date_long(day, self.language)

    def moment(self, at: dt.datetime) -> str:
        at = at.astimezone(dt.UTC)
        return self.listed([self.day(at.date()), f"{at:%H:%M} UTC"])

    def money(self, amount: Decimal | None, currency: str = "") -> Run:
        """An amount, left to right; what is not known is said in words."""
        if amount is None:
            return self.say("Unknown")[0]
        if currency:
            return Run(format_money(amount, currency, self.language))
        return Run(format_amount(amount, self.language))

    def percent(self, part: int | Decimal, whole: int | Decimal) -> Run:
        return Run(format_percent(part, whole, self.language) or "–")

    def tongue(self, tag: str) -> str:
        """The name of a language by its BCP 47 tag; the tag where nobody knows it."""
        try:
            name = Locale.parse(tag.replace("-", "_")).get_language_name(_locale(self.language))
        except (UnknownLocaleError, ValueError):
            name = None
        return name or tag

    def listed(self, parts: list[str]) -> str:
        return self.text(", ").join(parts)

    def _found(self, context: str, words: str) -> str:
        if self.language == SOURCE:
            return words
        return catalogue(self.language)[context, words][0]

    def _form(self, one: str, many: str, n: int) -> str:
        if self.language == SOURCE:
            return one if n == 1 else many
        return catalogue(self.language)["", one][_plural(self.language)(n)]


def _filled(pattern: str, values: Mapping[str, Said]) -> Inline:
    """Words and whole numbers run on; every other value is a piece of its own."""
    found: list[Run] = []
    ours = ""
    for place, part in enumerate(_PLACE.split(pattern)):
        value = values[part] if place % 2 else part.replace("%%", "%")
        if isinstance(value, int) or not place % 2:
            ours += str(value)
            continue
        found += [Run(ours)] if ours else []
        ours = ""
        found += value if isinstance(value, tuple) else [_piece(value)]
    return (*found, Run(ours)) if ours else tuple(found)


def _piece(value: str | Run) -> Run:
    return value if isinstance(value, Run) else Run(value)


@cache
def _plural(language: str) -> Callable[[int], int]:
    with words_of(language).open("rb") as file:
        return gettext.c2py(read_po(file, locale=_locale(language)).plural_expr)


def _first(words: Any) -> str:
    return words if isinstance(words, str) else str(words[0])


def _forms(words: Any) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else tuple(words)


def _locale(language: str) -> str:
    return "zh_Hans" if language == "zh-hans" else language
