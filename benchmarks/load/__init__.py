"""Fills an empty, seeded database with invented data: set by set, inside PostgreSQL, the same
every time. Triggers sleep meanwhile; what they would have written is written here as well."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from benchmarks.scale import Scale

from . import answers, history, money, people

# The generator's own version: of the same one, a database is taken as it stands.
FILLED = (people, answers, money, history)
QUIET = (
    "tracker_report",
    "tracker_progressentry",
    "tracker_evidence",
    "tracker_evidence_entries",
    "tracker_budgetline",
    "tracker_budgetfigure",
    "tracker_assignment",
    "tracker_progressentryevent",
    "pghistory_context",
)


# Of tables that are filled: foreign keys, and indexes that keep nothing unique.
KEYS = """
SELECT conrelid::regclass, conname, pg_get_constraintdef(oid) FROM pg_constraint
WHERE contype = 'f' AND conrelid = ANY (%s::regclass[])
"""
INDEXES = """
SELECT i.indexrelid::regclass, pg_get_indexdef(i.indexrelid) FROM pg_index i
WHERE NOT i.indisunique AND i.indrelid = ANY (%s::regclass[])
"""


def load(scale: Scale) -> None:
    """Loads a scale in one transaction."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = off")
        cursor.execute("SET LOCAL work_mem = '128MB'")
        cursor.execute("SET LOCAL maintenance_work_mem = '256MB'")
        with _triggers_asleep(cursor), _proved_at_the_end(cursor):
            for part in FILLED:
                for statement in part.STATEMENTS:
                    cursor.execute(statement, vars(scale))


@contextmanager
def _triggers_asleep(cursor: CursorWrapper) -> Iterator[None]:
    for table in QUIET:
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    yield
    for table in QUIET:
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


@contextmanager
def _proved_at_the_end(cursor: CursorWrapper) -> Iterator[None]:
    """Foreign keys are put back, and so proved, in one go: row by row takes minutes. Checks and
    unique constraints stay all along."""
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    cursor.execute(KEYS, [list(QUIET)])
    keys = cursor.fetchall()
    cursor.execute(INDEXES, [list(QUIET)])
    indexes = cursor.fetchall()
    for table, name, _definition in keys:
        cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
    for name, _definition in indexes:
        cursor.execute(f"DROP INDEX {name}")
    yield
    for _name, definition in indexes:
        cursor.execute(definition)
    for table, name, definition in keys:
        cursor.execute(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}')
