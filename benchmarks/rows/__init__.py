"""The rows of the table, by the word that chooses them (`make bench ARGS="lists matrix"`)."""

from __future__ import annotations

from collections.abc import Callable

from benchmarks.bench import Bench
from benchmarks.rounds import Row

from . import exports, growth, lists, matrix, saving, sweep

ROWS: dict[str, Callable[[Bench], list[Row]]] = {
    "lists": lists.rows,
    "exports": exports.rows,
    "matrix": matrix.rows,
    "saving": saving.rows,
    "sweep": sweep.rows,
    "growth": growth.rows,
}
