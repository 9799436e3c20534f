"""Long tables: `make test` asks a part of each, drawn by the run's seed (the head of the run prints
it, and `-p randomly -p "randomly_seed=…"` draws the same again); `make proof` asks all of them."""

from __future__ import annotations

import os
import random
from collections.abc import Iterable
from typing import Any, TypeVar

import pytest

T = TypeVar("T")
PROOF = os.environ.get("PROOF") == "true"


def drawn(table: Iterable[T], one_in: int) -> list[T]:
    """One in so many rows, rounded up; every row under `make proof`."""
    rows = list(table)
    return rows if PROOF else random.sample(rows, -(-len(rows) // one_in))


def with_or_without_scripts() -> list[Any]:
    """Which browser walks: one of the two, or both under `make proof`."""
    return drawn([pytest.param(True, id="scripts"), pytest.param(False, id="no-scripts")], 2)
