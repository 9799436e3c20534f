"""Members in the alphabetical order of the reader's language, the only order they ever have.

The database sorts by code point and knows no language, so the order is made here: accents and
case apart, Arabic without its article (as in the lists of the United Nations), Chinese by its
pinyin, which is the order of GB 2312's first level.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect
from collections.abc import Iterable

from django.utils.translation import get_language

from accounts.models import Member

# The first character of each pinyin letter in GB 2312; i, u and v begin no syllable.
_PINYIN = "啊芭擦搭蛾发噶哈击喀垃妈拿哦啪期然撒塌挖昔压匝"
_LETTERS = "ABCDEFGHJKLMNOPQRSTWXYZ"
_FIRST_LEVEL = range(0xB0A1, 0xD7FA)


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def _gb2312(character: str) -> int:
    return int.from_bytes(character.encode("gb2312", "ignore"), "big")


def sort_key(name: str, language: str) -> tuple[object, ...]:
    """What a name is sorted by in a language (a Django code such as `zh-hans`)."""
    if language.startswith("zh"):
        return tuple(_gb2312(c) for c in name)
    if language == "ar":
        return (_plain(name.removeprefix("ال")),)
    return (_plain(name), name)


def initial(name: str, language: str) -> str:
    """The letter under which a name stands in an index: in Chinese the first of its pinyin."""
    if language.startswith("zh"):
        place = _gb2312(name[:1])
        if place not in _FIRST_LEVEL:
            return name[:1]
        return _LETTERS[bisect(_PINYIN, place, key=_gb2312) - 1]
    return _plain(name.removeprefix("ال") if language == "ar" else name)[:1].upper()


def by_name(members: Iterable[Member]) -> list[Member]:
    """Members in alphabetical order of their names in the reader's language."""
    language = get_language() or "en"
    return sorted(members, key=lambda member: sort_key(member.display_name, language))


def by_letter(members: Iterable[Member]) -> list[tuple[str, list[Member]]]:
    """Members in alphabetical order under the letters they begin with."""
    language = get_language() or "en"
    letters: dict[str, list[Member]] = {}
    for member in by_name(members):
        letters.setdefault(initial(member.display_name, language), []).append(member)
    return list(letters.items())
