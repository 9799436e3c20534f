"""One thing that a person is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise


@dataclass(frozen=True)
class Told:
    """One thing a person is told: which sentence, the facts in it (codes, days, counts: never
    confidential words), the codes of the answers that are still open, and what happens to the
    report next."""

    code: str
    facts: dict[str, Any]
    open_codes: tuple[str, ...] = ()
    next: str | Promise = ""
