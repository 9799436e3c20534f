"""A file as it may be published: without who made it, when, where and with what.

The words, figures and points of the file stay as they are, and so does the working file; only the
published copy is cleaned (docs/decisions/0019).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import IO

from tracker.filecheck import ALLOWED

from .authors import names_author
from .office import clean_archive, has_damaged_picture
from .pictures import clean_jpeg, clean_png

__all__ = ["clean", "is_cleaned", "leaves_blank", "names_author"]

_HOW: dict[str, Callable[[IO[bytes], IO[bytes]], None]] = {
    ALLOWED["png"]: clean_png,
    ALLOWED["jpg"]: clean_jpeg,
    ALLOWED["docx"]: clean_archive,
    ALLOWED["xlsx"]: clean_archive,
    ALLOWED["odt"]: clean_archive,
    ALLOWED["ods"]: clean_archive,
}


def is_cleaned(content_type: str) -> bool:
    """Whether files of this type are cleaned: a table has nothing beside its words, and a PDF stays
    as it is."""
    return content_type in _HOW


def clean(content_type: str, source: IO[bytes], target: IO[bytes]) -> None:
    """Writes the cleaned file. Raises Refusal where the file cannot be read."""
    _HOW[content_type](source, target)


def leaves_blank(content_type: str, source: IO[bytes]) -> bool:
    """Whether the cleaned copy of a document has a blank in the place of a damaged picture."""
    return _HOW.get(content_type) is clean_archive and has_damaged_picture(source)
