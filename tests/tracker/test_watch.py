"""When a worker counts as deaf: the clock is the test's own, everything else real."""

from __future__ import annotations

import pytest

from tracker.watch import Ear


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def ear(clock: Clock) -> Ear:
    return Ear(300, clock)


def pass_time(clock: Clock, ear: Ear, seconds: int, **signs: object) -> None:
    """Time goes on in steps of 25 seconds, each with the signs of life that are named."""
    for _ in range(seconds // 25):
        clock.now += 25
        if signs.get("turns", True):
            ear.turned()
        if signs.get("takes", False):
            ear.took()
        ear.looked(signs.get("waiting", 0))  # type: ignore[arg-type]


def test_idle_worker_is_well(clock: Clock, ear: Ear) -> None:
    pass_time(clock, ear, 3600)
    assert not ear.is_deaf


def test_worker_that_takes_what_waits_is_well(clock: Clock, ear: Ear) -> None:
    pass_time(clock, ear, 3600, waiting=500, takes=True)
    assert not ear.is_deaf


def test_worker_that_takes_nothing_of_what_waits_is_deaf_after_its_patience(
    clock: Clock, ear: Ear
) -> None:
    pass_time(clock, ear, 300, waiting=1)
    assert not ear.is_deaf
    pass_time(clock, ear, 25, waiting=1)
    assert ear.is_deaf


def test_worker_whose_loop_stands_still_is_deaf_though_nothing_waits(
    clock: Clock, ear: Ear
) -> None:
    pass_time(clock, ear, 325, turns=False)
    assert ear.is_deaf


def test_redis_that_is_away_for_an_hour_makes_nobody_deaf(clock: Clock, ear: Ear) -> None:
    pass_time(clock, ear, 3600, turns=False, waiting=None)
    assert not ear.is_deaf
    pass_time(clock, ear, 300, turns=False)
    assert not ear.is_deaf
    pass_time(clock, ear, 25, turns=False)
    assert ear.is_deaf
