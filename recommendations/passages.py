"""A communiqué piece by piece, each with an anchor that never changes: the id of its text on the
page, and its name for whoever cites it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass


KINDS = ("title", "preamble", "lead_in", "section", "recommendation", "element", "closing", "call")


@dataclass(frozen=True)
class Passage:
    """A piece of a communiqué, of one of the kinds above. `about` is the code of the
    recommendation it belongs to. An element is the editors' and no agreed text."""

    anchor: str
    kind: str
    text: str
    about: str = ""

    @property
    def is_agreed(self) -> bool:
        return self.kind != "element"

    @property
    def sha256(self) -> str:
        """Of the text in UTF-8."""
        return hashlib.sha256(self.text.encode()).hexdigest()


def paragraphs(code: str, kind: str, text: str) -> list[Passage]:
    """The paragraphs of a preamble or closing, numbered from 1."""
    pieces = enumerate(text.split("\n\n"), 1) if text else ()
    return [Passage(f"{code}-{kind}-{n}", kind, piece) for n, piece in pieces]


def lead_in(code: str, text: str) -> list[Passage]:
    """What stands before the recommendations of a communiqué or section, if anything does."""
    return [Passage(f"{code}-lead-in", "lead_in", text)] if text else []


def seal(passages: list[Passage]) -> str:
    """SHA-256 over the hashes of all that is agreed, in order, a line feed between them."""
    hashes = "\n".join(passage.sha256 for passage in passages if passage.is_agreed)
    return hashlib.sha256(hashes.encode()).hexdigest()
