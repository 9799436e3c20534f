"""A square per member, filled where it reported: where the squares stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tracker.queries.coverage import GroupCoverage

WIDTH = 480
_PITCH, _BAND, _SQUARE = 20, 54, 15


@dataclass(frozen=True)
class UnitRow:
    """One group: its words and where they begin, and its squares as (x, filled).
    Places are text, so that no language writes them with its decimal comma."""

    words: str
    words_x: int
    words_y: int
    squares_y: str
    squares: list[tuple[str, bool]]


@dataclass(frozen=True)
class Units:
    """The picture in a view box of WIDTH by `height`. Text stands in it, so that it can't be
    mirrored by the style sheet: in a right-to-left page the places are counted from the other
    side."""

    name: str
    rows: list[UnitRow]
    height: int
    width: int = WIDTH


def units(groups: Sequence[GroupCoverage], is_rtl: bool) -> Units:
    """The squares of every group, one line each."""
    rows = []
    for i, group in enumerate(groups):
        squares = []
        for k in range(group.share.of):
            x = k * _PITCH + 0.5
            x = WIDTH - _SQUARE - x if is_rtl else x
            squares.append((str(x), k < group.share.n))
        top = i * _BAND
        rows.append(
            UnitRow(
                words=_("%(group)s: %(n)s of %(of)s")
                % {"group": group.label, "n": group.share.n, "of": group.share.of},
                words_x=WIDTH if is_rtl else 0,
                words_y=top + 13,
                squares_y=str(top + 22.5),
                squares=squares,
            )
        )
    name = _("Members with a published report, by regional group. %(groups)s.") % {
        "groups": "; ".join(row.words for row in rows)
    }
    return Units(name, rows, len(groups) * _BAND - 8)
