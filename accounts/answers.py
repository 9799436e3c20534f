"""The two answers a rule can give."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class Allowed:
    def __bool__(self) -> bool:
        return True


@dataclass(frozen=True)
class Denied:
    """A "no" that explains itself. `reason` is translated and safe to show to a colleague."""

    reason: str | Promise

    def __bool__(self) -> bool:
        return False


Answer = Allowed | Denied
