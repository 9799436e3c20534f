"""Makes a PDF smaller without changing what it says: typst writes the tags of a document,
thousands of small objects, without compressing them."""

from __future__ import annotations

import re
import struct
import zlib
from itertools import pairwise

# Objects in one compressed stream: readers unpack a stream whole to find one object.
_MOST = 400
_TRAILER = re.compile(rb"trailer\s*<<(.*?)>>\s*startxref\s*(\d+)\s*%%EOF\s*$", re.S)


def packed(pdf: bytes) -> bytes:
    """The same objects, all but streams in object streams, found by a cross-reference stream (PDF
    1.5 and later). Takes a file with one classic cross-reference table, as typst writes it."""
    found = _TRAILER.search(pdf)
    assert found is not None, "typst ends a file with a classic trailer"
    start = int(found[2])
    objects = _objects(pdf, start)
    out = bytearray(pdf[: min(offset for offset, _body in objects.values())])
    # Of each object: its kind, where it is, its place there.
    places: dict[int, tuple[int, int, int]] = {0: (0, 0, 65535)}
    small = []
    for number, (_offset, body) in objects.items():
        if body.endswith(b"endstream"):
            places[number] = (1, len(out), 0)
            out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
        else:
            small.append((number, body))
    number = max(objects) + 1
    for first in range(0, len(small), _MOST):
        group = small[first : first + _MOST]
        places |= {one: (2, number, n) for n, (one, _body) in enumerate(group)}
        places[number] = (1, len(out), 0)
        out += _stream(number, *_bundle(group))
        number += 1
    places[number] = (1, len(out), 0)
    at = len(out)
    rows = b"".join(struct.pack(">BLH", *places.get(n, (0, 0, 0))) for n in range(number + 1))
    names = re.sub(rb"/Size\s+\d+", b"", found[1])
    out += _stream(number, b"/Type/XRef/Size %d/W[1 4 2]%s" % (number + 1, names), rows)
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % at)


def _objects(pdf: bytes, start: int) -> dict[int, tuple[int, bytes]]:
    """Every object by its number: its place in the file and what stands in it."""
    _first, count = (int(n) for n in pdf[start:].split(b"\n", 2)[1].split())
    table = pdf.index(b"\n", pdf.index(b"\n", start) + 1) + 1
    used = {}
    for number in range(count):
        row = pdf[table + 20 * number : table + 20 * number + 20]
        if row[17:18] == b"n":
            used[int(row[:10])] = number
    ends = [*sorted(used), start]
    return {used[a]: (a, _body(pdf[a:b])) for a, b in pairwise(ends)}


def _body(text: bytes) -> bytes:
    return text.split(b"obj", 1)[1].rsplit(b"endobj", 1)[0].strip(b"\r\n")


def _bundle(group: list[tuple[int, bytes]]) -> tuple[bytes, bytes]:
    """What an object stream says of itself, and what it holds."""
    index, place = [], 0
    for number, body in group:
        index.append(b"%d %d" % (number, place))
        place += len(body) + 1
    head = b" ".join(index) + b"\n"
    about = b"/Type/ObjStm/N %d/First %d" % (len(group), len(head))
    return about, head + b"\n".join(body for _number, body in group)


def _stream(number: int, about: bytes, text: bytes) -> bytes:
    small = zlib.compress(text, 9)
    return b"%d 0 obj\n<<%s/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream\nendobj\n" % (
        number,
        about,
        len(small),
        small,
    )
