"""Asking a ministry: what, whom, and by when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from accounts.models import Appointment
from tracker.models import Action, ProgressEntry
from tracker.queries.plans import called

from .fields import DateField
from .languages import name_of
from .widgets import Options

NEW = "new"


class AskForm(forms.Form):
    """Which recommendations, which contributor (or somebody new, by address), by when. The verb
    judges the values; this form only reads them."""

    codes = forms.MultipleChoiceField(
        label=_("What do you ask for?"),
        help_text=_("The contributor sees these recommendations and nothing else of the report."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    actions = forms.MultipleChoiceField(
        label=_("Actions of your plans"),
        help_text=_("The contributor writes these actions, and no other."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    to = forms.ChoiceField(
        label=_("Whom do you ask?"),
        widget=Options(),
        error_messages={"required": _("Choose a contributor, or “Somebody new”.")},
    )
    name = forms.CharField(
        label=_("Name"), help_text=_("For somebody new."), required=False, max_length=120
    )
    email = forms.CharField(
        label=_("E-mail"),
        help_text=_("For somebody new: they get a link by mail and need no account before."),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"dir": "ltr", "autocomplete": "off", "class": "w-full"}),
    )
    language = forms.ChoiceField(
        label=_("Language of the mail"), help_text=_("For somebody new."), required=False
    )
    due_on = DateField(label=_("By when?"))

    def __init__(
        self,
        entries: Iterable[ProgressEntry],
        contributors: Sequence[Appointment],
        data: Any = None,
        initial: dict[str, Any] | None = None,
        actions: Sequence[Action] = (),
    ) -> None:
        super().__init__(data, initial=initial)
        self.known = {str(action.public_id): action for action in actions}
        self.fields["actions"].choices = [  # type: ignore[attr-defined]
            (key, called(action)) for key, action in self.known.items()
        ]
        if not actions:
            del self.fields["actions"]
        self.fields["codes"].choices = [  # type: ignore[attr-defined]
            (entry.recommendation.code, _titled(entry)) for entry in entries
        ]
        self.fields["to"].choices = [  # type: ignore[attr-defined]
            *((str(seat.public_id), _named(seat)) for seat in contributors),
            (NEW, _("Somebody new")),
        ]
        self.fields["language"].choices = [  # type: ignore[attr-defined]
            (code, name_of(code)) for code, _name in settings.LANGUAGES
        ]
        for name in ("name", "email", "language"):
            self.fields[name].needed_sometimes = True  # type: ignore[attr-defined]
        if len(self.fields["to"].choices) == 1:  # type: ignore[attr-defined]
            self.initial["to"] = NEW

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not said.get("codes") and not said.get("actions") and "codes" not in self.errors:
            self.add_error("codes", _("Choose at least one recommendation."))
        return said

    @property
    def chosen_actions(self) -> list[Action]:
        return [self.known[key] for key in self.cleaned_data.get("actions", ())]

    @property
    def is_new(self) -> bool:
        return self.cleaned_data["to"] == NEW

    def put_refusal(self, problems: dict[str, list[str]]) -> None:
        """Puts a verb's refusal under the control it is about."""
        names = {"what": "codes", "role": "to"}
        for name, messages in problems.items():
            target = names.get(name, name)
            self.add_error(target if target in self.fields else None, messages)


class DueForm(forms.Form):
    """Another day for what was asked."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    due_on = DateField(label=_("By when?"))


def _titled(entry: ProgressEntry) -> str:
    about = entry.recommendation
    return format_html('<span class="code">{}</span> {}', about.code, about.short_title)


def _named(seat: Appointment) -> str:
    if not seat.title:
        return format_html("<bdi>{}</bdi>", seat.user.name)
    return format_html("<bdi>{}</bdi>, <bdi>{}</bdi>", seat.user.name, seat.title)
