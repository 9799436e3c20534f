"""Rows straight out of PostgreSQL: COPY of a query that already carries the reader's scope. Memory
stays flat at any size, and one download is one snapshot."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import DEFAULT_DB_ALIAS, connection, transaction
from django.db.models import QuerySet
from psycopg import ClientCursor

from tracker.statements import for_a_file

from .columns import Columns, Kind

# JSON holds no control character as it is, so nothing of it is ever quoted.
AS_IT_IS = r"(FORMAT csv, QUOTE E'\x01', ESCAPE E'\x01', DELIMITER E'\x02')"
CSV = "(FORMAT csv)"
# Each part is a call through every middleware and to the socket: one for each row costs as much as
# PostgreSQL needs for it.
AT_ONCE = 1 << 16


def select(
    rows: QuerySet, columns: Columns, form: Callable[[Kind, str], str]
) -> tuple[str, tuple[object, ...]]:
    """The query of a file, its SQL and its parameters; `form` writes a value of a kind, given what
    it is called in SQL. Rows are sorted as PostgreSQL holds them and written after it: the texts
    of a whole file are several times as much to sort."""
    aliases = {f"c{place:02}": name for place, name in enumerate(columns)}
    values = {alias: columns[name].value for alias, name in aliases.items()}
    query = rows.annotate(**values).values_list(*values).query
    # Filters that leave no row make a file without one.
    sql, params = query.get_compiler(DEFAULT_DB_ALIAS, elide_empty=False).as_sql()
    written = ", ".join(
        f'{form(columns[name].kind, alias)} AS "{name}"' for alias, name in aliases.items()
    )
    return f"SELECT {written} FROM ({sql}) AS rows", params


def utc(value: str) -> str:
    """A moment in UTC, such as 2026-03-01T12:00:00Z. Where there never is one, its type is said."""
    return f"""to_char(timezone('UTC', {value}::timestamptz), 'YYYY-MM-DD"T"HH24:MI:SS"Z"')"""


def copied(sql: str, params: tuple[object, ...], form: str) -> Iterator[bytes]:
    """What COPY answers, in parts. The query runs once the first part is taken: from then to the
    last part the connection is busy and serves nothing else."""
    with (
        for_a_file(),
        ClientCursor(connection.connection) as cursor,
        cursor.copy(f"COPY ({sql}) TO STDOUT {form}", params) as copy,
    ):
        held = bytearray()
        for row in copy:
            held += row
            if len(held) >= AT_ONCE:
                yield bytes(held)
                held.clear()
        yield bytes(held)


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
