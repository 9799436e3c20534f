"""Filters by code, choice, moment, flag and words, shared by the filter sets. A value that is not
known is an error that names it, never an empty answer."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections.abc import Iterable
from functools import reduce
from operator import and_, or_
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from tracker.validators import EARLIEST, LATEST, UNKNOWN

MOST_VALUES = 100
MOST_WORDS, LONGEST_SEARCH = 8, 200
# In an address a plus is a blank unless it is written %2B: before a zone it can mean nothing else.
_BLANK_FOR_PLUS = re.compile(r"\A(.{11}\S+) ([0-9]{2}:?[0-9]{2})\Z")


class ListField(forms.CharField):
    """Several values in one parameter, separated by commas."""

    def clean(self, value: Any) -> list[str]:
        text = super().clean(value)
        values = [part.strip() for part in text.split(",") if part.strip()]
        if len(values) > MOST_VALUES:
            raise ValidationError(_("Write at most %(most)d values.") % {"most": MOST_VALUES})
        if unknown := self.unknown(values):
            raise ValidationError(UNKNOWN % {"value": ", ".join(v[:40] for v in unknown)})
        return values

    def unknown(self, values: list[str]) -> list[str]:
        raise NotImplementedError


class CodesField(ListField):
    """Codes of rows that everybody may read (members, cycles, recommendations …)."""

    def __init__(self, *, model: type[Model], **kwargs: Any) -> None:
        self.model = model
        super().__init__(**kwargs)

    def unknown(self, values: list[str]) -> list[str]:
        if not values:
            return []
        rows = self.model._default_manager.filter(code__in=values)
        known = set(rows.values_list("code", flat=True))
        return [v for v in values if v not in known]


class CodesFilter(django_filters.CharFilter):
    """One code or several: `member=KEN` or `member=KEN,NOR`."""

    field_class = CodesField

    def __init__(self, model: type[Model], **kwargs: Any) -> None:
        kwargs.setdefault("lookup_expr", "in")
        super().__init__(model=model, **kwargs)


class ChoicesField(ListField):
    def __init__(self, *, known: Iterable[str], **kwargs: Any) -> None:
        self.known = tuple(known)
        super().__init__(**kwargs)

    def unknown(self, values: list[str]) -> list[str]:
        return [v for v in values if v not in self.known]


class ChoicesFilter(django_filters.CharFilter):
    """One value of a code list or several: `status=partial,full`."""

    field_class = ChoicesField

    def __init__(self, known: Iterable[str], **kwargs: Any) -> None:
        kwargs.setdefault("lookup_expr", "in")
        super().__init__(known=known, **kwargs)


class MomentField(forms.CharField):
    """A day, or a moment with its zone, in ISO 8601, between 2000 and 2100."""

    def clean(self, value: Any) -> dt.datetime | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            moment = dt.datetime.fromisoformat(_BLANK_FOR_PLUS.sub(r"\1+\2", text))
        except ValueError:
            moment = None
        if moment is None or not re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            raise ValidationError(_("Write a moment such as 2026-03-01T00:00:00Z, or a day."))
        if not EARLIEST <= moment.date() <= LATEST:
            raise ValidationError(_("Write a year between 2000 and 2100."))
        if moment.tzinfo is None:
            if len(text) > 10:
                raise ValidationError(_("Say in which time zone: end with Z for UTC."))
            moment = moment.replace(tzinfo=dt.UTC)
        return moment


class MomentFilter(django_filters.CharFilter):
    field_class = MomentField


class FlagField(forms.CharField):
    def clean(self, value: Any) -> bool | None:
        text = super().clean(value)
        if text not in ("", "true", "false"):
            raise ValidationError(_("Write true or false."))
        return None if text == "" else text == "true"


class FlagFilter(django_filters.BooleanFilter):
    field_class = FlagField


class IdField(forms.CharField):
    def clean(self, value: Any) -> uuid.UUID | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return uuid.UUID(text)
        except ValueError as error:
            raise ValidationError(_("Write an id as the API gave it.")) from error


class IdFilter(django_filters.UUIDFilter):
    """The public id of a member-owned row. An id that is not there finds nothing: whether it
    belongs to a stranger is not told."""

    field_class = IdField


class PeriodField(forms.CharField):
    """A year, or a day: the period that figures have to touch."""

    def clean(self, value: Any) -> tuple[dt.date, dt.date] | None:
        text = super().clean(value)
        if not text:
            return None
        if re.fullmatch(r"[0-9]{4}", text) and EARLIEST.year <= int(text) <= LATEST.year:
            return dt.date(int(text), 1, 1), dt.date(int(text), 12, 31)
        try:
            if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
                day = dt.date.fromisoformat(text)
                return day, day
        except ValueError:
            pass
        raise ValidationError(_("Write a year such as 2026, or a day such as 2026-07-01."))


class PeriodFilter(django_filters.CharFilter):
    field_class = PeriodField


class WordsField(forms.CharField):
    def clean(self, value: Any) -> list[str]:
        words = super().clean(value).split()
        if len(words) > MOST_WORDS:
            raise ValidationError(_("Search for at most %(most)d words.") % {"most": MOST_WORDS})
        return words


class WordsFilter(django_filters.CharFilter):
    """Every word somewhere in the named columns, without regard to case and accents."""

    field_class = WordsField

    def __init__(self, columns: Iterable[str], **kwargs: Any) -> None:
        self.columns = tuple(columns)
        super().__init__(max_length=LONGEST_SEARCH, **kwargs)

    def filter(self, qs: QuerySet, value: list[str]) -> QuerySet:
        if not value:
            return qs
        return qs.filter(reduce(and_, (self._somewhere(word) for word in value)))

    def _somewhere(self, word: str) -> Q:
        return reduce(or_, (Q(**{f"{c}__unaccent__icontains": word}) for c in self.columns))
