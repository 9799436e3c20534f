"""Who is meant by a printed name. Names drift, commas go missing and astray, and AU is both the
African Union and Australia: whatever is not a name known as a whole is asked about, never guessed.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from accounts.models import Listing, Member

# Stands for somebody printed in the list who is no member.
NOBODY = "-"
_LITTLE = {"and", "the"}
_MOST_PARTS = 4


@dataclass(frozen=True)
class Named:
    """A printed name and the member it stands for; None where it is no member's."""

    as_printed: str
    member: Member | None


@dataclass(frozen=True)
class Unknown:
    """A printed name that is not known. `offers` are what an alias may say, the likeliest first:
    codes joined by a plus where several names ran together."""

    as_printed: str
    offers: tuple[str, ...]


class Names:
    """Every name by which a member is known: its own, in all languages, and as printed before."""

    def __init__(self) -> None:
        self.by_code = {member.code: member for member in Member.objects.all()}
        self._known: dict[str, set[str]] = defaultdict(set)
        self._english: set[str] = set()
        self._alpha2: dict[str, str] = {}
        for member in self.by_code.values():
            said = [member.name, member.un_name, member.acronym, member.code]
            for name in [*said, *member.names.values()]:
                self._learn(name, member.code)
            self._english |= {plain(name) for name in said[:2] if name}
            if member.iso_alpha2:
                self._alpha2[plain(member.iso_alpha2)] = member.code
        printed = Listing.objects.values_list("as_printed", "member__code").distinct()
        for name, code in printed:
            self._learn(name, code)
            self._english.add(plain(name))

    def _learn(self, name: str, code: str) -> None:
        if key := plain(name):
            self._known[key].add(code)

    def codes(self, name: str) -> set[str]:
        """The members that a name as a whole may mean; a bare AU may mean two."""
        key = plain(name)
        found = set(self._known.get(key, ()))
        if found and key in self._alpha2 and len(key) == 2:
            found.add(self._alpha2[key])
        return found

    def only(self, name: str) -> Member | None:
        codes = self.codes(name)
        return self.by_code[codes.pop()] if len(codes) == 1 else None

    def parts(self, words: Sequence[str]) -> list[str] | None:
        """Known names that stand one after the other in these words, without a rest; None where
        there is one."""
        while words and words[0].casefold() in _LITTLE and not self.only(" ".join(words)):
            words = words[1:]
        if not words:
            return []
        for length in range(len(words), 0, -1):
            head = " ".join(words[:length])
            if self.only(head) is not None:
                rest = self.parts(words[length:])
                if rest is not None:
                    return [head, *rest]
        return None

    def offers(self, name: str) -> tuple[str, ...]:
        """What may be meant by a name that is not known."""
        if found := sorted(self.codes(name)):
            return tuple(found)
        parts = self.parts(name.split())
        if parts and len(parts) > 1:
            return ("+".join(self.only(part).code for part in parts),)  # type: ignore[union-attr]
        key, english = plain(name), sorted(self._english)
        close = get_close_matches(key, english, n=3, cutoff=0.7)
        close += [other for other in english if len(key) > 4 and other.startswith(key[:5])]
        codes = [code for found in close for code in sorted(self._known[found])]
        return tuple(dict.fromkeys(codes))[:3]


def plain(name: str) -> str:
    """Without case, accents, marks, articles and a name in brackets behind it."""
    bare = re.sub(r"\s*\([^)]*\)\s*$", "", name)
    letters = unicodedata.normalize("NFKD", bare.casefold())
    kept = "".join(c if c.isalnum() else " " for c in letters if not unicodedata.combining(c))
    words = kept.split()
    while words and words[0] in _LITTLE:
        words = words[1:]
    return " ".join(words)


def resolve(
    printed: str | Sequence[str], names: Names, aliases: Mapping[str, Sequence[str]]
) -> tuple[list[Named], list[Unknown], set[str]]:
    """The members of a printed list, in its order; the names nobody knows; the aliases used.

    A list in one text is taken apart at its commas. An alias may span several of its parts, and
    may stand for several members, or for nobody (`-`).
    """
    parts = printed if not isinstance(printed, str) else re.split(r"[,;]", printed)
    tokens = [re.sub(r"^and\s+", "", part.strip()) for part in parts if part.strip()]
    by_key = {plain(name): name for name in aliases}
    found: list[Named] = []
    unknown: list[Unknown] = []
    used: set[str] = set()
    place = 0
    while place < len(tokens):
        width, alias = _alias_at(tokens, place, by_key)
        if alias is not None:
            used.add(alias)
            found += _named(", ".join(tokens[place : place + width]), aliases[alias], names)
        elif member := names.only(tokens[place]):
            width = 1
            found.append(Named(tokens[place], member))
        else:
            width, whole = _joined_at(tokens, place, names)
            unknown.append(Unknown(whole, names.offers(whole)))
        place += width
    return found, unknown, used


def _alias_at(tokens: list[str], place: int, by_key: Mapping[str, str]) -> tuple[int, str | None]:
    for width in range(min(_MOST_PARTS, len(tokens) - place), 0, -1):
        name = by_key.get(plain(" ".join(tokens[place : place + width])))
        if name is not None:
            return width, name
    return 1, None


def _joined_at(tokens: list[str], place: int, names: Names) -> tuple[int, str]:
    """An unknown part, together with what follows where a stray comma cut a known name."""
    for width in range(2, min(_MOST_PARTS, len(tokens) - place) + 1):
        whole = ", ".join(tokens[place : place + width])
        if names.codes(whole):
            return width, whole
    return 1, tokens[place]


def _named(printed: str, codes: Sequence[str], names: Names) -> list[Named]:
    members = [names.by_code[code] for code in codes if code != NOBODY]
    if not members:
        return [Named(printed, None)]
    parts = names.parts(printed.split())
    if len(members) == 1 or parts is None or len(parts) != len(members):
        return [Named(printed, member) for member in members]
    return [Named(part, member) for part, member in zip(parts, members, strict=True)]
