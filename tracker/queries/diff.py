"""What changed between two texts, word by word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

# Words and what stands between them; scripts without spaces go character by character.
_PARTS = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|\s+|[^\s\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+"
)


@dataclass(frozen=True)
class Piece:
    """A stretch of text: `kept`, `added` or `removed`."""

    kind: str
    text: str


def words_changed(before: str, after: str) -> list[Piece]:
    """The later text with what was added and removed, in reading order. Joining the pieces that
    are not removed gives the later text; joining those not added gives the earlier one."""
    old, new = _PARTS.findall(before), _PARTS.findall(after)
    pieces: list[Piece] = []
    matcher = SequenceMatcher(a=old, b=new, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            pieces.append(Piece("kept", "".join(new[j1:j2])))
            continue
        if i2 > i1:
            pieces.append(Piece("removed", "".join(old[i1:i2])))
        if j2 > j1:
            pieces.append(Piece("added", "".join(new[j1:j2])))
    return pieces
