"""Values as the API takes them: a text is a text, a day is a day, nothing is guessed."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from decimal import Decimal
from typing import Any, NoReturn

from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from tracker.validators import EARLIEST, LATEST, web_address

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NUMBER = re.compile(r"-?[0-9]{1,18}")
_AMOUNT = re.compile(r"-?[0-9]{1,17}(\.[0-9]{1,3})?")
language_tag = RegexValidator(
    r"\A[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*\Z",
    message=_("Write the language as a tag such as en, fr or zh-Hans."),
)

AN_OBJECT = _("Write an object, in curly brackets.")


class TextField(serializers.CharField):
    """A text, kept as it was written."""

    default_error_messages = {"text": _("Write a text in quotation marks.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(trim_whitespace=False, **kwargs)

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("text")
        return super().to_internal_value(data)


class AddressField(TextField):
    """A web address that a reader may follow."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=2000, validators=[web_address], **kwargs)


class ChoiceField(serializers.ChoiceField):
    """A code of a list. Who writes another is told which there are."""

    default_error_messages = {"invalid_choice": _("“{input}” is not known. Known are: {known}.")}

    def fail(self, key: str, **kwargs: Any) -> NoReturn:
        known = ", ".join(str(code) for code in self.choices if code)
        super().fail(key, known=known, **{n: str(v)[:40] for n, v in kwargs.items()})


class LanguageField(TextField):
    """A language tag (BCP 47)."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=35, validators=[language_tag], **kwargs)


class FlagField(serializers.BooleanField):
    default_error_messages = {"flag": _("Write true or false.")}

    def to_internal_value(self, data: Any) -> bool:
        if not isinstance(data, bool):
            self.fail("flag")
        return data


class IdField(serializers.UUIDField):
    """The public id of a row."""

    default_error_messages = {"invalid": _("Write an id as the API gave it.")}

    def to_internal_value(self, data: Any) -> uuid.UUID:
        if not isinstance(data, str):
            self.fail("invalid", value=data)
        return super().to_internal_value(data)


class DayField(serializers.DateField):
    """A day, `YYYY-MM-DD`, in a year that is no typing error."""

    default_error_messages = {
        "day": _("Write a day such as 2026-07-01."),
        "year": _("Write a year between {first} and {last}."),
    }

    def __init__(self, first: int = EARLIEST.year, last: int = LATEST.year, **kwargs: Any) -> None:
        self.first, self.last = first, last
        super().__init__(**kwargs)

    def to_internal_value(self, value: Any) -> dt.date:
        if not isinstance(value, str) or not _DAY.fullmatch(value):
            self.fail("day")
        try:
            day = dt.date.fromisoformat(value)
        except ValueError:
            self.fail("day")
        if not self.first <= day.year <= self.last:
            self.fail("year", first=self.first, last=self.last)
        return day


class NumberField(serializers.IntegerField):
    """A whole number in plain digits."""

    default_error_messages = {
        "number": _("Write a whole number in plain digits, such as 12."),
        "min_value": _("Write a number from {min_value} on."),
        "max_value": _("Write a number up to {max_value}."),
    }

    def to_internal_value(self, data: Any) -> int:
        is_number = isinstance(data, int) and not isinstance(data, bool)
        if not is_number and not (isinstance(data, str) and _NUMBER.fullmatch(data)):
            self.fail("number")
        return super().to_internal_value(data)


class DecimalField(serializers.DecimalField):
    """A number in plain digits, best as a string: at most 17 before and 3 after the point."""

    default_error_messages = {
        "amount": _('Write the number in plain digits, such as "1250000.50".'),
        "min_value": _("Write a number from {min_value} on."),
        "max_value": _("Write a number up to {max_value}."),
    }

    def __init__(self, max_digits: int = 20, decimal_places: int = 3, **kwargs: Any) -> None:
        super().__init__(max_digits=max_digits, decimal_places=decimal_places, **kwargs)

    def validate_empty_values(self, data: Any) -> tuple[bool, Any]:
        """Null alone is no number: the framework would read an empty text as null."""
        return serializers.Field.validate_empty_values(self, data)

    def to_internal_value(self, data: Any) -> Decimal:
        if isinstance(data, bool) or not isinstance(data, str | int | Decimal):
            self.fail("amount")
        text = format(data, "f") if isinstance(data, Decimal) else str(data)
        if not _AMOUNT.fullmatch(text):
            self.fail("amount")
        return super().to_internal_value(text) + 0
