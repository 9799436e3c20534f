"""What a password may be (NIST 800-63B-4): long, and nothing that others guess. Its signs are
free, and it never ages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

if TYPE_CHECKING:
    from accounts.models import User

ALONE = 15
WITH_SECOND_FACTOR = 8
MOST = 4096
# So many characters have to be left when everything that is easy to guess is taken out.
LEAST_OWN = 6
LEAST_DIFFERENT = 5
_OURS = (
    "nap tracker",
    "women peace security",
    "women peace and security",
    "focal points network",
    "focalpoint",
    "network",
    "secretariat",
    "united nations",
    "resolution 1325",
    "passphrase",
    "password",
)
_SHORTEST_WORD = 3


def normal(password: str) -> str:
    """One form of a text that keyboards write in several (NFKC)."""
    return unicodedata.normalize("NFKC", password)


def least_for(user: User | None) -> int:
    """How many characters the password of this person needs at least."""
    from accounts.second_factor import has_second_factor

    if user is not None and user.pk is not None and has_second_factor(user):
        return WITH_SECOND_FACTOR
    return ALONE


class PasswordRule:
    """Length and blocklist in one, since each sentence names one remedy."""

    def __init__(self) -> None:
        self._common = CommonPasswordValidator()

    def validate(self, password: str, user: User | None = None) -> None:
        if len(password) > MOST:
            raise ValidationError(too_long(), code="password_too_long")
        password = normal(password)
        least = least_for(user)
        if len(password) < least:
            raise ValidationError(too_short(least), code="password_too_short")
        if self._is_guessed(password, user):
            raise ValidationError(
                _(
                    "This is one of the first passwords that others would try. Put together a few "
                    "words that have nothing to do with you or the Network."
                ),
                code="password_too_common",
            )

    def get_help_text(self) -> str:
        return too_short(ALONE)

    def _is_guessed(self, password: str, user: User | None) -> bool:
        letters = _letters(password)
        signs = {c for c in password if not c.isalnum() and not c.isspace()}
        if len(set(letters) | signs) < LEAST_DIFFERENT:
            return True
        unit = _unit(letters)
        if {password.lower(), letters, unit, unit.strip("0123456789")} & self._common.passwords:
            return True
        own = unit
        for word in sorted(_words(user), key=len, reverse=True):
            own = own.replace(word, "")
        own = _RUNS.sub("", own)
        return own != letters and len(own) + bool(signs) < LEAST_OWN


def too_short(least: int) -> str:
    return ngettext(
        "A password has at least %(least)d character. Take a few words more.",
        "A password has at least %(least)d characters. Take a few words more.",
        least,
    ) % {"least": least}


def too_long() -> str:
    return _("A password has at most %(most)d characters. Shorten it.") % {"most": MOST}


def _letters(text: str) -> str:
    """Letters and digits alone, in one case."""
    return "".join(c for c in unicodedata.normalize("NFKC", text.casefold()) if c.isalnum())


def _unit(text: str) -> str:
    """What a text repeats: `abcabcab` repeats `abc`. Itself where it repeats nothing."""
    for length in range(1, len(text) // 2 + 1):
        if (text[:length] * (len(text) // length + 1)).startswith(text):
            return text[:length]
    return text


# Three and more signs of one row of the keyboard or of the alphabet, in either direction.
_ROWS = ("abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm", "01234567890")


def _runs() -> Iterator[str]:
    for row in _ROWS:
        for line in (row, row[::-1]):
            for length in range(len(line), 2, -1):
                yield from (line[i : i + length] for i in range(len(line) - length + 1))


_RUNS = re.compile("|".join(sorted(set(_runs()), key=len, reverse=True)))


def _words(user: User | None) -> set[str]:
    """Words that a stranger would try first here: of the product, the members, the person."""
    from accounts.models import Member

    said = [*_OURS]
    for name, un_name, acronym, names in Member.objects.values_list(
        "name", "un_name", "acronym", "names"
    ):
        for spelling in (name, un_name, acronym, *names.values()):
            said += [spelling, *(word for word in spelling.split() if len(word) > _SHORTEST_WORD)]
    if user is not None:
        said += [user.name, *user.name.split(), *re.split(r"[@.+_-]", user.email), user.email]
    return {word for word in map(_letters, said) if len(word) >= _SHORTEST_WORD}
