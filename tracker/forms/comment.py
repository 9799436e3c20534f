"""A reviewer's comment, pinned to an answer or to one of its fields."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tracker.queries.remarks import FIELD_LABELS

from .fields import LongTextField


class CommentForm(forms.Form):
    """A question or a remark. The focal point sees it when the report is returned."""

    field = forms.ChoiceField(label=_("About"), choices=list(FIELD_LABELS.items()), required=False)
    text = LongTextField(
        label=_("New comment on this answer"),
        help_text=_("The focal point sees it after you return the report."),
        most=2000,
        rows=4,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["field"].needed_sometimes = True  # type: ignore[attr-defined]
