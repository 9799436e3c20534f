"""Tests with real transactions leave rows behind; what the fixtures brought must stand there after.

Django would truncate every table and create its own rows anew, which takes longer than most tests.
Here the tables that hold something else than at the start get their first rows back, and nothing
more is touched. Numbers go on counting, so that no test may rely on them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.test import TransactionTestCase


class FirstRows:
    """What every table held when the session began, as the database copies it out."""

    def __init__(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public' "
                "AND tablename <> 'django_migrations' ORDER BY 1"
            )
            self.tables = [name for (name,) in cursor.fetchall()]
            self.rows = {name: _copied(cursor, name) for name in _filled(cursor, self.tables)}

    def put_back(self) -> None:
        """Brings every table to its first rows. Triggers are asleep meanwhile, those that
        guard the history as well; foreign keys are checked at the end."""
        with transaction.atomic(), connection.cursor() as cursor:
            wrong = {
                name
                for name in {*_filled(cursor, self.tables), *self.rows}
                if _copied(cursor, name) != self.rows.get(name, b"")
            }
            awake = _triggers(cursor, wrong)
            for name in wrong:
                cursor.execute(f"ALTER TABLE {name} DISABLE TRIGGER USER")
            for name in wrong:
                cursor.execute(f"DELETE FROM {name}")
            for name in self.rows.keys() & wrong:
                with cursor.copy(f"COPY {name} FROM STDIN") as copy:
                    copy.write(self.rows[name])
            # A table with checks still to come cannot be altered.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for table, trigger, mode in awake:
                cursor.execute(f"ALTER TABLE {table} {mode} TRIGGER {trigger}")


def _filled(cursor: CursorWrapper, tables: list[str]) -> list[str]:
    asked = " UNION ALL ".join(
        f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {name})" for name in tables
    )
    cursor.execute(asked)
    return [name for (name,) in cursor.fetchall()]


def _copied(cursor: CursorWrapper, name: str) -> bytes:
    with cursor.copy(f"COPY {name} TO STDOUT") as copy:
        return b"".join(sorted(bytes(part) for part in copy))


def _triggers(cursor: CursorWrapper, tables: set[str]) -> list[tuple[str, str, str]]:
    """Table, trigger and how it is to be woken: guards of the history in replica mode too."""
    cursor.execute(
        "SELECT quote_ident(relname), quote_ident(tgname), "
        "CASE tgenabled WHEN 'A' THEN 'ENABLE ALWAYS' ELSE 'ENABLE' END FROM pg_trigger "
        "JOIN pg_class ON pg_class.oid = tgrelid WHERE NOT tgisinternal AND tgenabled <> 'D'"
    )
    return [found for found in cursor.fetchall() if found[0] in tables]


@contextmanager
def first_rows_put_back() -> Iterator[None]:
    """From now on a test with real transactions leaves the tables as they are at this moment."""
    first = FirstRows()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _case: first.put_back())
        yield
