"""Lists of the API are in the order of the last change: an index of that order finds a page at any
depth without sorting the rows before it."""

from __future__ import annotations

from typing import Any

from django.db import migrations, models

NEWEST = ["-updated_at", "-public_id"]


class Beside:
    """Built beside the readers and writers of a filled table, where no transaction is open. What
    an attempt that was cut short left behind goes first."""

    def database_forwards(self, app_label: str, schema_editor: Any, old: Any, new: Any) -> None:
        model = new.apps.get_model(app_label, self.model_name)  # type: ignore[attr-defined]
        index = self.index  # type: ignore[attr-defined]
        aside = not schema_editor.connection.in_atomic_block
        word = "CONCURRENTLY" if aside else ""
        schema_editor.execute(f'DROP INDEX {word} IF EXISTS "{index.name}"')
        schema_editor.add_index(model, index, **({"concurrently": True} if aside else {}))

    def database_backwards(self, app_label: str, schema_editor: Any, old: Any, new: Any) -> None:
        model = old.apps.get_model(app_label, self.model_name)  # type: ignore[attr-defined]
        aside = {} if schema_editor.connection.in_atomic_block else {"concurrently": True}
        schema_editor.remove_index(model, self.index, **aside)  # type: ignore[attr-defined]


class AddIndexBeside(Beside, migrations.AddIndex):
    pass


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("tracker", "0138_home_of_the_clock")]

    operations = [
        migrations.RemoveIndex("progressentry", "entry_newest"),
        AddIndexBeside("progressentry", models.Index(fields=NEWEST, name="entry_newest")),
        AddIndexBeside("budgetfigure", models.Index(fields=NEWEST, name="figure_newest")),
        AddIndexBeside("budgetline", models.Index(fields=NEWEST, name="line_newest")),
        AddIndexBeside("evidence", models.Index(fields=NEWEST, name="evidence_newest")),
    ]
