"""Reading a file by pieces: nothing here ever holds more than a window of it."""

from __future__ import annotations

import re
from typing import IO

from django.utils.translation import gettext_lazy as _

from .refusal import Refusal

WINDOW, OVERLAP = 256 * 1024, 8 * 1024
TAIL = 66 * 1024
# What a browser or a server would run if it were made to read the file as a page.
_MARKUP = re.compile(
    rb"<(?:script|html|!doctype\s+html|iframe|svg|object|embed|body|\?php|%@)[\s>/]", re.I
)


def size_of(file: IO[bytes]) -> int:
    file.seek(0, 2)
    return file.tell()


def tail_of(file: IO[bytes], size: int, most: int = TAIL) -> bytes:
    file.seek(max(0, size - most))
    return file.read(most)


def refuse_markup(piece: bytes) -> None:
    """A picture, a table or the head of a document has no web page in it."""
    if _MARKUP.search(piece):
        raise Refusal(_("This file has a web page or a script inside: save it again without."))


def refuse_archive_behind(file: IO[bytes], size: int) -> None:
    """A file that is a zip as well has the end of one, pointing at a directory inside the file."""
    tail = tail_of(file, size)
    at = tail.rfind(b"PK\x05\x06")
    while at >= 0:
        record = tail[at : at + 22]
        if len(record) == 22:
            length = int.from_bytes(record[12:16], "little")
            end = size - len(tail) + at
            file.seek(max(0, end - length))
            if length == 0 or file.read(4) == b"PK\x01\x02":
                raise Refusal(_("An archive is hidden in this file: save the document again."))
        at = tail.rfind(b"PK\x05\x06", 0, at)
