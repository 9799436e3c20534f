"""Fields that forms of the tracker share: money, dates, long texts."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tracker.dates import month_number
from tracker.forms.widgets import DateInput, MoneyInput
from tracker.money import NotWholeUnits, decimal_of, format_amount, parse_whole, remedy
from tracker.words import echo


class MoneyField(forms.Field):
    """An amount in whole units of a currency, as a Decimal; None where nothing was typed.

    An amount that came with decimals (through the API) is shown with them and kept as it is unless
    somebody types another.
    """

    widget = MoneyInput
    default_error_messages = {"required": _("Write an amount. 0 means none.")}

    def __init__(self, *, currency: str = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.currency = currency

    def to_python(self, value: Any) -> Decimal | None:
        if isinstance(value, Decimal):
            return value
        try:
            return parse_whole(str(value or ""), self.currency)
        except NotWholeUnits as error:
            raise ValidationError(remedy(error, self.currency), code="not_whole") from error

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, (Decimal, int)):
            return format_amount(value, get_language() or "en", self.currency)
        return value

    def _clean_bound_field(self, bf: forms.BoundField) -> Any:
        if bf.initial is not None and bf.data == self.prepare_value(bf.initial):
            return bf.initial
        return super()._clean_bound_field(bf)  # type: ignore[misc]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return data != self.prepare_value(initial) and super().has_changed(initial, data)

    def say(self, value: Any) -> str:
        """The amount as it was understood: grouped in threes, and in words."""
        try:
            amount = (
                value
                if isinstance(value, Decimal)
                else parse_whole(str(value or ""), self.currency)
            )
        except NotWholeUnits:
            return ""
        return "" if amount is None else echo(amount, self.currency, get_language() or "en")


class PercentField(forms.Field):
    """A share from 0 to 100 with two decimals at most, as a Decimal; None where nothing was typed.
    A mark is always one of decimals here."""

    default_error_messages = {
        "percent": _("Write a number from 0 to 100, such as 25 or 12.5. You wrote %(typed)s."),
    }

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"class": "amt", "dir": "ltr", "inputmode": "decimal", "autocomplete": "off"}
        super().__init__(widget=forms.TextInput(attrs), **kwargs)

    def to_python(self, value: Any) -> Decimal | None:
        if isinstance(value, Decimal):
            return value
        typed = str(value or "").strip()
        if not typed:
            return None
        share = decimal_of(typed.rstrip("%\u066a\u00a0 "))
        if share is None or share > 100 or share != round(share, 2):
            raise ValidationError(
                self.error_messages["percent"], code="percent", params={"typed": typed}
            )
        return share

    def prepare_value(self, value: Any) -> Any:
        return f"{value.normalize():f}" if isinstance(value, Decimal) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(data) != initial
        except ValidationError:
            return True


_MISSING = {
    (True, False, False): _("Add the day."),
    (False, True, False): _("Add the month."),
    (False, False, True): _("Add the year."),
    (True, True, False): _("Add the day and the month."),
    (True, False, True): _("Add the day and the year."),
    (False, True, True): _("Add the month and the year."),
}


class DateField(forms.Field):
    """A day from three boxes: day, month (by number or by name in any of the six languages), year.
    Digits of any script. Only the wrong boxes are marked."""

    widget = DateInput
    default_error_messages = {
        "required": _("Write a day, a month and a year."),
        "day": _("Write the day as a number from 1 to 31. You wrote %(typed)s."),
        "month": _("Write the month as a name or as a number from 1 to 12. You wrote %(typed)s."),
        "year": _("Write the year in four digits. You wrote %(typed)s."),
        "calendar": _("The calendar has no such day: %(typed)s."),
    }

    def to_python(self, value: Any) -> dt.date | None:
        if isinstance(value, dt.date):
            return value
        day, month, year = ((part or "").strip() for part in value or ("", "", ""))
        missing = (not day, not month, not year)
        if all(missing):
            return None
        if any(missing):
            self._refuse(_MISSING[missing], "incomplete", [i for i in range(3) if missing[i]])
        if not (day.isdecimal() and 1 <= int(day) <= 31):
            self._refuse(self.error_messages["day"], "day", [0], day)
        number = month_number(month)
        if number is None:
            self._refuse(self.error_messages["month"], "month", [1], month)
        if not (year.isdecimal() and len(year) == 4 and int(year) > 0):
            self._refuse(self.error_messages["year"], "year", [2], year)
        try:
            return dt.date(int(year), number or 0, int(day))
        except ValueError:
            self._refuse(self.error_messages["calendar"], "calendar", [0], f"{day} {month} {year}")
            return None

    def validate(self, value: Any) -> None:
        if value is None and self.required:
            self._refuse(self.error_messages["required"], "required", [0, 1, 2])

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(data) != initial
        except ValidationError:
            return True

    def _refuse(self, message: Any, code: str, wrong: list[int], typed: str = "") -> None:
        self.widget.wrong = frozenset(wrong)
        raise ValidationError(message, code=code, params={"typed": typed})


class LongTextField(forms.CharField):
    """A text of the member's own words, in whatever language and direction. What is too long is
    refused with a sentence, never cut off while typing."""

    def __init__(self, *, most: int, rows: int = 6, **kwargs: Any) -> None:
        attrs = {"data-max": most, "dir": "auto", "rows": rows}
        super().__init__(widget=forms.Textarea(attrs=attrs), **kwargs)
        self.most = most

    default_error_messages = {
        "too_long": _("Shorten the text to %(most)s characters. It has %(length)s."),
    }

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and len(value) > self.most:
            raise ValidationError(
                self.error_messages["too_long"],
                code="too_long",
                params={"most": self.most, "length": len(value)},
            )
