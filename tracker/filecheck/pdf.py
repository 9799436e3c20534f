"""PDF: one whole document that neither acts, nor carries other files, nor hides what it says."""

from __future__ import annotations

import mmap
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .reading import refuse_archive_behind, refuse_markup, size_of, tail_of
from .refusal import Refusal

HEADER = re.compile(rb"%PDF-[12]\.\d")
# What stands behind %%EOF in documents that nobody tampered with.
_PADDING = b" \t\r\n\x00\x1a"
_NAMES: dict[bytes, str | Promise] = {
    b"JavaScript": _("This PDF holds a script: print it to a new PDF and send that one."),
    b"Launch": _("This PDF starts a program: print it to a new PDF and send that one."),
    b"EmbeddedFile": _("This PDF carries other files inside: send each of them by itself."),
    b"EmbeddedFiles": _("This PDF carries other files inside: send each of them by itself."),
    b"Encrypt": _("This PDF is locked by a password: save it without one and send it again."),
    b"RichMedia": _("This PDF plays media: print it to a new PDF and send that one."),
    b"Movie": _("This PDF plays media: print it to a new PDF and send that one."),
    b"Rendition": _("This PDF plays media: print it to a new PDF and send that one."),
    b"XFA": _("This PDF is a form that runs code: print it to a new PDF and send that one."),
    b"SubmitForm": _("This PDF sends data away: print it to a new PDF and send that one."),
    b"ImportData": _("This PDF reads other files: print it to a new PDF and send that one."),
    b"GoToE": _("This PDF opens other files: print it to a new PDF and send that one."),
    b"GoToR": _("This PDF opens other files: print it to a new PDF and send that one."),
}
_LONGEST = max(map(len, _NAMES))
_NAME = re.compile(
    rb"/(?:JavaScript|Launch|EmbeddedFiles?|Encrypt|RichMedia|Movie|Rendition|XFA|SubmitForm"
    rb"|ImportData|GoTo[ER])(?=[\s()<>\[\]{}/%]|\Z)"
)
# The same names with letters written as #4a.
_HIDDEN = re.compile(rb"/(?=[A-Za-z]{0,13}#)((?:[A-Za-z]|#[0-9A-Fa-f]{2}){2,40})")
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_BEFORE, _OBJECTS = 1024, re.compile(rb"\s*\d+\s+\d+\s")
_CODED = re.compile(
    rb"/(?:ASCIIHexDecode|ASCII85Decode|LZWDecode|RunLengthDecode|AHx|A85|LZW|RL)\b"
)
PIECE = 256 * 1024
# What is unpacked to be read: objects, words and drawings, never pictures.
MOST_UNPACKED, MOST_OF_ONE = 160 * 1024 * 1024, 96 * 1024 * 1024
MOST_STREAMS = 60_000


def is_pdf(head: bytes) -> bool:
    return HEADER.match(head) is not None


def check(file: IO[bytes]) -> None:
    """Raises Refusal unless the file is one whole PDF that only shows pages."""
    size = size_of(file)
    _check_ends(file, size)
    with mapped(file) as data:
        _refuse_names(data)
        _check_streams(data)
    refuse_archive_behind(file, size)


@contextmanager
def mapped(file: IO[bytes]) -> Iterator[mmap.mmap | bytes]:
    """The file as bytes that the system reads when they are looked at; those of a small one."""
    file.seek(0)
    try:
        number = file.fileno()
    except (OSError, AttributeError):
        yield file.read()
        return
    with mmap.mmap(number, 0, access=mmap.ACCESS_READ) as data:
        yield data


def _check_ends(file: IO[bytes], size: int) -> None:
    file.seek(0)
    refuse_markup(file.read(1024))
    tail = tail_of(file, size, 4096)
    end = tail.rfind(b"%%EOF")
    if end < 0:
        raise _cut_off()
    if tail[end + 5 :].strip(_PADDING):
        raise Refusal(_("Something stands behind the end of this PDF: print it to a new PDF."))
    start = re.search(rb"startxref\s+(\d{1,10})\s+\Z", tail[:end])
    at = int(start[1]) if start else size
    if at >= size:
        raise _cut_off()
    file.seek(at)
    if not re.match(rb"\s*(?:xref|\d+\s+\d+\s+obj)", file.read(64)):
        raise _cut_off()


def _refuse_names(data: bytes | mmap.mmap) -> None:
    if found := _NAME.search(data):
        raise Refusal(_NAMES[found[0][1:]])
    for hidden in _HIDDEN.finditer(data):
        name = re.sub(rb"#([0-9A-Fa-f]{2})", lambda m: bytes([int(m[1], 16)]), hidden[1])
        if name in _NAMES:
            raise Refusal(_NAMES[name])


def _check_streams(data: bytes | mmap.mmap) -> None:
    """Objects may hide in compressed streams: whatever unpacks is read too, whatever it says it
    is. A picture is unpacked no further than its first bytes, unless those are a list of
    objects."""
    left = MOST_UNPACKED
    for number, found in enumerate(_STREAM.finditer(data)):
        if number >= MOST_STREAMS:
            raise _too_much()
        start = found.end()
        before = data[max(0, found.start() - _BEFORE) : found.start()]
        before = before[before.rfind(b" obj") + 1 :]
        is_objects = b"ObjStm" in before
        if is_objects and _CODED.search(before):
            raise Refusal(_("This PDF hides how it is built: print it to a new PDF."))
        if data[start] & 0x0F == 8 and int.from_bytes(data[start : start + 2], "big") % 31 == 0:
            left -= _read_packed(data, start, b"/Image" in before, left)


def _read_packed(data: bytes | mmap.mmap, at: int, is_picture: bool, left: int) -> int:
    """How many bytes were unpacked."""
    stream = zlib.decompressobj()
    total, carried, waiting = 0, b"", b""
    while not stream.eof:
        if not waiting:
            waiting = data[at : at + PIECE]
            at += len(waiting)
            if not waiting:
                break
        try:
            piece = stream.decompress(waiting, PIECE)
        except zlib.error:
            # What no reader can unpack tells no reader anything.
            break
        waiting = stream.unconsumed_tail
        if not total and is_picture and not _OBJECTS.match(piece[:64]):
            return len(piece)
        _refuse_names(carried + piece)
        carried = piece[-4 * _LONGEST :]
        total += len(piece)
        if total > min(left, MOST_OF_ONE):
            raise _too_much()
    return total


def _too_much() -> Refusal:
    return Refusal(_("This PDF unpacks to far more than it says: print it to a new PDF."))


def _cut_off() -> Refusal:
    return Refusal(_("The end of this PDF is missing: save it again and send the whole file."))
