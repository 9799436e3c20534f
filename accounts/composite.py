"""A row of one member never points at a row of another: PostgreSQL itself refuses it.

`MemberKey` makes a table's rows findable by (member, id); `SameMember` makes a foreign key carry
the member. Join tables of Django's own making get both from `member_of_join` in a migration.
"""

from __future__ import annotations

from typing import Any

from django.db.migrations import RunSQL
from django.db.models.constraints import BaseConstraint

# A migration that cannot have a table soon gives up, so that readers do not queue behind it.
# First and last of a migration's operations: either end comes first, forwards and backwards.
PATIENCE = RunSQL("SET LOCAL lock_timeout = '5s'", "SET LOCAL lock_timeout = '5s'")


class TableConstraint(BaseConstraint):
    """A constraint that only the database proves."""

    def definition(self, model: Any) -> str:
        raise NotImplementedError

    def constraint_sql(self, model: Any, schema_editor: Any) -> None:  # type: ignore[override]
        """For a new table: at the end of its migration, once the other table is there."""
        schema_editor.deferred_sql.append(self._alter(model, self._addition(model)))

    def create_sql(self, model: Any, schema_editor: Any) -> str:
        return self._alter(model, self._addition(model))

    def remove_sql(self, model: Any, schema_editor: Any) -> str:
        return self._alter(model, f'DROP CONSTRAINT "{self.name}"')

    def validate(self, *args: Any, **kwargs: Any) -> None:
        """Nothing a person could mend in a form."""

    def _addition(self, model: Any) -> str:
        return f'ADD CONSTRAINT "{self.name}" {self.definition(model)}'

    def _alter(self, model: Any, change: str) -> str:
        return f'ALTER TABLE "{model._meta.db_table}" {change}'

    def __eq__(self, other: object) -> bool:
        return isinstance(other, type(self)) and self.deconstruct() == other.deconstruct()

    def __hash__(self) -> int:
        return hash(self.name)


class MemberKey(TableConstraint):
    """UNIQUE (member, id): what a `SameMember` of another table points at."""

    def definition(self, model: Any) -> str:
        return "UNIQUE (member_id, id)"


class SameMember(TableConstraint):
    """The foreign key `field` as one of two columns, (member, id).

    On a table that may hold rows it is added NOT VALID, which reads none of them; the next
    migration validates it (`ValidateConstraint`), while people go on writing.
    """

    def __init__(self, field: str, *, name: str) -> None:
        super().__init__(name=name)
        self.field = field

    def definition(self, model: Any) -> str:
        key = model._meta.get_field(self.field)
        return same_member(key.column, key.related_model._meta.db_table)

    def create_sql(self, model: Any, schema_editor: Any) -> str:
        return super().create_sql(model, schema_editor) + " NOT VALID"

    def deconstruct(self) -> Any:
        path, _args, kwargs = super().deconstruct()
        return path, (self.field,), {"name": kwargs["name"]}


def same_member(column: str, target: str) -> str:
    """What follows ADD CONSTRAINT: deferred, as Django's own foreign keys are."""
    return (
        f'FOREIGN KEY (member_id, "{column}") REFERENCES "{target}" (member_id, id) '
        "DEFERRABLE INITIALLY DEFERRED"
    )


# The member of a row in a join table is the member of its owner, whoever writes the row.
MEMBER_OF_OWNER = RunSQL(
    """
    CREATE FUNCTION member_of_owner() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        EXECUTE format('SELECT member_id FROM %I WHERE id = $1', TG_ARGV[0])
            INTO NEW.member_id USING (to_jsonb(NEW) ->> TG_ARGV[1])::bigint;
        RETURN NEW;
    END $$
    """,
    "DROP FUNCTION member_of_owner()",
)


def member_of_join(join: str, owner: tuple[str, str], other: tuple[str, str]) -> list[RunSQL]:
    """Operations that give a many-to-many table its member: a column that PostgreSQL fills from
    the owner's row, and composite keys to both sides, each given as (column, table). Django goes on
    knowing the two columns it made, so `add()`, `set()` and the history stay as they are."""
    owner_column, owner_table = owner
    return [
        RunSQL(
            f"""
            ALTER TABLE "{join}" ADD COLUMN member_id bigint;
            UPDATE "{join}" SET member_id = owner.member_id
                FROM "{owner_table}" owner WHERE owner.id = "{owner_column}";
            ALTER TABLE "{join}" ALTER COLUMN member_id SET NOT NULL;
            ALTER TABLE "{join}" ADD CONSTRAINT "{join}_member_key" UNIQUE (member_id, id);
            CREATE TRIGGER member_of_owner BEFORE INSERT OR UPDATE ON "{join}" FOR EACH ROW
                EXECUTE FUNCTION member_of_owner('{owner_table}', '{owner_column}')
            """,
            f"""
            DROP TRIGGER member_of_owner ON "{join}";
            ALTER TABLE "{join}" DROP COLUMN member_id
            """,
        ),
        *[
            RunSQL(
                f'ALTER TABLE "{join}" ADD CONSTRAINT "{join}_{column}_same_member" '
                f"{same_member(column, table)} NOT VALID",
                f'ALTER TABLE "{join}" DROP CONSTRAINT "{join}_{column}_same_member"',
            )
            for column, table in (owner, other)
        ],
    ]


def validate_join(join: str, *columns: str) -> list[RunSQL]:
    """Proves what `member_of_join` promised of the rows that were there before."""
    return [
        RunSQL(
            f'ALTER TABLE "{join}" VALIDATE CONSTRAINT "{join}_{column}_same_member"', RunSQL.noop
        )
        for column in columns
    ]
