"""Tests with real transactions empty every table behind them; the history's guard would refuse."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.backends.postgresql.operations import DatabaseOperations

from accounts.history import event_tables

SEALED = ("tracker_snapshot", "tracker_snapshotrow")


@contextmanager
def history_may_be_emptied() -> Iterator[None]:
    """Django's flush takes the guards away and puts them back, in one transaction; nothing else
    can empty the history."""
    flush = DatabaseOperations.execute_sql_flush

    def unguarded(operations: DatabaseOperations, statements: Sequence[str]) -> Any:
        with transaction.atomic(), connection.cursor() as cursor:
            tables = [*event_tables(cursor), "pghistory_context", *SEALED]
            for table in tables:
                cursor.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER history_guard')
            flush(operations, statements)
            for table in tables:
                cursor.execute(f'ALTER TABLE "{table}" ENABLE ALWAYS TRIGGER history_guard')

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "execute_sql_flush", unguarded)
        yield
