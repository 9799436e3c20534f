"""JPEG: segments from SOI to EOI, read without decoding the picture."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from django.utils.translation import gettext_lazy as _

from .pixels import refuse_flood
from .reading import refuse_archive_behind, refuse_markup, size_of
from .refusal import Refusal

START, END, SCAN = 0xD8, 0xD9, 0xDA
COMMENT = 0xFE
FIRST_APP, LAST_APP = 0xE0, 0xEF
# Frames: baseline, extended, progressive, lossless and their arithmetic kin.
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
_ALONE = {0x01, *range(0xD0, 0xD8)}
# In a scan, 0xFF is followed by 0 or by a restart mark; anything else is the next segment.
_NEXT = re.compile(rb"\xff+[^\x00\xff\xd0-\xd7]")
PIECE = 64 * 1024
# What telephones of one maker put behind a picture.
SETTINGS_END, MOST_SETTINGS = b"SEFT", 256 * 1024
# A reader redraws the whole picture for each scan of a progressive one.
MOST_SCANS, MOST_SEGMENTS = 100, 20_000


@dataclass(frozen=True)
class Segment:
    mark: int
    start: int
    """Where its 0xFF stands."""
    end: int
    """Behind its last byte; of a scan, behind its picture data."""


def is_jpeg(head: bytes) -> bool:
    return head.startswith(b"\xff\xd8\xff")


def segments(file: IO[bytes], size: int, at: int = 0) -> Iterator[Segment]:
    """The segments of one picture that begins at `at`, EOI last. Raises Refusal where it has no
    end."""
    yield Segment(START, at, at + 2)
    at += 2
    for _number in range(MOST_SEGMENTS):
        file.seek(at)
        head = file.read(4)
        if len(head) < 2:
            raise _cut_off()
        if head[0] != 0xFF:
            raise Refusal(_("The data of this picture are damaged: save it again."))
        mark = head[1]
        if mark == 0xFF:
            at += 1
            continue
        if mark == END:
            yield Segment(END, at, at + 2)
            return
        if mark in _ALONE:
            at += 2
            continue
        end = at + 2 + int.from_bytes(head[2:], "big")
        if len(head) < 4 or end < at + 4 or end > size:
            raise _cut_off()
        if mark == SCAN:
            end = _end_of_scan(file, end)
        yield Segment(mark, at, end)
        at = end
    raise Refusal(_("This picture is cut into too many pieces: save it again."))


def check(file: IO[bytes]) -> None:
    """Raises Refusal unless the file is one whole JPEG of a sensible size. Cameras put further
    small pictures behind the first, which must be whole as well, and some a list of settings."""
    size = size_of(file)
    at = _check_picture(file, size, 0)
    while (at := _behind_padding(file, at)) < size:
        file.seek(at)
        if not is_jpeg(file.read(3)):
            _check_settings(file, size, at)
            break
        at = _check_picture(file, size, at)
    refuse_archive_behind(file, size)


def _behind_padding(file: IO[bytes], at: int) -> int:
    """Where something stands again behind nulls."""
    file.seek(at)
    while piece := file.read(PIECE):
        kept = piece.lstrip(b"\x00")
        at += len(piece) - len(kept)
        if kept:
            break
    return at


def _check_settings(file: IO[bytes], size: int, at: int) -> None:
    file.seek(at)
    said = file.read(MOST_SETTINGS + 1)
    if len(said) > MOST_SETTINGS or not said.endswith(SETTINGS_END):
        raise Refusal(_("Something stands behind the end of this picture: save it again."))
    refuse_markup(said)


def _check_picture(file: IO[bytes], size: int, at: int) -> int:
    frames = scans = 0
    for segment in segments(file, size, at):
        at = segment.end
        if segment.mark in _FRAMES:
            frames += 1
            file.seek(segment.start + 5)
            body = file.read(4)
            refuse_flood(int.from_bytes(body[2:], "big"), int.from_bytes(body[:2], "big"))
        elif segment.mark == SCAN:
            scans += 1
        elif segment.mark == COMMENT or FIRST_APP <= segment.mark <= LAST_APP:
            file.seek(segment.start)
            refuse_markup(file.read(segment.end - segment.start))
    if frames != 1 or not 0 < scans <= MOST_SCANS:
        raise Refusal(_("The data of this picture are damaged: save it again."))
    return at


def _end_of_scan(file: IO[bytes], at: int) -> int:
    file.seek(at)
    carried = b""
    while piece := file.read(PIECE):
        piece = carried + piece
        if found := _NEXT.search(piece):
            return at + found.start()
        kept = len(piece) - len(piece.rstrip(b"\xff"))
        at += len(piece) - kept
        carried = piece[len(piece) - kept :]
    raise _cut_off()


def _cut_off() -> Refusal:
    return Refusal(_("The end of this picture is missing: save it again and send the whole file."))
