"""The permission table, walked in every relation a person can have to a row; and a refusal leaves
everything stored as it was."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test import Client

from tests.drawing import drawn
from tests.permission_relations import READING, RELATIONS, Relation
from tests.permission_table import DOORS, ROLES, ROWS, Row, World
from tests.test_permission_matrix import client_of, status_for

# Rows that a refusal may leave: who came in, and what was counted.
NOISE = {"django_session", "tracker_restrictedread", "usersessions_usersession"}
# The pages of an account are about the person, whatever seat they hold: no relation changes them.
RELATED = [d for d in DOORS if d != "accounts"]
CASES = [
    (relation.name, door, at)
    for relation in RELATIONS
    for door, at in sorted({(d, row.at) for d in RELATED for row in DOORS[d]})
    if not relation.states or at in relation.states
]
BY_NAME = {relation.name: relation for relation in RELATIONS}


@pytest.fixture(autouse=True)
def _no_throttle(settings) -> None:
    rates = dict.fromkeys(settings.REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"])
    settings.REST_FRAMEWORK = {**settings.REST_FRAMEWORK, "DEFAULT_THROTTLE_RATES": rates}
    settings.ACCOUNT_RATE_LIMITS = False


def tables() -> list[str]:
    return sorted(
        model._meta.db_table
        for model in apps.get_models()
        if model._meta.managed and not model._meta.proxy and model._meta.db_table not in NOISE
    )


def fingerprint(names: list[str]) -> dict[str, tuple[int, int]]:
    """Of every table: how many rows, and a number that changes with any of them. One statement."""
    parts = [
        f"SELECT '{name}', count(*), coalesce(sum(hashtext(t::text)::bigint), 0) FROM {name} t"
        for name in names
    ]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts))
        return {name: (rows, total) for name, rows, total in cursor.fetchall()}


def _cell(
    stands: Relation, row: Row, world: World, role: str, client: Client, names: list[str]
) -> Iterator[str]:
    """What is wrong with one answer; a refusal that left a trace is wrong, too."""
    expected = stands.expected(row, world, role)
    if expected is None:
        return
    before = fingerprint(names) if row.method not in READING else {}
    found = status_for(row, world, client, undo=False)
    if found not in expected:
        yield f"{row} as {role}: {found}, not {sorted(expected)}"
    if found >= 400 and before:
        changed = [n for n, v in fingerprint(names).items() if v != before[n]]
        if changed:
            yield f"{row} as {role}: {found}, yet {changed} changed"


@pytest.mark.django_db
@pytest.mark.parametrize(("relation", "door", "at"), drawn(CASES, 3))
def test_every_relation_gets_what_follows_from_the_table(relation, door, at) -> None:
    world = World(at)
    stands: Relation = BY_NAME[relation]
    rows = [row for row in DOORS[door] if row.at == at]
    for row in rows:
        # What a row is about is made first, where the world does not hold it yet.
        row.args(world), row.body(world)
    come = {**world.people, **stands.change(world)}
    clients = {role: client_of(come, role) for role in ROLES}
    names = tables()
    wrong = []
    for row, role in drawn([(row, role) for row in rows for role in ROLES], 12):
        with transaction.atomic():
            wrong += _cell(stands, row, world, role, clients[role], names)
            transaction.set_rollback(True)
    assert not wrong, "\n".join(wrong)


@pytest.mark.django_db
def test_the_walk_has_thousands_of_cells(capsys: pytest.CaptureFixture[str]) -> None:
    cells = len(ROWS) * len(ROLES)
    for relation in RELATIONS:
        for at in sorted({row.at for row in ROWS}):
            if relation.states and at not in relation.states:
                continue
            with transaction.atomic():
                world = World(at)
                cells += sum(
                    relation.expected(row, world, role) is not None
                    for door in RELATED
                    for row in DOORS[door]
                    if row.at == at
                    for role in ROLES
                )
                transaction.set_rollback(True)
    with capsys.disabled():
        print(f"\n{cells} cells of route, method, role and relation")
    assert cells >= 3000
