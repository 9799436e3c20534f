"""Recommendations as the communiqués order them: communiqué, section, recommendation."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Generic, TypeVar

from recommendations.models import Communique, Recommendation, Section

Item = TypeVar("Item")


@dataclass(frozen=True)
class Part(Generic[Item]):
    """A communiqué with what stands under each of its sections."""

    communique: Communique
    sections: list[tuple[Section, list[Item]]]


def outline(items: Iterable[Item], about: Callable[[Item], Recommendation]) -> list[Part[Item]]:
    """Groups items that come in the order of the recommendations they are about."""
    parts = []
    for communique, of_text in groupby(items, key=lambda item: about(item).communique):
        sections = groupby(of_text, key=lambda item: about(item).section)
        parts.append(Part(communique, [(section, list(group)) for section, group in sections]))
    return parts
