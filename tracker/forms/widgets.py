"""Controls that forms of the tracker share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import get_language

from tracker.dates import month_names


class MoneyInput(forms.TextInput):
    """One box for whole units, left to right in every language, with the digits' keyboard."""

    def __init__(self, attrs: Mapping[str, Any] | None = None) -> None:
        base = {"class": "amt", "inputmode": "numeric", "autocomplete": "off", "dir": "ltr"}
        super().__init__({**base, **(attrs or {})})


class DateInput(forms.MultiWidget):
    """Three boxes: day, month, year. `wrong` holds the places (0, 1, 2) of those to correct."""

    template_name = "forms/widgets/date.html"
    use_fieldset = True
    wrong: frozenset[int] = frozenset()

    def __init__(self, attrs: Mapping[str, Any] | None = None) -> None:
        def box(size: str, **more: str) -> forms.TextInput:
            return forms.TextInput({"class": size, "autocomplete": "off", **more})

        super().__init__(
            {
                "day": box("d2", inputmode="numeric"),
                "month": box("d3"),
                "year": box("d4", inputmode="numeric"),
            },
            dict(attrs or {}),
        )

    def decompress(self, value: dt.date | None) -> list[Any]:
        if value is None:
            return [None, None, None]
        return [value.day, month_names(get_language() or "en")[value.month - 1], value.year]

    def get_context(self, name: str, value: Any, attrs: Mapping[str, Any] | None) -> dict[str, Any]:
        given = dict(attrs or {})
        is_wrong = given.pop("aria-invalid", None)
        context = super().get_context(name, value, given)
        if is_wrong and (box_id := given.get("id")):
            boxes = context["widget"]["subwidgets"]
            for place in self.wrong or range(3):
                marks = {"aria-invalid": "true", "aria-describedby": f"{box_id}_error"}
                boxes[place]["attrs"] = {**boxes[place]["attrs"], **marks}
        return context


class Options(forms.RadioSelect):
    """Radio buttons, each with its own hint. `as_cards` draws them as cards side by side."""

    def __init__(
        self,
        attrs: Mapping[str, Any] | None = None,
        choices: Any = (),
        *,
        hints: Mapping[str, Any] | None = None,
        as_cards: bool = False,
    ) -> None:
        super().__init__(dict(attrs or {}), choices)
        self.hints = dict(hints or {})
        if as_cards:
            self.template_name = "forms/widgets/cards.html"

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        option["hint"] = self.hints.get(str(value), "")
        return option
