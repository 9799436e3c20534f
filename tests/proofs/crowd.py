"""Several requests at the same moment, each with a connection of its own; and one that is held up
between its question and its write while another goes by."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection

Act = Callable[[], Any]


def alone(act: Act) -> Any:
    """What it answers, or the exception; its connection is closed behind it."""
    try:
        return act()
    except Exception as error:
        return error
    finally:
        connection.close()


def at_once(acts: Sequence[Act]) -> list[Any]:
    """All begin together; what each came to, in their order."""
    gate = threading.Barrier(len(acts))

    def begun(act: Act) -> Any:
        gate.wait()
        return alone(act)

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(begun, acts))


@contextmanager
def held_up(module: Any, name: str, act: Act) -> Iterator[Future[Any]]:
    """Starts an act and holds it up where it first calls `module.name`. The body of the `with` goes
    by meanwhile; behind it the future tells what the act came to."""
    real, arrived, go_on = getattr(module, name), threading.Event(), threading.Event()
    slow: list[int] = []

    def waits(*args: Any, **kwargs: Any) -> Any:
        if threading.get_ident() in slow and not arrived.is_set():
            arrived.set()
            go_on.wait(60)
        return real(*args, **kwargs)

    def begun() -> Any:
        slow.append(threading.get_ident())
        try:
            return alone(act)
        finally:
            arrived.set()

    with pytest.MonkeyPatch.context() as patch, ThreadPoolExecutor(1) as pool:
        patch.setattr(module, name, waits)
        future = pool.submit(begun)
        assert arrived.wait(60)
        try:
            yield future
        finally:
            go_on.set()
