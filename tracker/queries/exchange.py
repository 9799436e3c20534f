"""What the reviewers asked about a report, as the member reads it: open, answered and settled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from accounts.actor import Actor
from tracker.models import Report, ReviewComment

from .remarks import Remark, state_of

OPEN, ANSWERED, SETTLED = "open", "answered", "settled"
STATES = (OPEN, ANSWERED, SETTLED)


@dataclass(frozen=True)
class Tab:
    """The comments of one state: how many, and whether they are the ones shown."""

    code: str
    number: int
    is_chosen: bool


@dataclass(frozen=True)
class Exchange:
    """The comments of one state, in the order of the answers, beside the numbers of all."""

    tabs: Sequence[Tab]
    state: str
    remarks: Sequence[Remark]
    first_open: str


def exchange_of(actor: Actor, report: Report, state: str = "") -> Exchange:
    """The comments that were sent to the member, as far as the actor reads the answers."""
    comments = _sent(actor, report)
    kept: dict[str, list[ReviewComment]] = {name: [] for name in STATES}
    for comment in comments:
        kept[state_of(comment)].append(comment)
    shown = state if state in STATES else OPEN
    return Exchange(
        tabs=[Tab(name, len(kept[name]), name == shown) for name in STATES],
        state=shown,
        remarks=[Remark(comment) for comment in kept[shown]],
        first_open=_code(kept[OPEN][0]) if kept[OPEN] else "",
    )


def next_to_answer(actor: Actor, report: Report, after: str) -> str:
    """The code of the next answer with an unanswered comment: behind this one, else from the
    beginning; empty where all are answered."""
    codes = [_code(c) for c in _sent(actor, report) if state_of(c) == OPEN and c.entry]
    return next((code for code in codes if code > after), codes[0] if codes else "")


def _sent(actor: Actor, report: Report) -> list[ReviewComment]:
    rows = ReviewComment.objects.visible_to(actor).filter(report=report, sent_at__isnull=False)
    rows = rows.select_related("entry__recommendation", "answered_by")
    return list(rows.order_by("entry__recommendation__code", "created_at", "id"))


def _code(comment: ReviewComment) -> str:
    return comment.entry.recommendation.code if comment.entry else ""
