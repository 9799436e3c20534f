"""The one clock that leases and due dates go by."""

from __future__ import annotations

import datetime as dt

from django.db import connection


def database_now() -> dt.datetime:
    """What time it is in PostgreSQL, UTC: machines that send mail may disagree, it does not."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement_timestamp()")
        return cursor.fetchone()[0]


def unseen_since() -> dt.datetime:
    """A moment before which everything that was written is visible to whoever reads from now on:
    now, or the beginning of the oldest transaction that is still writing. What such a transaction
    notes in the history bears a time after its own beginning, and is seen by nobody yet."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT least(statement_timestamp(), min(xact_start)) FROM pg_stat_activity "
            "WHERE datname = current_database() AND backend_xid IS NOT NULL "
            "AND pid <> pg_backend_pid()"
        )
        return cursor.fetchone()[0]
