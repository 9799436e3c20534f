"""The form by which all outgoing mail is held back."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from tracker.domain.holding import REASON_LIMIT

from .fields import LongTextField


class HoldForm(forms.Form):
    """Why no mail is to leave. It stands in the log and above the list."""

    reason = LongTextField(
        label=_("Reason"),
        help_text=_("It stands in the log, and above the list until mail is released."),
        most=REASON_LIMIT,
        rows=2,
        error_messages={"required": _("Say why no mail is to leave.")},
    )
