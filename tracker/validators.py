"""Checks on single values, shared by models, forms and the API."""

from __future__ import annotations

import unicodedata
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator, URLValidator
from django.utils.translation import gettext_lazy as _

# What is said of a value that is not in its list, wherever rows are narrowed.
UNKNOWN = _("Not known: %(value)s.")

# No server of ours ever fetches a link; still nobody may plant another scheme in a page.
web_address = URLValidator(
    schemes=["http", "https"],
    message=_("Write a web address that begins with https:// or http://."),
)

currency_code = RegexValidator(
    r"^[A-Z]{3}$", message=_("Write the currency as its three-letter code, such as KES or EUR.")
)

EARLIEST, LATEST = date(2000, 1, 1), date(2100, 12, 31)


def plausible_date(value: date) -> None:
    """Refuses years that are typing errors."""
    if not EARLIEST <= value <= LATEST:
        raise ValidationError(_("Write a year between 2000 and 2100."))


# Control and format characters, half surrogates, ends of lines and paragraphs.
_UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
# Between letters of Persian and of Indian scripts they are spelling, not disguise.
_JOINERS = "\u200c\u200d"
# Alphabets whose letters are taken for one another.
_ALIKE = {"LATIN", "CYRILLIC", "GREEK"}


def name_as_it_looks(name: str) -> None:
    """Refuses a person's name or title that reads as another: characters that nobody sees or that
    turn the writing round, and a word of letters from several alphabets that look alike."""
    if any(unicodedata.category(c) in _UNSEEN and c not in _JOINERS for c in name):
        raise ValidationError(_("Remove the invisible characters from this text."))
    for word in name.split():
        alphabets = {unicodedata.name(c, "").split(" ")[0] for c in word}
        if len(alphabets & _ALIKE) > 1:
            raise ValidationError(
                _("Write each word in one alphabet: “%(word)s” mixes letters that look alike.")
                % {"word": word}
            )


def no_null_characters(value: str) -> None:
    if "\x00" in value:
        raise ValidationError(_("Remove the null character from this text."))
