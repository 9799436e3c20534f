"""Pictures without what their camera and editor wrote beside them: lossless, since no point of the
picture is touched. Only how it is to be turned stays."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from typing import IO

from tracker.filecheck import jpeg, png
from tracker.filecheck.reading import size_of

PIECE = 64 * 1024
# Of PNG: all that draws, and how its colours are meant.
_KEPT_CHUNKS = frozenset(
    b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP bKGD pHYs sBIT hIST cICP".split()
)
_APP0, _APP1, _APP2, _APP14 = 0xE0, 0xE1, 0xE2, 0xEE
_JFIF_ALONE = 18
_ORIENTATION, _SHORT = 0x0112, 3
_EXIF = b"Exif\x00\x00"
MOST_EXIF = 64 * 1024


def clean_png(source: IO[bytes], target: IO[bytes]) -> None:
    """Copies what draws the picture. Raises Refusal for what is no PNG."""
    size = size_of(source)
    turned = b""
    target.write(png.SIGNATURE)
    for chunk in png.chunks(source, size):
        if chunk.kind == b"eXIf" and chunk.length <= MOST_EXIF:
            source.seek(chunk.start + 8)
            turned = _turned(source.read(chunk.length))
        if chunk.kind == b"IDAT" and turned:
            total = zlib.crc32(b"eXIf" + turned)
            target.write(struct.pack(">L4s", len(turned), b"eXIf") + turned)
            target.write(struct.pack(">L", total))
            turned = b""
        if chunk.kind in _KEPT_CHUNKS:
            _copy(source, target, chunk.start, chunk.end)


def clean_jpeg(source: IO[bytes], target: IO[bytes]) -> None:
    """Copies the first picture of the file without what was written beside it. Raises Refusal for
    what is no JPEG."""
    size = size_of(source)
    turned = _turned_jpeg(source, size)
    for segment in jpeg.segments(source, size):
        if segment.mark == jpeg.COMMENT:
            continue
        if jpeg.FIRST_APP <= segment.mark <= jpeg.LAST_APP and not _draws(source, segment):
            continue
        _copy(source, target, segment.start, segment.end)
        if segment.mark == jpeg.START and turned:
            body = _EXIF + turned
            target.write(struct.pack(">BBH", 0xFF, _APP1, len(body) + 2) + body)


def _draws(source: IO[bytes], segment: jpeg.Segment) -> bool:
    """Whether the colours depend on a segment of an application."""
    source.seek(segment.start + 4)
    said = source.read(12)
    if segment.mark == _APP0:
        return said.startswith(b"JFIF\x00") and segment.end - segment.start == _JFIF_ALONE
    return (segment.mark == _APP2 and said == b"ICC_PROFILE\x00") or (
        segment.mark == _APP14 and said.startswith(b"Adobe")
    )


def _turned_jpeg(source: IO[bytes], size: int) -> bytes:
    for segment in jpeg.segments(source, size):
        if segment.mark == _APP1:
            source.seek(segment.start + 4)
            body = source.read(segment.end - segment.start - 4)
            if body.startswith(_EXIF):
                return _turned(body[len(_EXIF) :])
        elif segment.mark == jpeg.SCAN:
            break
    return b""


def _turned(exif: bytes) -> bytes:
    """Exif data that say nothing but how the picture is turned; none where it is upright."""
    order = {b"II": "<", b"MM": ">"}.get(exif[:2])
    if order is None or len(exif) < 10:
        return b""
    (start,) = struct.unpack_from(f"{order}L", exif, 4)
    if start + 2 > len(exif):
        return b""
    (number,) = struct.unpack_from(f"{order}H", exif, start)
    for at in range(start + 2, min(start + 2 + 12 * number, len(exif) - 11), 12):
        tag, kind, _count, value = struct.unpack_from(f"{order}HHLH", exif, at)
        if tag == _ORIENTATION and kind == _SHORT and 1 < value <= 8:
            return b"MM\x00*" + struct.pack(">LHHHLHHL", 8, 1, tag, kind, 1, value, 0, 0)
    return b""


def _copy(source: IO[bytes], target: IO[bytes], start: int, end: int) -> None:
    source.seek(start)
    while start < end:
        piece = source.read(min(PIECE, end - start))
        if not piece:
            return
        target.write(piece)
        start += len(piece)


def _blank_png() -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        total = zlib.crc32(kind + body)
        return struct.pack(">L4s", len(body), kind) + body + struct.pack(">L", total)

    head = struct.pack(">LLBBBBB", 1, 1, 8, 0, 0, 0, 0)
    lines = zlib.compress(b"\x00\xff")
    return png.SIGNATURE + chunk(b"IHDR", head) + chunk(b"IDAT", lines) + chunk(b"IEND", b"")


def _blank_jpeg() -> bytes:
    """One grey point: all steps of one, two tables of one code each, nothing in the scan."""

    def segment(mark: int, body: bytes) -> bytes:
        return struct.pack(">BBH", 0xFF, mark, len(body) + 2) + body

    one_code = b"\x01" + bytes(15) + b"\x00"
    return (
        b"\xff\xd8"
        + segment(0xDB, b"\x00" + b"\x01" * 64)
        + segment(0xC0, struct.pack(">BHHBBBB", 8, 1, 1, 1, 1, 0x11, 0))
        + segment(0xC4, b"\x00" + one_code)
        + segment(0xC4, b"\x10" + one_code)
        + segment(0xDA, b"\x01\x01\x00\x00\x3f\x00")
        + b"\x3f\xff\xd9"
    )


Clean = Callable[[IO[bytes], IO[bytes]], None]
# A picture of one point, to stand where a damaged one stood.
BLANK: dict[Clean, bytes] = {clean_png: _blank_png(), clean_jpeg: _blank_jpeg()}
