"""A reviewer's comment, pinned to an answer or to one of its fields."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tracker.models import ReviewComment
from tracker.queries.remarks import FIELD_LABELS

from .fields import LongTextField


class CommentForm(forms.Form):
    """A question or a remark. The focal point sees it when the report is returned."""

    field = forms.ChoiceField(
        choices=list(FIELD_LABELS.items()), required=False, widget=forms.HiddenInput
    )
    text = LongTextField(
        label=_("New comment"),
        help_text=_("The focal point sees it after you return the report."),
        most=2000,
        rows=4,
    )

    def __init__(self, pinned: str = "", *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="id_comment_%s", initial={"field": pinned}, **kwargs)
        label = FIELD_LABELS.get(pinned, "")
        if pinned and label:
            self.fields["text"].label = _("New comment on: %(field)s") % {"field": label}


class CommentChangeForm(forms.Form):
    """Other words for a comment that was not sent yet."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    text = LongTextField(label=_("Your comment"), most=2000, rows=4)

    def __init__(self, said: ReviewComment, *args: Any, **kwargs: Any) -> None:
        initial = {"version": said.version, "text": said.text}
        super().__init__(*args, auto_id="id_change_%s", initial=initial, **kwargs)
