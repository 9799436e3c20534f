"""The form of a person's mails: each topic, the language and the zone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from tracker.enums import MailFrequency, Topic

from .people import DetailsForm

HINTS = {
    Topic.DEADLINES: _("At most one reminder a week, and none once you have submitted."),
    Topic.DECISIONS: _("A report that came back, was cleared, accepted or waits for you."),
    Topic.COMMENTS: _("What somebody wrote to you about an answer."),
    Topic.REQUESTS: _("Parts of a report that somebody is asked for, or called ready."),
    Topic.NEWS: _("New texts and meetings."),
}


class MailForm(DetailsForm):
    """How often each topic comes, and the two details that mails go by. The verbs judge them."""

    name = None

    def __init__(self, *args: Any, chosen: Mapping[str, str], user: User, **kwargs: Any) -> None:
        initial = {"language": user.language, "time_zone": user.time_zone}
        super().__init__(*args, initial=initial, zone=user.time_zone, **kwargs)
        details = {name: self.fields.pop(name) for name in ("language", "time_zone")}
        for topic in Topic:
            self.fields[topic.value] = forms.ChoiceField(
                label=topic.label,
                help_text=HINTS[topic],
                choices=MailFrequency.choices,
                initial=chosen.get(topic, MailFrequency.NOW),
                widget=forms.RadioSelect,
                error_messages=dict.fromkeys(
                    ("required", "invalid_choice"), _("Choose one of the three.")
                ),
            )
        self.fields |= details

    @property
    def wanted(self) -> dict[str, str]:
        """The frequencies by topic, of a valid form."""
        return {topic.value: self.cleaned_data[topic.value] for topic in Topic}
