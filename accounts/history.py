"""History that nobody can change: the triggers that no setting of a session skips.

A migration that adds a tracked model ends with `migrations.RunPython(guard_history, noop)`; a test
fails for a table of events without its guard.
"""

from __future__ import annotations

from typing import Any

# The library's own protection yields to a session variable; these triggers yield to nothing.
_FUNCTION = """
CREATE OR REPLACE FUNCTION history_refuses() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'History is never changed: % on % is refused.', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
"""
_TABLES = """
SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace
    AND a.attname = 'pgh_label' AND NOT a.attisdropped
ORDER BY c.relname
"""
_EVENTS = """
DROP TRIGGER IF EXISTS history_guard ON {table};
CREATE TRIGGER history_guard BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION history_refuses();
ALTER TABLE {table} ENABLE ALWAYS TRIGGER history_guard;
CREATE INDEX IF NOT EXISTS {index} ON {table} (pgh_created_at DESC, pgh_id DESC);
"""
# The library writes the context of a transaction again where a nested verb adds to it.
_CONTEXT = """
DROP TRIGGER IF EXISTS history_guard ON pghistory_context;
DROP TRIGGER IF EXISTS history_guard_update ON pghistory_context;
CREATE TRIGGER history_guard BEFORE DELETE OR TRUNCATE ON pghistory_context
    FOR EACH STATEMENT EXECUTE FUNCTION history_refuses();
CREATE TRIGGER history_guard_update BEFORE UPDATE ON pghistory_context
    FOR EACH ROW WHEN (
        OLD.created_at <> transaction_timestamp()
        OR NEW.created_at <> OLD.created_at
        OR NEW.id <> OLD.id
    ) EXECUTE FUNCTION history_refuses();
ALTER TABLE pghistory_context ENABLE ALWAYS TRIGGER history_guard;
ALTER TABLE pghistory_context ENABLE ALWAYS TRIGGER history_guard_update;
"""


def event_tables(cursor: Any) -> list[str]:
    """Every table in which the history keeps events."""
    cursor.execute(_TABLES)
    return [name for (name,) in cursor.fetchall()]


def guard_history(apps: Any, schema_editor: Any) -> None:
    """Gives each table of events, and that of their contexts, triggers that refuse every change in
    every session; and an index by time for the log. Safe to repeat."""
    quote = schema_editor.quote_name
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(_FUNCTION)
        cursor.execute(_CONTEXT)
        for name in event_tables(cursor):
            cursor.execute(_EVENTS.format(table=quote(name), index=quote(f"{name}_time")))
