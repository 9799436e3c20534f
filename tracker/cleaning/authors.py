"""Whether a PDF says who made it. It is published as it is: rewriting one may break its signature
and its law; who sends and who publishes it are told instead."""

from __future__ import annotations

import re
import zlib
from typing import IO

from tracker.filecheck.pdf import mapped

_AUTHOR = re.compile(
    rb"/Author\s*(?:\((?!\s*\))|<(?!\s*>)[0-9A-Fa-f])|<dc:creator>|\bpdf:Author\b|<xmpMM:"
)
_STREAM = re.compile(rb"(?:/ObjStm|/Metadata)\b[^\x80-\xff]{0,600}?stream\r?\n")
MOST = 16 * 1024 * 1024


def names_author(file: IO[bytes]) -> bool:
    """Whether its properties or its metadata name somebody; read as far as is reasonable."""
    with mapped(file) as data:
        if _AUTHOR.search(data):
            return True
        left = MOST
        for found in _STREAM.finditer(data):
            try:
                words = zlib.decompressobj().decompress(
                    data[found.end() : found.end() + MOST], left
                )
            except zlib.error:
                continue
            left -= len(words)
            if _AUTHOR.search(words):
                return True
            if left <= 0:
                break
    return False
