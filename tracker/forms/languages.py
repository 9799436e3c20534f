"""The languages an answer or a document may be written in."""

from __future__ import annotations

from functools import cache

from babel import Locale, UnknownLocaleError
from babel.languages import get_official_languages
from django.utils.translation import get_language

from accounts.models import Member

UNITED_NATIONS = ("ar", "zh", "en", "fr", "ru", "es")
_BABEL = {"zh-hans": "zh_Hans"}


def written_in(member: Member, *also: str) -> list[tuple[str, str]]:
    """Choices by BCP 47 tag, named in the reader's language: the languages of the member first,
    then those of the United Nations, and whatever is in use already."""
    own = _of_territory(member.iso_alpha2)
    tags = dict.fromkeys([*own, *UNITED_NATIONS, *(tag for tag in also if tag)])
    return [(tag, name_of(tag)) for tag in tags]


def name_of(tag: str) -> str:
    """The name of a language in the reader's language; the tag itself where CLDR has none."""
    try:
        reader = Locale.parse(_BABEL.get(get_language() or "en", get_language() or "en"), sep="-")
    except (UnknownLocaleError, ValueError):
        reader = Locale("en")
    name = reader.languages.get(tag.replace("-", "_")) or reader.languages.get(tag)
    return name[:1].upper() + name[1:] if name else tag


@cache
def _of_territory(alpha2: str) -> tuple[str, ...]:
    found = get_official_languages(alpha2, de_facto=True) if alpha2 else ()
    return tuple(tag.replace("_", "-") for tag in found[:4])
