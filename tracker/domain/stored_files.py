"""Files that belong to rows: taken in, given back, and thrown away once nothing names them.

Documents of answers and of plans alike: one door, one room, one sweep.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from accounts.actor import Actor
from tracker.models import Evidence, ExportJob, Plan

from . import quotas
from .files import accept

Holder = Evidence | Plan
NOTHING: dict[str, Any] = {
    "file": "",
    "file_name": "",
    "content_type": "",
    "size": None,
    "sha256": "",
    "original_sha256": "",
    "names_author": False,
    "added_by": None,
}
"""What a row without a file says of it."""


def take_in(actor: Actor, row: Holder, upload: UploadedFile) -> None:
    """Looks at an upload and stores it under a random name; the row says what it is.

    Stored before the row is written: whoever is killed in between leaves a file without a row,
    which the sweep takes, and never a row without its file. Raises ValidationError (file).
    """
    accepted = accept(upload)
    row.file_name, row.content_type = accepted.name, accepted.content_type
    row.size, row.sha256 = accepted.size, accepted.sha256
    row.original_sha256, row.names_author = "", accepted.names_author
    row.added_by = actor.seat
    quotas.require_room(actor, row.member, accepted.size)
    row.file.save(row.file_name, upload, save=False)


def take_back(row: Holder) -> None:
    """Deletes the file of a row that was not written, if it had come as far as the store."""
    if name := row.file.name:
        row.file.storage.delete(name)


def discard_later(name: str | None, storage: Any) -> None:
    """Deletes a file once the transaction holds, if no row names it any more."""
    if name:
        transaction.on_commit(lambda: _discard(name, storage))


def named(names: Iterable[str]) -> set[str]:
    """Those of the stored files that a row names: working, published, or made by a worker."""
    wanted = list(names)
    tables = [*(model.internal for model in quotas.HOLDERS), ExportJob.objects]
    return {
        name
        for rows in tables
        for name in rows.filter(file__in=wanted).values_list("file", flat=True)
    }


def _discard(name: str, storage: Any) -> None:
    if not named([name]):
        storage.delete(name)
