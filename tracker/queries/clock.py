"""The one clock that leases and due dates go by."""

from __future__ import annotations

import datetime as dt

from django.db import connection


def database_now() -> dt.datetime:
    """What time it is in PostgreSQL, UTC: machines that send mail may disagree, it does not."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement_timestamp()")
        return cursor.fetchone()[0]
