"""Where the files of the demonstration go while a test loads it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.files.storage import FileSystemStorage

from tracker.models import Evidence


@contextmanager
def evidence_kept_in(folder: Path) -> Iterator[None]:
    """Files go to a folder of the test while the demonstration is loaded."""
    field = Evidence._meta.get_field("file")
    usual, field.storage = field.storage, FileSystemStorage(folder)
    try:
        yield
    finally:
        field.storage = usual
