"""One report as its reviewer reads it: the rail of answers, and one of them beside its past."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from accounts.actor import Actor
from tracker.enums import ElementState, Status
from tracker.models import ProgressEntry, Report, ReviewComment

from .answer import Standing, standing_of
from .asked import is_asked
from .diff import Piece, words_changed


@dataclass(frozen=True)
class RailItem:
    """One answer in the rail."""

    entry: ProgressEntry
    is_asked: bool
    comments: int
    is_current: bool

    @property
    def code(self) -> str:
        return self.entry.recommendation.code


@dataclass(frozen=True)
class Review:
    """The answer that is open, its surroundings, and what changed since the cycle before."""

    rail: Sequence[RailItem]
    entry: ProgressEntry
    standing: Standing
    narrative: Sequence[Piece]
    obstacles: Sequence[Piece]
    next_steps: Sequence[Piece]
    newly_done: Sequence[str]
    open_comments: int

    @property
    def is_text_compared(self) -> bool:
        return self.standing.last is not None and bool(self.standing.last.entry.narrative)

    @property
    def status_before(self) -> str:
        """The label of the earlier status, where it was another one."""
        last = self.standing.last
        if last is None or last.entry.status in (self.entry.status, Status.NOT_REPORTED):
            return ""
        return str(last.entry.get_status_display())


def review_of(
    actor: Actor, report: Report, entries: QuerySet[ProgressEntry], code: str
) -> Review | None:
    """The review of a report at one answer: the named one, else the first that is asked and
    given. None where the report holds no answer that the reviewer may read."""
    rows = list(entries)
    if not rows:
        return None
    counts = _comment_counts(actor, report)
    entry = _chosen(rows, report, code)
    standing = standing_of(actor, entry, entries)
    before = standing.last.entry if standing.last else None

    def changed(name: str) -> list[Piece]:
        return words_changed(getattr(before, name), getattr(entry, name)) if before else []

    return Review(
        rail=[
            RailItem(
                row,
                is_asked(row.recommendation, report.member),
                counts.get(row.pk, 0),
                row.pk == entry.pk,
            )
            for row in rows
        ],
        entry=entry,
        standing=standing,
        narrative=changed("narrative"),
        obstacles=changed("obstacles"),
        next_steps=changed("next_steps"),
        newly_done=[
            element.text
            for element in standing.elements
            if before is not None
            and _is_done(entry, element.code)
            and not _is_done(before, element.code)
        ],
        open_comments=sum(counts.values()),
    )


def _chosen(rows: Sequence[ProgressEntry], report: Report, code: str) -> ProgressEntry:
    for row in rows:
        if row.recommendation.code == code:
            return row
    given = (
        row
        for row in rows
        if row.status != Status.NOT_REPORTED and is_asked(row.recommendation, report.member)
    )
    return next(given, rows[0])


def _is_done(entry: ProgressEntry, code: str) -> bool:
    return bool(entry.elements.get(code, {}).get("state") == ElementState.DONE)


def _comment_counts(actor: Actor, report: Report) -> dict[int, int]:
    """Comments that are not settled, by answer."""
    rows = ReviewComment.objects.visible_to(actor).filter(report=report, resolved_at__isnull=True)
    counts: dict[int, int] = {}
    for entry in rows.values_list("entry", flat=True):
        counts[entry] = counts.get(entry, 0) + 1
    return counts
