"""A QR code as one path of an SVG, so that no page needs an inline style for it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

import qrcode

QUIET = 4


@dataclass(frozen=True)
class Picture:
    size: int
    path: str


def picture(text: str) -> Picture:
    """Modules as horizontal strokes, one unit high, inside the quiet zone that readers need."""
    code = qrcode.QRCode(border=QUIET)
    code.add_data(text)
    code.make(fit=True)
    rows = code.get_matrix()
    return Picture(len(rows), "".join(_row(y, row) for y, row in enumerate(rows)))


def _row(y: int, row: list[bool]) -> str:
    x, path = 0, ""
    for is_dark, run in groupby(row):
        length = len(list(run))
        if is_dark:
            path += f"M{x} {y}.5h{length}"
        x += length
    return path
