"""How much data a benchmark is run on."""

from __future__ import annotations

from dataclasses import dataclass

YEARS = 12


@dataclass(frozen=True)
class Scale:
    """A size of the same world. `cycles` are published; one more is open, with drafts only.

    `documents` and `figures` are per answer and cycle, in either edition; `updates` is how many
    lines of history each published answer has.
    """

    name: str
    members: int = 100
    recommendations: int = 20
    cycles: int = YEARS
    documents: int = 10
    figures: int = 10
    updates: int = 10

    @property
    def answers(self) -> int:
        """Published answers: members × recommendations × cycles."""
        return self.members * self.recommendations * self.cycles


SCALES = {
    scale.name: scale
    for scale in (
        Scale("tiny", members=3, recommendations=4, cycles=2, documents=2, figures=3, updates=2),
        Scale("small", cycles=1),
        Scale("large"),
        Scale("xl", cycles=10 * YEARS),
    )
}
# Growth is measured between a scale and one of about a tenth of it.
TENTH = {"large": "small", "xl": "large"}
