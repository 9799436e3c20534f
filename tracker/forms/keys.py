"""The form of a new key for the REST API."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.domain.tokens import LONGEST_DAYS
from accounts.enums import TokenScope

from .widgets import Options

SCOPE_HINTS = {
    TokenScope.READ: _("Reads what your seat reads, and changes nothing."),
    TokenScope.WRITE: _("Does what your seat may do. Keep it as safe as your password."),
}


class KeyForm(forms.Form):
    """What a key is for, how far it goes and how long. The verb judges the values."""

    label = forms.CharField(
        label=_("What is it for?"),
        help_text=_("Such as the name of a script."),
        max_length=80,
        error_messages={"required": _("Write what the key is for, such as the name of a script.")},
    )
    scope = forms.ChoiceField(
        label=_("What may it do?"), choices=TokenScope.choices, widget=Options(hints=SCOPE_HINTS)
    )
    days = forms.IntegerField(
        label=_("For how many days?"),
        help_text=_("From 1 to %(most)d.") % {"most": LONGEST_DAYS},
        error_messages=dict.fromkeys(
            ("invalid", "required"),
            _("Write a number of days from 1 to %(most)d.") % {"most": LONGEST_DAYS},
        ),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "d4", "dir": "ltr"}),
    )
