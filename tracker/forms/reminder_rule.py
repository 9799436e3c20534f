"""The form of a rule of the calendar: its days, its readers, and whether it speaks."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from tracker.domain.reminder_rules import Agreed

# What is not a digit and looks like a minus, as keyboards and documents write it.
_MINUS = str.maketrans({"−": "-", "–": "-", "‑": "-"})
_BETWEEN = re.compile(r"[,;،؛\s]+")
_NUMBER = re.compile(r"[+-]?\d{1,6}", re.ASCII)


def numbers_in(typed: str) -> list[int]:
    """The whole numbers of a list such as "-30, -14, 0, 7". Raises ValidationError naming the word
    that is no number."""
    words = [word for word in _BETWEEN.split(typed.translate(_MINUS)) if word]
    for word in words:
        if not _NUMBER.fullmatch(word):
            raise ValidationError(
                _("“%(word)s” is no whole number. Write a list such as -30, -14, -7.")
                % {"word": word[:40]}
            )
    return [int(word) for word in words]


class RuleForm(forms.Form):
    """What may be chosen of one rule. The verb judges the numbers and the roles."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    offsets = forms.CharField(
        label=_("Days"),
        help_text=_("A list such as -30, -14, -7: before the date with a minus, 0 on the day."),
        max_length=400,
        error_messages={"required": _("Write at least one number, or switch the rule off.")},
        widget=forms.TextInput({"dir": "ltr", "autocomplete": "off", "class": "w-full"}),
    )
    audience = forms.MultipleChoiceField(
        label=_("Who is told"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose at least one role, or switch the rule off."),
            "invalid_choice": _("Choose among the roles that this rule can speak to."),
        },
    )
    is_active = forms.BooleanField(label=_("The rule is on"), required=False)

    def __init__(self, rule: Agreed, data: Any = None) -> None:
        row = rule.row
        initial = {
            "version": row.version,
            "offsets": ", ".join(str(number) for number in row.offsets),
            "audience": row.audience,
            "is_active": row.is_active,
        }
        super().__init__(data, initial=initial)
        choices = [(role, Role(role).label) for role in rule.roles]
        self.fields["audience"].choices = choices  # type: ignore[attr-defined]
        if rule.in_months:
            self.fields["offsets"].label = _("Months")
        if rule.is_news:
            del self.fields["offsets"]

    def clean_offsets(self) -> list[int]:
        return numbers_in(str(self.cleaned_data["offsets"]))

    def chosen(self) -> dict[str, Any]:
        """What the verb takes."""
        said = self.cleaned_data
        return {
            "offsets": said.get("offsets", []),
            "audience": said["audience"],
            "is_active": said["is_active"],
        }
