"""The fixtures and their inputs as plain data, for tests that need no database."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent.parent / "fixtures"
FACTS: dict[str, Any] = json.loads((FOLDER / "source" / "facts.json").read_text("utf-8"))
LINES = (FOLDER / "source" / "communiques.txt").read_text("utf-8").split("\n")


def printed(line: int) -> str:
    """A line of the source, counted from 1, without bullet, number and spaces around it.
    Written apart from the product's own reading, so that both must err alike to agree."""
    words = LINES[line - 1].replace("\u00a0", " ").strip(" ")
    head, _space, rest = words.partition(" ")
    is_marker = head == "•" or (head.endswith(".") and head[:-1].isdigit())
    return rest if is_marker else words


def stated() -> dict[str, list[dict[str, Any]]]:
    """The fields of every object in the four fixture files, by model name."""
    by_model: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for name in ("communiques", "recommendations", "members", "listings"):
        for row in json.loads((FOLDER / f"{name}.json").read_text("utf-8")):
            by_model[row["model"].rpartition(".")[2]].append(row["fields"])
    return by_model


STATED = stated()


def by_code(model: str) -> dict[str, dict[str, Any]]:
    return {fields["code"]: fields for fields in STATED[model]}
