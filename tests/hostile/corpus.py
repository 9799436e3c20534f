"""All hostile files there are."""

from __future__ import annotations

from . import archives, called, pages, pictures
from .kinds import Hostile


def corpus() -> list[Hostile]:
    found = [h for kind in (called, pictures, pages, archives) for h in kind.hostile()]
    assert len({str(h) for h in found}) == len(found)
    return found
