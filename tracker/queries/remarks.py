"""A reviewer's comment as a page shows it: with the name of the field it is pinned to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tracker.models import ReviewComment

# What a comment may be pinned to, in the order of the page; "" is the answer as a whole.
FIELD_LABELS: dict[str, Promise] = {
    "": _("The answer as a whole"),
    "status": _("Status"),
    "elements": _("Elements"),
    "narrative": _("Progress"),
    "obstacles": _("What stands in the way"),
    "next_steps": _("Next steps"),
    "money": _("Money"),
    "evidence": _("Evidence"),
}


@dataclass(frozen=True)
class Remark:
    """A comment and, where the reader may reply, the control for it."""

    comment: ReviewComment
    answer: Any = None

    @property
    def label(self) -> str | Promise:
        return FIELD_LABELS[self.comment.field] if self.comment.field else ""
