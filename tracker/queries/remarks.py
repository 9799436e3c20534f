"""A reviewer's comments as pages show them: with the name of the field they are pinned to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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

# The answer as a whole, where a name is needed.
WHOLE = "whole"


@dataclass(frozen=True)
class Remark:
    """A comment and, where the reader may reply, the control for it."""

    comment: ReviewComment
    answer: Any = None

    @property
    def label(self) -> str | Promise:
        return FIELD_LABELS[self.comment.field] if self.comment.field else ""

    @property
    def state(self) -> str:
        return state_of(self.comment)


@dataclass(frozen=True)
class Thread:
    """What was asked about one field, oldest first."""

    field: str
    remarks: Sequence[Remark] = ()

    @property
    def label(self) -> str | Promise:
        return FIELD_LABELS[self.field]


def state_of(comment: ReviewComment) -> str:
    """How far a comment is: not sent yet, open, answered, or settled."""
    if comment.resolved_at is not None:
        return "settled"
    if comment.answer:
        return "answered"
    return "open" if comment.sent_at is not None else "unsent"


def threads_of(comments: Iterable[ReviewComment]) -> dict[str, Thread]:
    """The comments on one answer by field; the answer as a whole under the name "whole"."""
    kept: dict[str, list[Remark]] = {name: [] for name in FIELD_LABELS}
    for comment in comments:
        kept[comment.field].append(Remark(comment))
    return {name or WHOLE: Thread(name, remarks) for name, remarks in kept.items()}
