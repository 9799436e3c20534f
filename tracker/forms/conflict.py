"""Two people in one answer: what each wrote, field by field, and what can be joined silently."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise

Typed = Mapping[str, str]


@dataclass(frozen=True)
class Difference:
    """One field that two people wrote differently. `mine` and `theirs` are what a reader sees;
    free text can also be kept twice, to be joined by hand."""

    name: str
    label: str | Promise
    mine: str
    theirs: str
    is_text: bool


@dataclass(frozen=True)
class Joined:
    """What remains after joining: the values to go on with, the fields where somebody has to
    choose, and how many of the others' changes were taken over as they are."""

    values: dict[str, str]
    differing: tuple[str, ...]
    included: int


def join(mine: Typed, base: Typed | None, theirs: Typed) -> Joined:
    """Joins two versions that began from `base`, field by field.

    A field that one side left as it was takes the other side's value. Where both changed it, or
    where nobody knows what it was, mine stands and its name is among the differing ones.
    """
    values, differing, included = dict(mine), [], 0
    for name, stored in theirs.items():
        typed = mine.get(name, "")
        if typed == stored:
            continue
        before = base.get(name) if base is not None else None
        if before is not None and typed == before:
            values[name] = stored
            included += 1
        elif before is None or stored != before:
            differing.append(name)
    return Joined(values, tuple(differing), included)
