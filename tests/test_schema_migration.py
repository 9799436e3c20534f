"""Member isolation arrives in filled tables, goes again, and stops at a row that breaks it: what a
migration uses that gives a table its member later."""

from __future__ import annotations

import pytest
from django.contrib.postgres.operations import ValidateConstraint
from django.db import IntegrityError, connection, migrations, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from accounts.composite import PATIENCE, SameMember, member_of_join, validate_join
from tests import catalog, factories
from tracker.models import Evidence, ProgressEntry

pytestmark = pytest.mark.django_db

JOIN = "tracker_evidence_entries"
TO_REPORT, TO_EVIDENCE = "entry_report_of_member", f"{JOIN}_evidence_id_same_member"
OF_JOIN = member_of_join(
    JOIN,
    owner=("evidence_id", "tracker_evidence"),
    other=("progressentry_id", "tracker_progressentry"),
)
ARRIVES = [
    PATIENCE,
    migrations.AddConstraint("progressentry", SameMember("report", name=TO_REPORT)),
    *OF_JOIN,
    PATIENCE,
]
KEY_PROVEN = [ValidateConstraint("progressentry", TO_REPORT)]
JOIN_PROVEN = [PATIENCE, *validate_join(JOIN, "evidence_id", "progressentry_id"), PATIENCE]
GOES = [
    PATIENCE,
    *[migrations.RunSQL(step.reverse_sql) for step in reversed(OF_JOIN)],
    migrations.RemoveConstraint("progressentry", TO_REPORT),
    PATIENCE,
]


def carry_out(operations: list[Operation], state: ProjectState) -> ProjectState:
    """As a migration of the tracker in a transaction of its own; returns the state after it."""
    migration = migrations.Migration("later", "tracker")
    migration.operations = operations
    with connection.cursor() as cursor:
        # No check may be pending while a table changes.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with connection.schema_editor() as editor:
        return migration.apply(state, editor)


def keys() -> dict[str, bool]:
    """Every foreign key of the database, and whether it is proven."""
    return {key.name: key.is_proven for key in catalog.foreign_keys()}


@pytest.fixture
def filled(db: None) -> Evidence:
    report = factories.make_report("KEN")
    factories.make_figure(report, factories.make_line(report))
    return factories.make_evidence(factories.entry_of(report))


@pytest.fixture
def without(filled: Evidence) -> ProjectState:
    """The tables of today with the rows of `filled`, before answers and links had their member."""
    return carry_out(GOES, MigrationLoader(connection).project_state())


def test_constraints_go_and_come_back_on_filled_tables(filled: Evidence, without: ProjectState):
    assert not {TO_REPORT, TO_EVIDENCE} & keys().keys()
    assert JOIN not in catalog.owned_tables()
    state = carry_out(ARRIVES, without)
    assert (keys()[TO_REPORT], keys()[TO_EVIDENCE]) == (False, False)
    carry_out([*KEY_PROVEN, *JOIN_PROVEN], state)
    assert (keys()[TO_REPORT], keys()[TO_EVIDENCE]) == (True, True)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT member_id FROM {JOIN}")
        assert cursor.fetchall() == [(filled.member_id,)]


def test_link_that_breaks_isolation_stops_the_proof_and_is_named(without: ProjectState):
    of_norway = factories.entry_of(factories.make_report("NOR")).pk
    Evidence.entries.through.objects.update(progressentry_id=of_norway)
    state = carry_out(ARRIVES, without)
    with pytest.raises(IntegrityError, match="progressentry_id_same_member"), transaction.atomic():
        carry_out(JOIN_PROVEN, state)


def test_row_that_breaks_isolation_stops_the_proof_and_is_named(
    filled: Evidence, without: ProjectState
):
    of_norway = factories.make_report("NOR").pk
    ProgressEntry.internal.filter(member=filled.member).update(report_id=of_norway)
    state = carry_out(ARRIVES, without)
    with pytest.raises(IntegrityError, match=TO_REPORT), transaction.atomic():
        carry_out(KEY_PROVEN, state)
