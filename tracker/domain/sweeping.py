"""Files that nothing names: what a killed process left behind."""

from __future__ import annotations

import datetime as dt
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.files.storage import Storage
from django.utils import timezone

from tracker.models import Evidence

# A file is stored before its row is written; this is far longer than anybody's upload.
SPARED = dt.timedelta(hours=24)


def sweep_files(at: dt.datetime | None = None) -> int:
    """Deletes stored files older than a day that no document names, working or published, and
    uploads that broke off as long ago. Answers how many. A file with a row is never touched."""
    before = (at or timezone.now()) - SPARED
    storage = Evidence._meta.get_field("file").storage  # type: ignore[union-attr]
    swept = 0
    for names in _folders(storage):
        old = [name for name in names if storage.get_modified_time(name) < before]
        live = set(Evidence.internal.filter(file__in=old).values_list("file", flat=True))
        for name in old:
            if name not in live:
                storage.delete(name)
                swept += 1
    return swept + _sweep_broken_uploads(before)


def _folders(storage: Storage, folder: str = "") -> Iterator[list[str]]:
    """The names in the store, folder by folder."""
    try:
        folders, names = storage.listdir(folder)
    except FileNotFoundError:
        return
    yield [f"{folder}/{name}".lstrip("/") for name in names if name]
    for below in folders:
        if below:
            yield from _folders(storage, f"{folder}/{below}".lstrip("/"))


def _sweep_broken_uploads(before: dt.datetime) -> int:
    """Of a process that was killed in the middle of an upload its temporary file stays."""
    swept = 0
    for path in Path(settings.FILE_UPLOAD_TEMP_DIR or tempfile.gettempdir()).glob("*.upload*"):
        try:
            facts = path.lstat()
            if facts.st_uid == os.getuid() and facts.st_mtime < before.timestamp():
                path.unlink()
                swept += 1
        except FileNotFoundError:
            continue
    return swept
