"""PNG: chunks from the signature to IEND, read without decoding a single picture line."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from django.utils.translation import gettext_lazy as _

from .pixels import refuse_flood
from .reading import refuse_archive_behind, refuse_markup, size_of
from .refusal import Refusal

SIGNATURE = b"\x89PNG\r\n\x1a\n"
PIECE = 64 * 1024
# Kinds that hold compressed words or profiles, and how far they may unpack.
_PACKED = {b"zTXt", b"iTXt", b"iCCP"}
MOST_WORDS = 2 * 1024 * 1024
MOST_CHUNKS = 50_000
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}


@dataclass(frozen=True)
class Chunk:
    kind: bytes
    start: int
    """Where its length stands in the file."""
    length: int

    @property
    def end(self) -> int:
        return self.start + 12 + self.length


def is_png(head: bytes) -> bool:
    return head.startswith(SIGNATURE)


def chunks(file: IO[bytes], size: int) -> Iterator[Chunk]:
    """The chunks of the file, IEND last. Raises Refusal where the file ends before it."""
    at = len(SIGNATURE)
    for _number in range(MOST_CHUNKS):
        file.seek(at)
        head = file.read(8)
        chunk = Chunk(head[4:], at, int.from_bytes(head[:4], "big"))
        if len(head) < 8 or chunk.end > size:
            raise cut_off()
        yield chunk
        if chunk.kind == b"IEND":
            return
        at = chunk.end
    raise Refusal(_("This picture is cut into too many pieces: save it again."))


def cut_off() -> Refusal:
    return Refusal(_("The end of this picture is missing: save it again and send the whole file."))


def check(file: IO[bytes]) -> None:
    """Raises Refusal unless the file is one whole PNG of a sensible size and nothing else."""
    size = size_of(file)
    unpacked = _Lines()
    last = None
    for chunk in chunks(file, size):
        if last is None:
            unpacked.begin(_header(file, chunk))
        last = chunk
        _prove(file, chunk, unpacked)
    if last is None or last.end != size:
        raise Refusal(_("Something stands behind the end of this picture: save it again."))
    unpacked.finish()
    refuse_archive_behind(file, size)


def _header(file: IO[bytes], chunk: Chunk) -> int:
    """How many bytes the lines of the picture unpack to."""
    if chunk.kind != b"IHDR" or chunk.length != 13:
        raise Refusal(_("This picture does not begin as a PNG does: save it again."))
    file.seek(chunk.start + 8)
    body = file.read(13)
    width, height = int.from_bytes(body[:4], "big"), int.from_bytes(body[4:8], "big")
    refuse_flood(width, height)
    depth, colour, interlaced = body[8], body[9], body[12]
    if depth not in (1, 2, 4, 8, 16) or colour not in _CHANNELS or interlaced > 1:
        raise Refusal(_("This picture does not begin as a PNG does: save it again."))
    line = 1 + (width * depth * _CHANNELS[colour] + 7) // 8
    # Seven passes have lines of their own, each with a byte in front.
    return line * height + (height * 8 + width * depth if interlaced else 0)


class _Lines:
    """Counts what the picture data unpack to, and keeps none of it."""

    def __init__(self) -> None:
        self.stream = zlib.decompressobj()
        self.room = 0

    def begin(self, room: int) -> None:
        self.room = room

    def add(self, piece: bytes) -> None:
        while piece:
            try:
                self.room -= len(self.stream.decompress(piece, PIECE))
            except zlib.error as error:
                raise Refusal(_("The data of this picture are damaged: save it again.")) from error
            if self.room < 0:
                raise Refusal(_("This picture unpacks to more than it says: save it again."))
            if self.stream.eof:
                return
            piece = self.stream.unconsumed_tail

    def finish(self) -> None:
        if not self.stream.eof:
            raise cut_off()


def _prove(file: IO[bytes], chunk: Chunk, lines: _Lines) -> None:
    """Its check sum, and what is in it; by pieces."""
    file.seek(chunk.start + 4)
    total = zlib.crc32(file.read(4))
    left, kept = chunk.length, b""
    while left:
        piece = file.read(min(PIECE, left))
        left -= len(piece)
        total = zlib.crc32(piece, total)
        if chunk.kind == b"IDAT":
            lines.add(piece)
        elif chunk.kind in _PACKED or chunk.kind[:1].islower():
            refuse_markup(piece)
            kept += piece if len(kept) < MOST_WORDS else b""
    if file.read(4) != total.to_bytes(4, "big"):
        raise Refusal(_("The data of this picture are damaged: save it again."))
    if chunk.kind in _PACKED:
        refuse_markup(_words(kept))


def _words(body: bytes) -> bytes:
    """The words of a compressed chunk, at most so many."""
    for at in range(1, min(len(body), 400)):
        if body[at : at + 1] == b"\x78":
            stream = zlib.decompressobj()
            try:
                words = stream.decompress(body[at:], MOST_WORDS)
            except zlib.error:
                continue
            if stream.unconsumed_tail:
                raise Refusal(_("This picture unpacks to more than it says: save it again."))
            return words
    return b""
