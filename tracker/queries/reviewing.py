"""One report as its reviewer reads it: the rail of answers, and one of them beside its past."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from accounts.actor import Actor
from tracker.enums import Edition, ElementState, Status
from tracker.models import ProgressEntry, Report, ReviewComment, Submission

from .answer import Standing, standing_of
from .asked import is_asked
from .diff import Piece, words_changed
from .money_rows import MoneyRead, money_rows
from .remarks import Thread, threads_of
from .rounds import Since, base_rounds, changes_since, differing

CHANGED, ALL, COMMENTED = "changed", "all", "comments"
SHOWS = (CHANGED, ALL, COMMENTED)


@dataclass(frozen=True)
class RailItem:
    """One answer in the rail: its open comments, and in how many fields it changed."""

    entry: ProgressEntry
    is_asked: bool
    comments: int
    changed: int
    is_current: bool

    @property
    def code(self) -> str:
        return self.entry.recommendation.code


@dataclass(frozen=True)
class Filter:
    """One way to narrow the rail, and how many answers it leaves."""

    code: str
    number: int
    is_chosen: bool


@dataclass(frozen=True)
class Review:
    """The answer that is open, its surroundings, and what changed since it was sent before: in the
    round before, or, the first time, in the cycle before."""

    rail: Sequence[RailItem]
    filters: Sequence[Filter]
    show: str
    entry: ProgressEntry
    standing: Standing
    base: Submission | None
    is_base_unknown: bool
    since: Since
    texts: Mapping[str, Sequence[Piece]]
    newly_done: Sequence[str]
    open_comments: int
    to_reopen: int
    threads: Mapping[str, Thread]
    next_code: str
    previous_code: str

    @property
    def number(self) -> int:
        """How many answers the report has for this reader."""
        return self.filters[1].number

    @property
    def changed(self) -> int:
        return self.filters[0].number

    @property
    def unchanged(self) -> int:
        return self.number - self.changed

    @property
    def to_stay_closed(self) -> int:
        return self.number - self.to_reopen

    @property
    def status_before(self) -> str:
        """The label of the status in the round before, where it was another one."""
        before = self.since.before if self.base else None
        if before is None or before.status == self.entry.status:
            return ""
        return str(Status(before.status).label)

    @property
    def status_last(self) -> str:
        """The label of the status in the cycle before, where it was another one."""
        last = self.standing.last
        if last is None or last.entry.status in (self.entry.status, Status.NOT_REPORTED):
            return ""
        return str(last.entry.get_status_display())

    @property
    def money_rows(self) -> list[MoneyRead]:
        return money_rows(self.standing.money, self.standing.last, self.since.figures)


def review_of(
    actor: Actor, report: Report, entries: QuerySet[ProgressEntry], code: str, show: str = ""
) -> Review | None:
    """The review of a report at one answer: the named one, else the first that changed, else the
    first that is asked and given. None where it holds no answer that the reviewer may read."""
    rows = list(entries)
    if not rows:
        return None
    base = base_rounds(actor, [report]).get(report.pk)
    since = changes_since(actor, {report.pk: base}) if base else _since_last_cycle(actor, rows)
    counts = _comment_counts(actor, report)
    is_second = report.round > 1 or (report.round == 1 and report.is_with_member)
    shown = show if show in SHOWS else CHANGED if base and _changed(rows, since) else ALL
    kept = _kept(rows, shown, since, counts)
    entry = _chosen(rows, kept, report, code)
    standing = standing_of(actor, entry, rows)
    mine = since.get(entry.pk, Since())
    before = mine.before
    walk = [row.recommendation.code for row in kept]
    threads = threads_of(standing.comments)
    return Review(
        rail=[
            RailItem(
                row,
                is_asked(row.recommendation, report.member),
                counts.get(row.pk, 0),
                len(since.get(row.pk, Since()).fields),
                row.pk == entry.pk,
            )
            for row in kept
        ],
        filters=[
            Filter(name, len(_kept(rows, name, since, counts)), name == shown) for name in SHOWS
        ],
        show=shown,
        entry=entry,
        standing=standing,
        base=base,
        is_base_unknown=is_second and base is None,
        since=mine,
        texts={
            name: words_changed(getattr(before, name), getattr(entry, name)) if before else []
            for name in ("narrative", "obstacles", "next_steps")
        },
        newly_done=[
            element.text
            for element in standing.elements
            if before is not None
            and _is_done(entry, element.code)
            and not _is_done(before, element.code)
        ],
        open_comments=sum(counts.values()),
        to_reopen=len(counts),
        threads=threads,
        next_code=_beside(walk, standing.entry.recommendation.code, 1),
        previous_code=_beside(walk, standing.entry.recommendation.code, -1),
    )


def _kept(
    rows: Sequence[ProgressEntry], show: str, since: Mapping[int, Since], counts: Mapping[int, int]
) -> list[ProgressEntry]:
    if show == CHANGED:
        return _changed(rows, since)
    return [row for row in rows if show == ALL or row.pk in counts]


def _changed(rows: Sequence[ProgressEntry], since: Mapping[int, Since]) -> list[ProgressEntry]:
    return [row for row in rows if since.get(row.pk, Since()).fields]


def _beside(codes: Sequence[str], code: str, step: int) -> str:
    """The code before or after this one in the rail; the first one where this one is not in it."""
    if code not in codes:
        return codes[0] if codes and step > 0 else ""
    at = codes.index(code) + step
    return codes[at] if 0 <= at < len(codes) else ""


def _chosen(
    rows: Sequence[ProgressEntry], kept: Sequence[ProgressEntry], report: Report, code: str
) -> ProgressEntry:
    for row in rows:
        if row.recommendation.code == code:
            return row
    if len(kept) < len(rows) and kept:
        return kept[0]
    given = (
        row
        for row in rows
        if row.status != Status.NOT_REPORTED and is_asked(row.recommendation, report.member)
    )
    return next(given, rows[0])


def _since_last_cycle(actor: Actor, rows: Sequence[ProgressEntry]) -> dict[int, Since]:
    """What changed against the member's latest earlier cycle, in words, status and elements."""
    report = rows[0].report
    earlier = (
        ProgressEntry.objects.visible_to(actor)
        .filter(
            member=report.member_id,
            edition=Edition.WORKING,
            report__cycle__meeting_on__lt=report.cycle.meeting_on,
        )
        .order_by("report__cycle__meeting_on")
    )
    before: dict[int, Any] = {row.recommendation_id: row for row in earlier}
    return {
        row.pk: Since(
            fields=frozenset(differing(before[row.recommendation_id], row)),
            before=before[row.recommendation_id],
        )
        for row in rows
        if row.recommendation_id in before
    }


def _is_done(entry: Any, code: str) -> bool:
    return bool(entry.elements.get(code, {}).get("state") == ElementState.DONE)


def _comment_counts(actor: Actor, report: Report) -> dict[int, int]:
    """Comments that are not settled, by answer."""
    rows = ReviewComment.objects.visible_to(actor).filter(report=report, resolved_at__isnull=True)
    counts: dict[int, int] = {}
    for entry in rows.values_list("entry", flat=True):
        counts[entry] = counts.get(entry, 0) + 1
    return counts
