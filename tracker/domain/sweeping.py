"""What nobody needs any more: files that a killed process left behind, and old answers kept for
a second try."""

from __future__ import annotations

import datetime as dt
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.files.storage import Storage
from django.utils import timezone

from tracker.models import Evidence, IdempotencyRecord

from .export_jobs import sweep_documents
from .stored_files import named

# No upload stands still so long: its file is written as it comes in.
SPARED_UPLOADS = dt.timedelta(hours=1)
# A file is stored before its row is written; this is far longer than anybody's upload.
SPARED = dt.timedelta(hours=24)
# A script that tries again does so within minutes; a night's outage and a weekend are covered.
SPARED_KEYS = dt.timedelta(days=7)


def sweep_files(at: dt.datetime | None = None) -> int:
    """Deletes stored files older than a day that no row names, working or published, and
    uploads that broke off an hour ago; with them documents that have expired. Answers how many.
    A file with a row is never touched."""
    now = at or timezone.now()
    expired = sweep_documents(now)
    before = now - SPARED
    storage = Evidence._meta.get_field("file").storage  # type: ignore[union-attr]
    swept = 0
    for names in _folders(storage):
        old = [name for name in names if storage.get_modified_time(name) < before]
        live = named(old)
        for name in old:
            if name not in live:
                storage.delete(name)
                swept += 1
    return swept + expired + sweep_uploads(now)


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


def sweep_uploads(at: dt.datetime | None = None) -> int:
    """Deletes what is left of uploads whose process was killed in the middle, an hour after the
    last byte. Answers how many. Only files of this system user, by Django's own name for them."""
    before, swept = (at or timezone.now()) - SPARED_UPLOADS, 0
    for path in Path(settings.FILE_UPLOAD_TEMP_DIR or tempfile.gettempdir()).glob("*.upload*"):
        try:
            facts = path.lstat()
            if facts.st_uid == os.getuid() and facts.st_mtime < before.timestamp():
                path.unlink()
                swept += 1
        except FileNotFoundError:
            continue
    return swept


def sweep_keys(at: dt.datetime | None = None) -> int:
    """Forgets Idempotency-Keys of a week ago with the answers kept under them. Answers how many.
    The same key then is a new one."""
    before = (at or timezone.now()) - SPARED_KEYS
    return IdempotencyRecord.objects.filter(created_at__lt=before).delete()[0]
