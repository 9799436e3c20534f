"""The plot of the demonstration: which cycles there are, and how far each member came in each."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence

SEED = 20261
CLOSED = {
    "2023": dt.date(2023, 6, 6),
    "2024": dt.date(2024, 6, 4),
    "2025": dt.date(2025, 5, 20),
}
OPEN = "2026"
CYCLES = (*CLOSED, OPEN)
# Counted from the day of loading, so that the open cycle is open: due in 30 days.
MEETING_IN_DAYS = 75

# How far a report came. The first two words are the demonstration's own: nothing was written, or
# some answers were; the others are states of a report, `released` being accepted and released.
SILENT, DRAFTING = "silent", "drafting"
RELEASED = "released"

# Every member has money for these, so everybody has at least begun with them.
WITH_MONEY = ("2022-08", "2023-08")

VACATED = "TTO"
HANDED_OVER = "MDA"
NAMED = {
    "KEN": "draft",
    "NOR": "submitted",
    "MDA": "returned",
    "org-ecowas": "clearance",
    VACATED: DRAFTING,
}
# In order of the draw; what is left over stays silent.
_CLOSED_PLAN = {
    "2023": (("published", 46), ("accepted", 3), ("returned", 2), (DRAFTING, 4)),
    "2024": (("published", 55), ("accepted", 2), ("withdrawn", 1), (DRAFTING, 4)),
    "2025": (("published", 61), ("accepted", 3), ("returned", 2), (DRAFTING, 5)),
}
_OPEN_PLAN = (
    ("published", 9),
    (RELEASED, 3),
    ("accepted", 3),
    ("withdrawn", 1),
    ("submitted", 6),
    ("returned", 2),
    (DRAFTING, 24),
)


def dice(*words: object) -> random.Random:
    """A source of chance that gives the same numbers for the same words, on every machine."""
    return random.Random(":".join(str(word) for word in (SEED, *words)))


def outcomes(codes: Sequence[str]) -> dict[str, dict[str, str]]:
    """How far each member came, by cycle and member code.

    The named ones published in every closed cycle. A member that reported once tends to do so
    again: the draw is made along one order of diligence, slightly shuffled for each cycle.
    """
    rng = dice("diligence")
    others = sorted(code for code in codes if code not in NAMED)
    diligence = {code: rng.random() for code in others}
    plot: dict[str, dict[str, str]] = {}
    for cycle in CYCLES:
        turn = dice("order", cycle)
        order = sorted(others, key=lambda code: diligence[code] + turn.uniform(0, 0.35))
        if cycle == OPEN:
            found, plan = dict(NAMED), _OPEN_PLAN
        else:
            found, plan = dict.fromkeys(NAMED, "published"), _CLOSED_PLAN[cycle]
        queue = iter(order)
        for outcome, number in plan:
            wanted = number - (len(NAMED) if outcome == "published" and cycle != OPEN else 0)
            for _ in range(wanted):
                found[next(queue)] = outcome
        found.update(dict.fromkeys(queue, SILENT))
        plot[cycle] = found
    return plot
