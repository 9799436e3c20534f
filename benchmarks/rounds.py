"""Contenders take turns, round after round, so that a busy minute of the machine hits all alike;
what counts is the median of each."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from statistics import median

# What the contenders are called in every table.
LIMIT, NOTHING, PLAIN, NAIVE, LEAN, OURS = (
    "limit",
    "empty view",
    "plain DRF",
    "plain DRF, N+1",
    "lean view",
    "ours",
)


@dataclass
class Row:
    """A line of the table: the medians of its contenders, in one unit."""

    key: str
    work: str
    unit: str
    medians: dict[str, float] = field(default_factory=dict)
    more_is_better: bool = False
    goal: str = ""
    facts: dict[str, str] = field(default_factory=dict)
    skipped: str = ""

    def ratio(self, one: str, other: str) -> float | None:
        """How many times better `one` is than `other`."""
        if not (self.medians.get(one) and self.medians.get(other)):
            return None
        quotient = self.medians[one] / self.medians[other]
        return quotient if self.more_is_better else 1 / quotient


def interleaved(
    contenders: Mapping[str, Callable[[], float]], rounds: int, seed: int = 8
) -> dict[str, float]:
    """The median of each contender over so many rounds, in an order drawn anew for each."""
    order = random.Random(seed)
    found: dict[str, list[float]] = {name: [] for name in contenders}
    for _round in range(rounds):
        names = list(contenders)
        order.shuffle(names)
        for name in names:
            found[name].append(contenders[name]())
    return {name: median(values) for name, values in found.items()}
