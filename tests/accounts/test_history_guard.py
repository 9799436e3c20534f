"""History is never changed: by nobody, in no kind of session."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

import pghistory
import pgtrigger
import psycopg
import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from pghistory.models import Context, Event

from accounts.actor import Actor
from accounts.enums import Role
from accounts.models import ApiToken, Appointment, AssignedMember, Member
from tests import factories
from tests.emptying import FirstRows
from tracker.domain.saving import recorded
from tracker.models import ReportingCycle

EVENTS = [m for m in apps.get_models() if issubclass(m, Event)]
TABLES = sorted(m._meta.db_table for m in EVENTS)
CHANGES = {
    "update": "UPDATE {table} SET pgh_label = pgh_label",
    "delete": "DELETE FROM {table}",
    "truncate": "TRUNCATE {table}",
}
REPLICA = "SET session_replication_role = replica"


def run(*statements: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


@pytest.fixture
def as_replica(db: None) -> Iterator[Callable[[str], None]]:
    """A session of the server's own superuser in replica mode, where ordinary triggers sleep. The
    tracker's role may not enter that mode at all."""
    known = connection.get_connection_params()
    known = {name: known[name] for name in ("dbname", "host", "port") if name in known}
    try:
        session = psycopg.connect(**known, user="postgres", autocommit=True)
    except psycopg.OperationalError:
        pytest.skip("This server lets nobody in as postgres.")
    with session:
        session.execute(REPLICA)
        yield lambda statement: session.execute(statement) and None


def guards() -> dict[tuple[str, str], str]:
    """How each trigger is switched on, by table and name: A is always."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text, tgname, tgenabled FROM pg_trigger "
            "WHERE NOT tgisinternal"
        )
        return {(table, name): enabled for table, name, enabled in cursor.fetchall()}


@pytest.mark.django_db
@pytest.mark.parametrize("table", TABLES)
def test_each_event_table_is_guarded_in_every_session(table: str) -> None:
    advice = f"End the migration of {table} with RunPython(guard_history, RunPython.noop)."
    assert guards().get((table, "history_guard")) == "A", advice
    assert any(name.startswith("pgtrigger_append_only") for at, name in guards() if at == table), (
        table
    )


@pytest.mark.django_db
@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("table", TABLES)
def test_history_refuses_every_change(table: str, change: str) -> None:
    with pytest.raises(DatabaseError, match="History is never changed"):
        run(CHANGES[change].format(table=table))


@pytest.mark.parametrize("change", CHANGES)
def test_replica_mode_skips_no_guard(as_replica: Callable[[str], None], change: str) -> None:
    for table in TABLES:
        with pytest.raises(psycopg.DatabaseError, match="History is never changed"):
            as_replica(CHANGES[change].format(table=table))


@pytest.mark.django_db
def test_role_of_the_tracker_may_not_enter_replica_mode() -> None:
    with pytest.raises(DatabaseError, match="permission denied"):
        run(REPLICA)


@pytest.mark.django_db
def test_ignoring_the_library_triggers_changes_no_history(amina: Actor) -> None:
    before = Appointment.pgh_event_model.objects.count()
    assert before
    with pytest.raises(DatabaseError), transaction.atomic(), pgtrigger.ignore():
        Appointment.pgh_event_model.objects.all().delete()
    assert Appointment.pgh_event_model.objects.count() == before


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "change",
    [
        "UPDATE pghistory_context SET metadata = '{}'",
        "UPDATE pghistory_context SET created_at = now(), metadata = '{}'",
        "DELETE FROM pghistory_context",
        "TRUNCATE pghistory_context",
    ],
)
def test_context_stands_once_its_transaction_is_over(
    transactional_db: None, as_replica: Callable[[str], None], change: str
) -> None:
    with recorded(Actor(is_system=True), "test.verb", "Because."):
        factories.make_cycle()
    with pytest.raises(DatabaseError, match="History is never changed"):
        run(change)
    with pytest.raises(psycopg.DatabaseError, match="History is never changed"):
        as_replica(change)
    assert Context.objects.get().metadata["why"] == "Because."


@pytest.mark.django_db(transaction=True)
def test_nested_verb_adds_to_the_context_of_its_own_transaction() -> None:
    with recorded(Actor(is_system=True), "test.outer"):
        cycle = factories.make_cycle()
        with transaction.atomic(), pghistory.context(verb="test.inner"):
            ReportingCycle.objects.filter(pk=cycle.pk).update(code="2027")
    assert [c.metadata["verb"] for c in Context.objects.all()] == ["test.inner"]


@pytest.mark.django_db(transaction=True)
def test_tables_emptied_behind_a_test_are_guarded_again() -> None:
    first = FirstRows()
    factories.make_seat(Role.FOCAL_POINT, "KEN")
    Member.objects.filter(code="NOR").update(name="Elsewhere")
    assert Appointment.pgh_event_model.objects.exists()
    first.put_back()
    assert Member.objects.get(code="NOR").name == "Norway"
    assert Member.objects.count() == 87
    assert not Appointment.pgh_event_model.objects.exists()
    assert {guards()[table, "history_guard"] for table in [*TABLES, "pghistory_context"]} == {"A"}


@pytest.mark.django_db
def test_freezing_a_member_is_history_and_nothing_else_of_it_is() -> None:
    kenya = Member.objects.get(code="KEN")
    Member.objects.filter(pk=kenya.pk).update(un_name="Republic of Kenya (test)")
    assert not kenya.events.exists()
    now = dt.datetime.now(dt.UTC)
    Member.objects.filter(pk=kenya.pk).update(frozen_at=now, frozen_reason="Change of government")
    assert list(kenya.events.values_list("frozen_at", "frozen_reason")) == [
        (now, "Change of government")
    ]


@pytest.mark.django_db
def test_token_is_history_without_its_digest_label_and_uses(amina: Actor) -> None:
    token, _key = ApiToken.objects.create(
        user=amina.user, seat=amina.seat, label="Amina’s laptop", expiry=dt.timedelta(days=9)
    )
    ApiToken.objects.update(last_used_at=dt.datetime.now(dt.UTC))
    ApiToken.objects.update(scope="write")
    token.delete()
    events = ApiToken.pgh_event_model.objects.order_by("pgh_id")
    assert [(e.pgh_label, e.scope, e.seat_id) for e in events] == [
        ("insert", "read", amina.seat.pk),
        ("update", "write", amina.seat.pk),
        ("delete", "write", amina.seat.pk),
    ]
    kept = {f.name for f in ApiToken.pgh_event_model._meta.fields}
    assert not kept & {"digest", "token_key", "label", "last_used_at", "pgh_obj"}


@pytest.mark.django_db
def test_whose_reports_a_reviewer_reads_is_history() -> None:
    seat = factories.make_seat(Role.REVIEWER, reviews=("KEN",))
    seat.assigned_members.set(Member.objects.filter(code="NOR"))
    events = AssignedMember.pgh_event_model.objects.order_by("pgh_id")
    assert [(e.pgh_label, e.member.code) for e in events] == [
        ("insert", "KEN"),
        ("delete", "KEN"),
        ("insert", "NOR"),
    ]


@pytest.mark.django_db
def test_dates_of_a_cycle_are_history() -> None:
    cycle = factories.make_cycle()
    later = cycle.closes_on + dt.timedelta(days=7)
    ReportingCycle.objects.filter(pk=cycle.pk).update(closes_on=later)
    assert list(cycle.events.order_by("pgh_id").values_list("pgh_label", "closes_on")) == [
        ("insert", cycle.closes_on),
        ("update", later),
    ]


def test_title_of_a_seat_is_in_no_history() -> None:
    assert "title" not in {f.name for f in Appointment.pgh_event_model._meta.fields}
