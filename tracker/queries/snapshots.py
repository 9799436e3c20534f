"""Snapshots as readers see them: what each file holds, and how much of it was taken back since."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from tracker.models import Snapshot, SnapshotRow

from .coverage import Share


@dataclass(frozen=True)
class File:
    """One dataset of a snapshot. `sha256` is over the hashes of its rows and never changes."""

    dataset: str
    rows: int
    withdrawn: int
    sha256: str
    name: str


def snapshots() -> QuerySet[Snapshot]:
    """All snapshots, the latest first, each with its cycle and what was taken back of it. Two
    queries, and the second reads withdrawn rows alone."""
    gone = SnapshotRow.objects.filter(withdrawn_at__isnull=False).order_by()
    gone = gone.only("snapshot_id", "dataset")
    rows = Snapshot.objects.select_related("cycle")
    return rows.prefetch_related(Prefetch("rows", gone, to_attr="gone"))


def file_name(code: str, dataset: str) -> str:
    """What a file of a snapshot is called on a reader's disk."""
    return f"{code}-{dataset}.ndjson"


def files_of(snapshot: Snapshot) -> list[File]:
    """The files of a snapshot of `snapshots()`, in the order in which they are sealed."""
    gone = Counter(row.dataset for row in snapshot.gone)  # type: ignore[attr-defined]
    return [
        File(
            file["dataset"],
            file["rows"],
            gone[file["dataset"]],
            file["sha256"],
            file_name(snapshot.code, file["dataset"]),
        )
        for file in snapshot.said["files"]
    ]


def coverage_of(snapshot: Snapshot) -> Share:
    """Of the members asked, those that showed something to everybody, at the time of sealing."""
    said = snapshot.said
    return Share(said["members_published"], said["members_asked"])


def rows_of(snapshot: Snapshot, dataset: str) -> Iterator[SnapshotRow]:
    """The rows of a file in their order, read from the database in parts."""
    rows = SnapshotRow.objects.filter(snapshot=snapshot, dataset=dataset)
    return rows.order_by("position").iterator(chunk_size=500)
