"""How answers moved between two cycles, counted over the members that answered in both: more
reports are no progress."""

from __future__ import annotations

from dataclasses import dataclass

from recommendations.models import Recommendation
from tracker.enums import SCALE

from .matrix import Matrix

_PLACE = {status.value: place for place, status in enumerate(SCALE)}


@dataclass(frozen=True)
class Movement:
    """Answers to one recommendation that stand on the scale in both cycles: how many stand further
    than before, as before, and lower."""

    recommendation: Recommendation
    further: int
    same: int
    lower: int

    @property
    def compared(self) -> int:
        return self.further + self.same + self.lower


def movements(now: Matrix, before: Matrix) -> list[Movement]:
    """One for each column of two matrices over the same members and recommendations."""
    found = []
    for n, column in enumerate(now.columns):
        steps = [
            _PLACE[new] - _PLACE[old]
            for row, past in zip(now.rows, before.rows, strict=True)
            for new, old in [(row.cells[n].status, past.cells[n].status)]
            if row.cells[n].is_asked and new in _PLACE and old in _PLACE
        ]
        found.append(
            Movement(
                column.recommendation,
                further=sum(step > 0 for step in steps),
                same=steps.count(0),
                lower=sum(step < 0 for step in steps),
            )
        )
    return found
