"""The forms of the secretariat about reporting cycles."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .fields import DateField, LongTextField
from .widgets import Options

MOST = 1000
MEETING, BY_HAND = "meeting", "by_hand"


class OpenForm(forms.Form):
    """A new cycle: its code, and the day from which all its dates are counted."""

    code = forms.CharField(
        label=_("Code"),
        help_text=_("It begins with the year, such as 2027. It stands in addresses for ever."),
        max_length=20,
        error_messages={"required": _("Write a code such as 2027.")},
        widget=forms.TextInput({"autocomplete": "off", "dir": "ltr"}),
    )
    anchor = forms.ChoiceField(
        label=_("Is there a capital-level meeting?"),
        choices=[
            (MEETING, _("Yes, on the day below")),
            (BY_HAND, _("No meeting this year: I set the day by hand")),
        ],
        initial=MEETING,
        widget=Options,
    )
    meeting_on = DateField(
        label=_("First day of the meeting, or the day set by hand"),
        help_text=_("Reports are due 45 days before, and the set is published 7 days before."),
        error_messages={"required": _("Write the day from which all dates are counted.")},
    )
    reason = LongTextField(
        label=_("Why there is no meeting"),
        help_text=_("Only where you set the day by hand. It stands in the log."),
        most=MOST,
        rows=3,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].needed_sometimes = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("anchor") == BY_HAND and not str(said.get("reason") or "").strip():
            self.add_error("reason", ValidationError(_("Say why there is no meeting.")))
        return said

    @property
    def no_meeting(self) -> str:
        by_hand = self.cleaned_data["anchor"] == BY_HAND
        return self.cleaned_data["reason"].strip() if by_hand else ""


def _reason(**more: Any) -> LongTextField:
    return LongTextField(
        label=_("Reason"),
        most=MOST,
        rows=3,
        error_messages={"required": _("Say why: it stands in the log.")},
        **more,
    )


class DatesForm(forms.Form):
    """Other dates for a cycle, and why."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    opens_on = DateField(label=_("Opens on"))
    ministry_due_on = DateField(label=_("Due in the ministries on"))
    due_on = DateField(
        label=_("Reports due on"),
        help_text=_("Moves with the weekend of each member. Submitted reports keep their day."),
    )
    publishes_on = DateField(label=_("Publication on"))
    closes_on = DateField(label=_("Closes on"))
    meeting_on = DateField(label=_("First day of the meeting, or the day set by hand"))
    reason = _reason(help_text=_("It stands in the log."))


class CloseForm(forms.Form):
    """Why the window of a cycle closes before its day."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = _reason(help_text=_("Members read it where they can no longer write."))


class ReopenWindowForm(forms.Form):
    """Why the window opens again, and until when."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    closes_on = DateField(label=_("Open until"))
    reason = _reason(help_text=_("It stands in the log."))
