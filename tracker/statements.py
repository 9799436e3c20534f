"""How long one statement may keep PostgreSQL busy. What takes longer is ended there and answered
with a 503: a page that nobody waits for any more must not slow down the others."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, connections
from django.db.backends.postgresql.base import ServerBindingCursor
from psycopg.pq import TransactionStatus

# A file that a slow line takes an hour for is one statement.
LONGEST_FILE_SECONDS = 3600
# A statement that comes back is prepared from then on; most of those that never do are not.
OFTEN = 2


def end_after(seconds: int) -> None:
    """Limits every statement on connections that this process opens from now on; 0 for no limit.
    What DATABASE_URL says of `options` comes after it, and so counts more."""
    options = connections.settings["default"].setdefault("OPTIONS", {})
    own = options.get("options", "")
    # The planner's guesses of long lists are high enough to have each statement compiled first,
    # which takes longer than the page of fifty rows that is read of it.
    options["options"] = f"-c statement_timeout={1000 * seconds} -c jit=off {own}".strip()


# Rows are sorted in fewer and larger runs than PostgreSQL allows itself to begin with.
_FOR_A_FILE = {"statement_timeout": f"'{LONGEST_FILE_SECONDS}s'", "work_mem": "'32MB'"}
_JOINED_WHOLE = {"enable_nestloop": "off"}


@contextmanager
def for_a_file() -> Iterator[None]:
    """For a statement that reads a whole file, and ends when its reader has the last byte."""
    with _set(_FOR_A_FILE):
        yield


@contextmanager
def tables_joined_whole() -> Iterator[None]:
    """For a file with lookups that hardly a row asks for. They count for every row when the
    planner compares ways to join; beside them all ways look alike, and it took one half as long
    again. Not where something is counted for each row: a whole table would be read for each."""
    with _set(_JOINED_WHOLE):
        yield


@contextmanager
def _set(values: dict[str, str]) -> Iterator[None]:
    connection.ensure_connection()
    wire = connection.connection
    for name, value in values.items():
        wire.execute(f"SET {name} = {value}")
    try:
        yield
    finally:
        # A transaction that failed takes the settings back by itself.
        if wire.info.transaction_status in (TransactionStatus.IDLE, TransactionStatus.INTRANS):
            for name in values:
                wire.execute(f"RESET {name}")


@contextmanager
def prepared() -> Iterator[None]:
    """For reads that come again and again in the same words: their values go to the server apart
    from the words, so that PostgreSQL parses and plans them once for each connection. Only for
    statements whose values all stand where their type is plain."""
    connection.ensure_connection()
    wire = connection.connection
    before = wire.cursor_factory, wire.prepare_threshold
    wire.cursor_factory, wire.prepare_threshold = ServerBindingCursor, OFTEN
    try:
        yield
    finally:
        wire.cursor_factory, wire.prepare_threshold = before
