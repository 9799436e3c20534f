"""The forms about seats: ending, replacing, delegating, handing over; freezing a member."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models.handover import NOTE_LIMIT

from .fields import DateField, LongTextField
from .invitation import email_box, language_field

# The log keeps so much of a reason.
MOST = 210


class ReasonForm(forms.Form):
    """Why something is done. It stands in the log."""

    reason = LongTextField(
        label=_("Reason"),
        help_text=_("It stands in the log."),
        most=MOST,
        rows=3,
        error_messages={"required": _("Say why: it stands in the log.")},
    )


class EndForm(ReasonForm):
    """Why a seat is ended."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = _(
            "It stands in the log. The person is told that the seat was ended, not why."
        )


class FreezeForm(ReasonForm):
    """Why a member is frozen, and whether what it published goes."""

    unpublish = forms.BooleanField(
        label=_("Also withdraw everything this member has published"),
        help_text=_(
            "It disappears at once from pages, API and exports. To show it again, a reviewer "
            "reopens the reports after the freeze."
        ),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = _(
            "It stands in the log. The member’s people are told that the member is frozen, not why."
        )


class DelegateForm(forms.Form):
    """From which day to which a deputy submits in the focal point's place."""

    since = DateField(label=_("First day"))
    until = DateField(
        label=_("Last day"),
        help_text=_("At most a year. You can end it earlier, and you can submit all the while."),
    )


class _Successor(forms.Form):
    name = forms.CharField(
        label=_("Name of the successor"),
        help_text=_("They can correct it. Your team and the secretariat see it."),
        required=False,
        max_length=120,
        widget=forms.TextInput({"dir": "auto", "autocomplete": "off"}),
    )
    email = forms.EmailField(
        label=_("E-mail of the successor"),
        help_text=_("The link goes there, and only the owner of this address can accept."),
        error_messages={
            "required": _("Write the address of the successor."),
            "invalid": _("Write an e-mail address such as name@ministry.example."),
        },
        widget=email_box(),
    )
    language = language_field(_("They can choose another one."))


class HandOverForm(_Successor):
    """To whom one's own seat goes, and when."""

    last_day = DateField(
        label=_("Your last day"),
        help_text=_("You write until the end of that day and read for 30 days more."),
        error_messages={"required": _("Write your last day in office.")},
    )
    note = LongTextField(
        label=_("Note to the successor"),
        help_text=_(
            "What the pages do not say: whom to call, what was promised. Dates, drafts and open "
            "comments are listed anyway. Your successor and the deputy read it. Do not name "
            "survivors or defenders."
        ),
        required=False,
        most=NOTE_LIMIT,
        rows=8,
    )


class ReplaceForm(_Successor, ReasonForm):
    """Who takes the seat of somebody who vanished, and which paper says so."""

    document = forms.CharField(
        label=_("Number of the document"),
        help_text=_("The note verbale or letter that names the successor. It stands in the log."),
        max_length=80,
        error_messages={
            "required": _("Write the number of the document that names the successor.")
        },
        widget=forms.TextInput({"dir": "auto", "autocomplete": "off"}),
    )

    field_order = ("reason", "document", "name", "email", "language")
