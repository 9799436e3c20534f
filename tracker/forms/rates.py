"""The form of an exchange rate."""

from __future__ import annotations

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from tracker.money import decimal_of

from .fields import DateField


class RateForm(forms.Form):
    """What one unit of a currency was worth in another on a day, and who says so."""

    from_currency = forms.CharField(
        label=_("One"),
        help_text=_("Three letters, such as USD."),
        max_length=3,
        widget=forms.TextInput({"class": "amt", "dir": "ltr", "autocomplete": "off"}),
    )
    rate = forms.CharField(
        label=_("is worth"),
        help_text=_("A number with decimals, such as 129.24 or 129,24. No thousands marks."),
        max_length=30,
        widget=forms.TextInput({"class": "amt", "dir": "ltr", "autocomplete": "off"}),
    )
    to_currency = forms.CharField(
        label=_("in"),
        help_text=_("Three letters, such as KES."),
        max_length=3,
        widget=forms.TextInput({"class": "amt", "dir": "ltr", "autocomplete": "off"}),
    )
    on = DateField(label=_("On the day"))
    source = forms.CharField(
        label=_("Source"),
        help_text=_("The table and its address: it stands beside every converted amount."),
        max_length=300,
        widget=forms.TextInput({"dir": "auto", "class": "w-full"}),
    )

    def clean_from_currency(self) -> str:
        return str(self.cleaned_data["from_currency"]).strip().upper()

    def clean_to_currency(self) -> str:
        return str(self.cleaned_data["to_currency"]).strip().upper()

    def clean_rate(self) -> Decimal:
        typed = str(self.cleaned_data["rate"])
        rate = decimal_of(typed)
        if rate is None:
            raise forms.ValidationError(
                _("Write a number such as 129.24, with at most one mark. You wrote %(typed)s.")
                % {"typed": typed}
            )
        return rate
