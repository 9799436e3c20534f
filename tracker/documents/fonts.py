"""The letters a PDF is printed with: files that come with the tracker, never the machine's own."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import fontpkg_ibm_plex_sans_arabic
import fontpkg_noto_sans
import fontpkg_noto_sans_arabic

_PACKAGES = (fontpkg_noto_sans, fontpkg_ibm_plex_sans_arabic, fontpkg_noto_sans_arabic)
# Languages whose script the files hold no letters of.
WITHOUT_LETTERS = ("zh",)
MISSING = "\ufffd"


@cache
def files() -> tuple[Path, ...]:
    """Noto Sans (Latin, Greek, Cyrillic, Devanagari), IBM Plex Sans Arabic, and for letters that it
    lacks Noto Sans Arabic."""
    return tuple(
        path for package in _PACKAGES for path in sorted((package.ROOT / "files").glob("*.ttf"))
    )


def printable(text: str) -> str:
    """The text with a mark in the place of every character that no file has a glyph for."""
    known = _known()
    return "".join(c if ord(c) in known or c == "\n" else MISSING for c in text)


@cache
def _known() -> frozenset[int]:
    return frozenset(code for path in files() for code in _codes(path.read_bytes()))


def _codes(font: bytes) -> Iterator[int]:
    """The characters of a font, from the segments of its `cmap` table (formats 4 and 12)."""
    count = struct.unpack(">H", font[4:6])[0]
    records = (struct.unpack(">4sLLL", font[12 + 16 * n : 28 + 16 * n]) for n in range(count))
    start = next(offset for tag, _sum, offset, _length in records if tag == b"cmap")
    tables = struct.unpack(">H", font[start + 2 : start + 4])[0]
    for n in range(tables):
        at = start + struct.unpack(">L", font[start + 8 + 8 * n : start + 12 + 8 * n])[0]
        kind = struct.unpack(">H", font[at : at + 2])[0]
        if kind == 4:
            yield from _segments(font, at)
        elif kind == 12:
            groups = struct.unpack(">L", font[at + 12 : at + 16])[0]
            for group in range(groups):
                place = at + 16 + 12 * group
                first, last = struct.unpack(">LL", font[place : place + 8])
                yield from range(first, last + 1)


def _segments(font: bytes, at: int) -> Iterator[int]:
    width = struct.unpack(">H", font[at + 6 : at + 8])[0] // 2
    ends = struct.unpack(f">{width}H", font[at + 14 : at + 14 + 2 * width])
    begin = at + 16 + 2 * width
    starts = struct.unpack(f">{width}H", font[begin : begin + 2 * width])
    for first, last in zip(starts, ends, strict=True):
        if first != 0xFFFF:
            yield from range(first, last + 1)
