"""What PostgreSQL alone needs: the limit that no server in front of it can beat."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import psycopg
from django.db import connection

from .door import CONNECTIONS


def sql_of(rows: object) -> str:
    """A query set as SQL with its values in it."""
    statement, params = rows.query.sql_with_params()  # type: ignore[attr-defined]
    with psycopg.ClientCursor(connection.connection) as cursor:
        return cursor.mogrify(statement, params)


def time_of(statement: str) -> Callable[[], float]:
    """Milliseconds until the last row is here, prepared."""

    def run() -> float:
        connection.ensure_connection()
        with psycopg.Cursor(connection.connection) as cursor:
            began = time.perf_counter()
            cursor.execute(statement, prepare=True).fetchall()
            return 1000 * (time.perf_counter() - began)

    return run


def rate_of(statement: str, seconds: float) -> Callable[[], float]:
    """How often per second, from as many connections as a door has."""

    def run() -> float:
        counts = [0] * CONNECTIONS
        until = time.perf_counter() + seconds

        def hammer(place: int) -> None:
            with psycopg.connect(**_address(), autocommit=True) as own:
                while time.perf_counter() < until or not counts[place]:
                    own.execute(statement, prepare=True).fetchall()
                    counts[place] += 1

        began = time.perf_counter()
        threads = [threading.Thread(target=hammer, args=(n,)) for n in range(CONNECTIONS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return sum(counts) / (time.perf_counter() - began)

    return run


def _address() -> dict[str, object]:
    known = connection.get_connection_params()
    return {k: known[k] for k in ("dbname", "user", "password", "host", "port") if k in known}
