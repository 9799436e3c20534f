"""Forms about a person's own account, and of the secretariat about accounts."""

from __future__ import annotations

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from tracker.domain.second_factor import LONGEST_REASON
from tracker.wording import OWN_NAMES

from .fields import LongTextField

# Areas of the time zone database that people name their zone by; the rest are older spellings.
_AREAS = (
    "Africa",
    "America",
    "Asia",
    "Atlantic",
    "Australia",
    "Europe",
    "Indian",
    "Pacific",
    "UTC",
)


def _zones(also: str) -> list[tuple[str, Any]]:
    named = {zone for zone in available_timezones() if zone.split("/")[0] in _AREAS}
    named |= {also} - {""}
    return [
        ("", _("The time zone of the member")),
        *((zone, zone.replace("_", " ")) for zone in sorted(named)),
    ]


class DetailsForm(forms.Form):
    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        widget=forms.TextInput({"autocomplete": "name", "dir": "auto"}),
    )
    language = forms.ChoiceField(label=_("Language of pages and mails"))
    time_zone = forms.ChoiceField(label=_("Time zone"), required=False)
    single_keys = forms.BooleanField(
        label=_("Single keys on the page of a review"),
        help_text=_("One letter moves on, comments or settles. The page lists them."),
        required=False,
    )

    def __init__(self, *args: Any, zone: str = "", reviews: bool = False, **kwargs: Any) -> None:
        """`reviews`: the person has pages of a review to move about on."""
        super().__init__(*args, **kwargs)
        if not reviews:
            del self.fields["single_keys"]
        languages = [(code, OWN_NAMES[code]) for code, _name in settings.LANGUAGES]
        self.fields["language"].choices = languages  # type: ignore[attr-defined]
        self.fields["time_zone"].choices = _zones(zone)  # type: ignore[attr-defined]
        self.fields["time_zone"].needed_sometimes = True  # type: ignore[attr-defined]


class NewAddressForm(forms.Form):
    email = forms.CharField(
        label=_("New e-mail address"),
        help_text=_("We send a link to it. Until you open the link, nothing changes."),
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "email", "spellcheck": "false", "dir": "ltr"}),
    )


class ResetForm(forms.Form):
    email = forms.CharField(
        label=_("E-mail address of the account"),
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "off", "spellcheck": "false", "dir": "ltr"}),
    )
    reason = LongTextField(
        label=_("How do you know that it is this person who asks?"),
        help_text=_("For example: called back on the number in the list of focal points."),
        most=LONGEST_REASON,
        rows=3,
    )
