"""A reader with patience: from linear equations between counts that nobody told, how few values are
left for one of them? Knows nothing of how suppression decides. Exact fractions, no floats."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping
from fractions import Fraction

Unknown = Hashable
# What unknowns times their factors, and a constant under None, add up to.
Sum = dict[Unknown | None, Fraction]


class Reader:
    """Learns equations and least values, then answers with the bounds of an unknown."""

    def __init__(self) -> None:
        self.solved: dict[Unknown, Sum] = {}
        self.least: dict[Unknown, int] = {}

    def learn(self, told: Mapping[Unknown | None, int | Fraction]) -> None:
        """That this adds up to zero."""
        left = self._in_free_terms(told)
        pivot = next((name for name, factor in left.items() if name is not None and factor), None)
        if pivot is None:
            assert not left.get(None), "The equations contradict each other."
            return
        factor = left.pop(pivot)
        self.solved[pivot] = {name: -value / factor for name, value in left.items()}
        for name, known in self.solved.items():
            if pivot in known:
                self.solved[name] = self._in_free_terms(known)

    def learn_least(self, name: Unknown, least: int) -> None:
        self.least[name] = max(least, self.least.get(name, least))

    def bounds(self, wanted: Unknown) -> tuple[float, float]:
        """The least and the greatest whole number that it can be; ±infinity where there is none."""
        rows = [
            {**self._in_free_terms({name: 1}), "wanted": Fraction(0)}
            for name in sorted(self.least, key=str)
        ]
        for row, name in zip(rows, sorted(self.least, key=str), strict=True):
            row[None] = row.get(None, Fraction(0)) - self.least[name]
        target = self._in_free_terms({wanted: 1})
        # wanted - target = 0, as two inequalities.
        rows.append({**{n: -f for n, f in target.items()}, "wanted": Fraction(1)})
        rows.append({**target, "wanted": Fraction(-1)})
        free = {n for row in rows for n in row if n not in (None, "wanted")}
        for name in sorted(free, key=str):
            rows = _without(rows, name)
        low, high = -math.inf, math.inf
        for row in rows:
            factor, constant = row.get("wanted", Fraction(0)), row.get(None, Fraction(0))
            if factor > 0:
                low = max(low, math.ceil(-constant / factor))
            elif factor < 0:
                high = min(high, math.floor(-constant / factor))
        return low, high

    def _in_free_terms(self, told: Mapping[Unknown | None, int | Fraction]) -> Sum:
        found: Sum = {}
        for name, factor in told.items():
            terms = self.solved.get(name, {name: Fraction(1)})
            for other, share in terms.items():
                found[other] = found.get(other, Fraction(0)) + share * factor
        return {name: factor for name, factor in found.items() if factor or name is None}


def _without(rows: list[Sum], name: Unknown) -> list[Sum]:
    """The inequalities (each ≥ 0) with one unknown taken out (Fourier and Motzkin)."""
    rest = [row for row in rows if not row.get(name)]
    up = [row for row in rows if row.get(name, 0) > 0]
    down = [row for row in rows if row.get(name, 0) < 0]
    found = {_key(row): row for row in rest}
    for one in up:
        for other in down:
            joined = {
                n: one.get(n, Fraction(0)) * -other[name] + other.get(n, Fraction(0)) * one[name]
                for n in {*one, *other}
                if n != name
            }
            joined = {n: f for n, f in joined.items() if f}
            found.setdefault(_key(joined), joined)
    return list(found.values())


def _key(row: Sum) -> tuple[tuple[str, Fraction], ...]:
    scale = max((abs(f) for f in row.values()), default=Fraction(1)) or Fraction(1)
    return tuple(sorted((str(n), f / scale) for n, f in row.items() if f))
