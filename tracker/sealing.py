"""Restricted text enters the history only as its hash: a trigger before each insert sees to it.

A migration that adds a model with a class calls `seal_restricted` for its table of events; a test
fails for a free text that is not among the columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

# The public id of the row is the salt, so that the same words in two rows have two hashes. What
# is a hash already stays: a restored row is not sealed twice. A number is too easily guessed from
# its hash: it is left out.
_FUNCTION = """
CREATE OR REPLACE FUNCTION history_seals_restricted() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    told jsonb := to_jsonb(NEW);
    sealed jsonb := '{}';
    name text;
    said text;
    hash text;
BEGIN
    IF coalesce(
        told ->> 'confidentiality',
        (SELECT e.confidentiality FROM tracker_progressentry e
            WHERE e.id = (told ->> 'entry_id')::bigint)
    ) IS DISTINCT FROM 'restricted' THEN
        RETURN NEW;
    END IF;
    FOREACH name IN ARRAY TG_ARGV LOOP
        said := told ->> name;
        CONTINUE WHEN coalesce(said, '') IN ('', '{}')
            OR said ~ '^sha256:[A-Za-z0-9+/]{43}=$' OR said ~ '^{"sha256": "[^"]{44}"}$';
        hash := encode(sha256(convert_to(NEW.public_id::text || said, 'UTF8')), 'base64');
        sealed := sealed || jsonb_build_object(name, CASE jsonb_typeof(told -> name)
            WHEN 'number' THEN 'null'::jsonb
            WHEN 'object' THEN jsonb_build_object('sha256', hash)
            ELSE to_jsonb('sha256:' || hash)
        END);
    END LOOP;
    RETURN jsonb_populate_record(NEW, sealed);
END $$;
"""
_TRIGGER = """
DROP TRIGGER IF EXISTS history_seal ON {table};
CREATE TRIGGER history_seal BEFORE {operation} ON {table}
    FOR EACH ROW WHEN ({when}) EXECUTE FUNCTION history_seals_restricted({columns});
ALTER TABLE {table} ENABLE ALWAYS TRIGGER history_seal;
"""
_LIBRARY = """
SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND tgname LIKE 'pgtrigger_append_only%%'
"""
_ROW = "NEW.confidentiality = 'restricted'"
# Where a row has no class of its own, that of its answer counts.
_ENTRY = "NEW.entry_id IS NOT NULL"


def seal_restricted(
    schema_editor: Any, table: str, columns: Sequence[str], *, by_entry: bool = False
) -> None:
    """Seals the columns of a table of events from now on, and in what it holds already. Leaves
    the table without its guard: `guard_history` comes after."""
    words = {
        "table": schema_editor.quote_name(table),
        "when": _ENTRY if by_entry else _ROW,
        "columns": ", ".join(f"'{name}'" for name in columns),
    }
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(_FUNCTION)
        cursor.execute("DROP TRIGGER IF EXISTS history_guard ON {table}".format(**words))
        cursor.execute(_TRIGGER.format(operation="UPDATE", **words))
        # The library refuses changes of its history, too.
        cursor.execute(_LIBRARY, [table])
        asleep = [schema_editor.quote_name(name) for (name,) in cursor.fetchall()]
        for name in asleep:
            cursor.execute("ALTER TABLE {table} DISABLE TRIGGER {name}".format(name=name, **words))
        cursor.execute("UPDATE {table} SET pgh_id = pgh_id".format(**words))
        for name in asleep:
            cursor.execute("ALTER TABLE {table} ENABLE TRIGGER {name}".format(name=name, **words))
        cursor.execute(_TRIGGER.format(operation="INSERT", **words))
