"""What a person says with an action on a report."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tracker.domain.review import FIELDS
from tracker.domain.workflow import Transition
from tracker.models import ProgressEntry

PART_LABELS = {
    "": _("The whole answer"),
    "status": _("Status"),
    "elements": _("Elements"),
    "narrative": _("What changed"),
    "obstacles": _("Obstacles"),
    "next_steps": _("Next steps"),
    "money": _("Money"),
    "evidence": _("Evidence"),
}


class MoveForm(forms.Form):
    """The words and the date that one action of the workflow asks for. `version` is the report's
    when the page was opened: who acts on an older one is told."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    message = forms.CharField(
        label=_("Message to the other side"), widget=forms.Textarea, max_length=2000
    )
    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea, max_length=2000)
    due_on = forms.DateField(
        label=_("New due date"), widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, transition: Transition, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in {"message", "reason", "due_on"} - set(transition.asks):
            del self.fields[name]

    def said(self) -> dict[str, Any]:
        return {k: v for k, v in self.cleaned_data.items() if k != "version"}


class CommentForm(forms.Form):
    """A question or remark on one answer, or on one part of it."""

    entry = forms.ModelChoiceField(
        label=_("Answer"), queryset=None, to_field_name="public_id", empty_label=None
    )
    field = forms.ChoiceField(
        label=_("About"), choices=[(f, PART_LABELS[f]) for f in FIELDS], required=False
    )
    text = forms.CharField(label=_("Comment"), widget=forms.Textarea, max_length=2000)

    def __init__(self, entries: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["entry"]
        choice.queryset = entries
        choice.label_from_instance = self.name_of  # type: ignore[attr-defined]

    @staticmethod
    def name_of(entry: ProgressEntry) -> str:
        return f"{entry.recommendation.code} {entry.recommendation.short_title}"
