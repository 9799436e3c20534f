"""No connection to the database is left (reliability D12): whoever comes is told to try again, at
every door, and is served as soon as one is free."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from tests import factories, racing
from tests.workers import database_url, own_number, wait_until

SPARE = 3


@pytest.mark.django_db(transaction=True)
def test_visitor_without_a_connection_is_told_to_come_again_and_then_served(
    tmp_path: Path, worker_id: str, request: pytest.FixtureRequest
) -> None:
    report = factories.make_report("KEN")
    factories.answer(report, narrative="The committee met.")
    with (
        racing.web(tmp_path, own_number(worker_id, 60)) as server,
        ExitStack() as held,
    ):
        seats = racing.by_token(server.port, factories.amina())
        visitor = racing.Caller(server.port)
        for caller in (seats, visitor):
            request.addfinalizer(caller.door.close)
        request.addfinalizer(lambda: limit(-1))
        limit(in_use() + SPARE)
        entry = f"/api/v1/entries/{factories.entry_of(report).public_id}/"
        for caller, method, door, *rest in (
            (visitor, "GET", "/en/"),
            (visitor, "GET", "/api/v1/recommendations/"),
            (seats, "PATCH", entry, '{"narrative": "x"}', {"If_Match": '"1"'}),
        ):
            take_all(held)
            body, headers = rest or ("", {})
            answer = caller.ask(method, door, body, **headers)
            assert (answer.status, answer.headers["Retry-After"]) == (503, "5"), answer.body[:500]
            assert b"Traceback" not in answer.body
        assert visitor.ask("GET", "/healthz").status == 200
        assert visitor.ask("GET", "/readyz").status == 503

        held.close()
        wait_until(lambda: visitor.ask("GET", "/en/").status == 200)
        assert seats.ask("GET", entry).json()["narrative"] == "The committee met."


def in_use() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()")
        return int(cursor.fetchone()[0])


def take_all(held: ExitStack) -> None:
    """Every connection that is free now: one that the server had may just have ended."""
    try:
        while True:
            held.enter_context(psycopg.connect(database_url()))
    except psycopg.OperationalError as refused:
        if "too many connections" not in str(refused):
            raise


def limit(connections: int) -> None:
    """At most so many to this database; less than none is no limit."""
    name = connection.ops.quote_name(connection.settings_dict["NAME"])
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER DATABASE {name} CONNECTION LIMIT {connections:d}")
