"""What every row of the table works with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from django.urls import resolve

from . import callers
from .door import Answer, Ask, Door, must_be_well
from .rounds import interleaved
from .scale import Scale

MEMBER, OTHER = "KEN", "NOR"
WARM_UP_SECONDS = 2.0


def is_offered(path: str) -> bool:
    """Whether the API has this address at all; nothing is asked of it."""
    return resolve(path).url_name != "unknown"


@dataclass
class Bench:
    """A loaded database, and the servers on it. `tenth` serves the same product on the database of
    `tenth_scale`; `growth_of` measures how far the web processes grow while something runs, in
    megabytes."""

    scale: Scale
    ours: Door
    plain: Door
    growth_of: Callable[[Callable[[], object]], float]
    rounds: int = 5
    seconds: float = 1.0
    tenth: Door | None = None
    tenth_scale: Scale | None = None
    tenth_headers: Mapping[str, str] = field(default_factory=dict)
    # Milliseconds of processor time per request, round by round, by path and by whether somebody
    # is named who asks.
    processor: dict[tuple[str, bool], list[float]] = field(default_factory=dict)

    @cached_property
    def reader(self) -> Mapping[str, str]:
        """A focal point's script: it reads its own working rows and what others published."""
        return callers.token(callers.seat("focal_point@ken"))

    @cached_property
    def writer(self) -> Mapping[str, str]:
        return callers.token(callers.seat("focal_point@ken"), "write")

    @cached_property
    def browser(self) -> Mapping[str, str]:
        return callers.session(callers.seat("focal_point@ken"))

    def get(self, door: Door, path: str, headers: Mapping[str, str] = {}) -> Answer:
        wanted = Ask(path, headers=headers)
        answer = door.ask(wanted)
        must_be_well(wanted, answer)
        return answer

    def rate(self, door: Door, path: str, headers: Mapping[str, str] = {}) -> Callable[[], float]:
        """A contender that answers one address as often as it can; requests per second. It begins
        as a server does that has run for a while: every connection planned its statements."""

        def run() -> float:
            known = path, bool(headers)
            if known not in self.processor:
                door.rate(Ask(path, headers=headers), WARM_UP_SECONDS)
            found = door.rate(Ask(path, headers=headers), self.seconds)
            self.processor.setdefault(known, []).append(found.processor)
            return found.per_second

        return run

    def wait(self, door: Door, path: str, headers: Mapping[str, str] = {}) -> Callable[[], float]:
        """A contender that is asked one thing at a time; milliseconds."""
        return lambda: 1000 * self.get(door, path, headers).seconds

    def compare(
        self, contenders: Mapping[str, Callable[[], float]], rounds: int | None = None
    ) -> dict[str, float]:
        return interleaved(contenders, rounds or self.rounds)
