"""Checks on single values, shared by models, forms and the API."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator, URLValidator
from django.utils.translation import gettext_lazy as _

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


def no_null_characters(value: str) -> None:
    if "\x00" in value:
        raise ValidationError(_("Remove the null character from this text."))
