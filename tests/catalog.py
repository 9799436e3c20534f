"""What PostgreSQL's own catalogue says of the tables that belong to members."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection


@dataclass(frozen=True)
class Key:
    """A foreign key: (table, columns) → (target, columns)."""

    name: str
    table: str
    columns: tuple[str, ...]
    target: str
    target_columns: tuple[str, ...]
    is_proven: bool
    is_deferred: bool


@dataclass(frozen=True)
class Unique:
    """A unique index and its columns; an expression has none."""

    name: str
    table: str
    columns: tuple[str, ...]
    is_primary: bool


def _rows(sql: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def owned_tables() -> set[str]:
    """Tables with a member, those of the history apart: their keys are notes, not references."""
    sql = """
        SELECT c.relname FROM pg_class c
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'member_id'
        WHERE c.relkind IN ('r', 'p') AND c.relnamespace = current_schema()::regnamespace
          AND NOT a.attisdropped
          AND NOT EXISTS (
            SELECT FROM pg_attribute h WHERE h.attrelid = c.oid AND h.attname = 'pgh_id')
    """
    return {name for (name,) in _rows(sql)}


def foreign_keys() -> list[Key]:
    sql = """
        SELECT k.conname, t.relname, names(k.conrelid, k.conkey), f.relname,
               names(k.confrelid, k.confkey), k.convalidated, k.condeferred
        FROM pg_constraint k
        JOIN pg_class t ON t.oid = k.conrelid
        JOIN pg_class f ON f.oid = k.confrelid
        WHERE k.contype = 'f' AND k.connamespace = current_schema()::regnamespace
        ORDER BY 2, 1
    """
    return [
        Key(name, table, tuple(columns), target, tuple(theirs), proven, deferred)
        for name, table, columns, target, theirs, proven, deferred in _rows(_named(sql))
    ]


def uniques() -> list[Unique]:
    sql = """
        SELECT i.relname, t.relname, names(x.indrelid, x.indkey::smallint[]), x.indisprimary
        FROM pg_index x
        JOIN pg_class i ON i.oid = x.indexrelid
        JOIN pg_class t ON t.oid = x.indrelid
        WHERE x.indisunique AND t.relnamespace = current_schema()::regnamespace
        ORDER BY 2, 1
    """
    return [
        Unique(name, table, tuple(columns), primary)
        for name, table, columns, primary in _rows(_named(sql))
    ]


def _named(sql: str) -> str:
    """`names(table, numbers)` written out: the columns' names in their order."""
    head, *tail = sql.split("names(")
    written = [head]
    for part in tail:
        arguments, rest = part.split(")", 1)
        table, numbers = arguments.split(", ")
        written.append(
            f"""ARRAY(SELECT coalesce(a.attname::text, '(expression)')
                FROM unnest({numbers}) WITH ORDINALITY n(number, place)
                LEFT JOIN pg_attribute a ON a.attrelid = {table} AND a.attnum = n.number
                ORDER BY n.place){rest}"""
        )
    return "".join(written)


def versions(*apart: str) -> dict[str, str]:
    """A fingerprint of each table: how many rows there are, and where each version of a row lies.
    Even a write that puts back what was there moves a row."""
    tables = sorted(set(connection.introspection.table_names()) - set(apart))
    sql = " UNION ALL ".join(
        f"SELECT '{table}', count(*) || ' ' || coalesce(md5(string_agg(ctid::text || xmin::text,"
        f" ' ' ORDER BY ctid)), '') FROM \"{table}\""
        for table in tables
    )
    return dict(_rows(sql))
