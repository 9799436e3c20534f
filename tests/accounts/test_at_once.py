"""Tables that a migration makes at once stand as those it makes one by one."""

from __future__ import annotations

import pytest
from django.db import connection, migrations, models
from django.db.migrations.state import ProjectState
from pgtrigger.compiler import Trigger, UpsertTriggerSql
from pgtrigger.migrations import AddTrigger

from accounts.at_once import AtOnce
from tests import catalog

pytestmark = pytest.mark.django_db

ID = ("id", models.BigAutoField(primary_key=True))
KEPT = Trigger(
    name="kept",
    sql=UpsertTriggerSql(
        func="RETURN NULL;",
        operation="DELETE",
        pgid="pgtrigger_kept",
        table="accounts_page",
        when="BEFORE",
    ),
)


def to(model: str) -> models.ForeignKey:
    return models.ForeignKey(f"accounts.{model}", models.CASCADE, related_name="+")


@pytest.fixture
def migration() -> migrations.Migration:
    """Lines are of a page that is made after them; a page has a first line."""
    found = migrations.Migration("pages", "accounts")
    found.operations = [
        AtOnce(
            [
                migrations.CreateModel("Line", [ID, ("page", to("Page"))]),
                migrations.CreateModel("Page", [ID, ("first", to("Line"))]),
                AddTrigger("page", KEPT),
            ]
        )
    ]
    return found


def drawn() -> ProjectState:
    """A state that somebody asked for its models already."""
    state = ProjectState()
    assert state.apps
    return state


def keys() -> set[tuple[str, str]]:
    tables = {"accounts_line", "accounts_page"}
    return {(key.table, key.target) for key in catalog.foreign_keys() if key.table in tables}


def triggers() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal "
            "AND tgrelid = to_regclass('accounts_page')"
        )
        return [name for (name,) in cursor.fetchall()]


def test_tables_made_at_once_have_keys_and_triggers_before_the_migration_ends(migration) -> None:
    with connection.schema_editor() as editor:
        migration.apply(drawn(), editor)
        assert keys() == {
            ("accounts_line", "accounts_page"),
            ("accounts_page", "accounts_line"),
        }
        assert triggers() == ["pgtrigger_kept"]


def test_tables_made_at_once_go_at_once(migration) -> None:
    with connection.schema_editor() as editor:
        migration.apply(drawn(), editor)
    with connection.schema_editor() as editor:
        migration.unapply(drawn(), editor)
    assert keys() == set()
    assert not {"accounts_line", "accounts_page"} & {*connection.introspection.table_names()}


def test_models_are_not_drawn_anew_for_each_table(migration) -> None:
    """What it is for: the cost of a new database was this drawing."""
    state = migration.mutate_state(drawn(), preserve=False)
    assert "apps" not in vars(state)
    assert set(state.models) == {("accounts", "line"), ("accounts", "page")}
