"""Rows straight out of PostgreSQL: COPY of a query that already carries the reader's scope. Memory
stays flat at any size, and one download is one snapshot."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from django.db.models import QuerySet
from django.db.models.expressions import Combinable
from psycopg import ClientCursor

from .columns import Column, Columns

# JSON holds no control character as it is, so nothing of it is ever quoted.
AS_IT_IS = r"(FORMAT csv, QUOTE E'\x01', ESCAPE E'\x01', DELIMITER E'\x02')"
CSV = "(FORMAT csv)"


def select(
    rows: QuerySet, columns: Columns, form: Callable[[Column], Combinable]
) -> tuple[str, tuple[object, ...], dict[str, str]]:
    """The query of a file: its SQL, its parameters, and name of a column → alias in it."""
    aliases = {name: f"c{place:02}" for place, name in enumerate(columns)}
    values = {aliases[name]: form(column) for name, column in columns.items()}
    query = rows.annotate(**values).values_list(*values).query
    sql, params = query.sql_with_params()
    return sql, params, aliases


def copied(sql: str, params: tuple[object, ...], form: str) -> Iterator[bytes]:
    """What COPY answers, in parts. The query runs once the first part is taken: from then to the
    last part the connection is busy and serves nothing else."""
    connection.ensure_connection()
    with (
        ClientCursor(connection.connection) as cursor,
        cursor.copy(f"COPY ({sql}) TO STDOUT {form}", params) as copy,
    ):
        for part in copy:
            yield bytes(part)


@contextmanager
def one_snapshot() -> Iterator[None]:
    """All that is read within is of one moment. Inside another transaction it stays as that one
    is."""
    is_first = not connection.in_atomic_block
    with transaction.atomic():
        if is_first:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield
