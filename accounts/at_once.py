"""Many tables in one operation of a migration, for a database that has none of them yet.

Django draws its picture of the models anew after each operation, with all that are related, and
here nearly all are: a hundred tables one by one take a minute, nearly nothing of it PostgreSQL's.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.migrations.operations.base import Operation, OperationCategory


class AtOnce(Operation):
    """Makes tables and their triggers with one picture for all of them, in which they may name one
    another in any order. What changes a table that stands is a later operation's. What Django
    leaves for the end of a migration (foreign keys, indexes) is there when this operation ends."""

    category = OperationCategory.ADDITION

    def __init__(self, operations: Sequence[Operation]) -> None:
        self.operations = operations

    def state_forwards(self, app_label: str, state: Any) -> None:
        # Where there is no picture none is drawn anew; who asks for it first gets it whole.
        state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label: str, schema_editor: Any, _old: Any, new: Any) -> None:
        # A trigger is made twice, since its table knows it already: cheaper than a second picture.
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, new, new)
        for statement in schema_editor.deferred_sql:
            schema_editor.execute(statement, None)
        schema_editor.deferred_sql.clear()

    def database_backwards(self, app_label: str, schema_editor: Any, made: Any, _old: Any) -> None:
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, made, made)

    def describe(self) -> str:
        return f"Make tables and triggers at once, {len(self.operations)} operations"
