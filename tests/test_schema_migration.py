"""Member isolation arrives in filled tables, goes again, and stops at a row that breaks it."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from tests import catalog, factories
from tests.drawing import PROOF
from tracker.models import Evidence

pytestmark = pytest.mark.django_db


def node(suffix: str) -> tuple[str, str]:
    nodes = MigrationExecutor(connection).loader.graph.nodes
    (found,) = [n for n in nodes if n[0] == "tracker" and n[1].endswith(suffix)]
    return found


def before(suffix: str) -> tuple[str, str]:
    parents = MigrationExecutor(connection).loader.graph.node_map[node(suffix)].parents
    (found,) = [p.key for p in parents if p.key[0] == "tracker"]
    return found


def migrate(*targets: tuple[str, str]) -> None:
    with connection.cursor() as cursor:
        # No check may be pending while a table changes.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    MigrationExecutor(connection).migrate(list(targets))


def leaf() -> tuple[str, str]:
    (found,) = MigrationExecutor(connection).loader.graph.leaf_nodes("tracker")
    return found


@pytest.fixture
def filled(db: None) -> Evidence:
    report = factories.make_report("KEN")
    factories.make_figure(report, factories.make_line(report))
    return factories.make_evidence(factories.entry_of(report))


@pytest.mark.skipif(not PROOF, reason="two minutes of migrations; `make proof` asks it")
def test_constraints_go_and_come_back_on_filled_tables(filled):
    here = {key.name for key in catalog.foreign_keys()}
    migrate(before("_same_member"))
    without = {key.name for key in catalog.foreign_keys()}
    assert {"entry_report_of_member", "tracker_evidence_entries_evidence_id_same_member"} <= (
        here - without
    )
    assert "tracker_evidence_entries" not in catalog.owned_tables()
    migrate(leaf())
    assert {key.name for key in catalog.foreign_keys()} == here
    with connection.cursor() as cursor:
        cursor.execute("SELECT member_id FROM tracker_evidence_entries")
        assert cursor.fetchall() == [(filled.member_id,)]


@pytest.mark.skipif(not PROOF, reason="a minute of migrations; `make proof` asks it")
def test_row_that_breaks_isolation_stops_the_proof_and_is_named(filled):
    # Before the way back: the models of today know no earlier tables.
    of_norway = factories.entry_of(factories.make_report("NOR")).pk
    migrate(before("_same_member"))
    Evidence.entries.through.objects.update(progressentry_id=of_norway)
    migrate(node("_same_member"))
    with pytest.raises(IntegrityError, match="progressentry_id_same_member"), transaction.atomic():
        migrate(node("_same_member_proven"))
