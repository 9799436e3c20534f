"""A file of a snapshot: one line of JSON for each row, in the order in which they were sealed."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.models import Snapshot, SnapshotRow
from tracker.queries.snapshots import File, rows_of

AT_ONCE = 200


def stream(snapshot: Snapshot, dataset: str) -> Iterator[bytes]:
    """The file in parts. A row that was taken back is its id and its hash alone."""
    part: list[str] = []
    for row in rows_of(snapshot, dataset):
        part.append(line(row))
        if len(part) == AT_ONCE:
            yield "".join(part).encode()
            part = []
    yield "".join(part).encode()


def line(row: SnapshotRow) -> str:
    """The words of a row are written as they were sealed, so that a reader can take them out of the
    line as they are."""
    if row.withdrawn_at is not None:
        return f'{{"id":"{row.public_id}","sha256":"{row.sha256}","withdrawn":true}}\n'
    return f'{{"nonce":"{row.nonce}","row":{row.text},"sha256":"{row.sha256}"}}\n'


def etag(file: File) -> str:
    """Names the content: the sealed hash, and how much of it is left."""
    return f'"{file.sha256}-{file.rows - file.withdrawn}"'
