"""How long one statement may keep PostgreSQL busy. What takes longer is ended there and answered
with a 503: a page that nobody waits for any more must not slow down the others."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, connections
from psycopg.pq import TransactionStatus

# A file that a slow line takes an hour for is one statement.
LONGEST_FILE_SECONDS = 3600


def end_after(seconds: int) -> None:
    """Limits every statement on connections that this process opens from now on; 0 for no limit.
    What DATABASE_URL says of `options` comes after it, and so counts more."""
    options = connections.settings["default"].setdefault("OPTIONS", {})
    own = options.get("options", "")
    options["options"] = f"-c statement_timeout={1000 * seconds} {own}".strip()


@contextmanager
def unhurried() -> Iterator[None]:
    """For a statement that ends when its reader has the last byte."""
    connection.ensure_connection()
    wire = connection.connection
    wire.execute(f"SET statement_timeout = '{LONGEST_FILE_SECONDS}s'")
    try:
        yield
    finally:
        # A transaction that failed takes the setting back by itself.
        if wire.info.transaction_status in (TransactionStatus.IDLE, TransactionStatus.INTRANS):
            wire.execute("RESET statement_timeout")
