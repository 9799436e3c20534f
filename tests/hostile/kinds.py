"""One hostile file: made when it is needed, since some are large."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Hostile:
    family: str
    label: str
    name: str
    build: Callable[[], bytes]

    def __str__(self) -> str:
        return f"{self.family}: {self.label}"


def made(family: str, label: str, name: str, body: bytes) -> Hostile:
    return Hostile(family, label, name, lambda: body)
