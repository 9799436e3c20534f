"""A statement that takes too long is ended, and its reader is told to try again."""

from __future__ import annotations

import pytest
from django.db import DataError, OperationalError, connection, connections, transaction
from django.test import Client
from django.urls import path
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.models import Member
from tracker import statements, urls

handler500 = urls.handler500
CODES = ["KEN", "NOR", "CHL", "FIN"]


def sleep(_request: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(5)")


class Sleep(APIView):
    def get(self, request: object) -> Response:
        sleep(request)
        return Response()


urlpatterns = [path("sleep/", sleep), path("api/v1/sleep/", Sleep.as_view())]


@pytest.fixture
def hurried(db: None) -> None:
    """Statements of this test's own connection have 50 milliseconds."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 50")


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("address", ["/sleep/", "/api/v1/sleep/"])
def test_statement_over_its_time_ends_as_503(hurried, address):
    client = Client(raise_request_exception=False)
    answer = client.get(address)
    assert answer.status_code == 503
    assert int(answer["Retry-After"]) > 0


def test_limit_holds_on_connections_opened_from_then_on(db, monkeypatch):
    facts = connections.settings["default"]
    # The web process of another test may have set its own limit here already.
    monkeypatch.setitem(facts, "OPTIONS", {**facts["OPTIONS"], "options": ""})
    statements.end_after(7)
    fresh = connections.create_connection("default")
    try:
        with fresh.cursor() as cursor:
            cursor.execute("SHOW statement_timeout")
            assert cursor.fetchone() == ("7s",)
            cursor.execute("SHOW jit")
            assert cursor.fetchone() == ("off",)
    finally:
        fresh.close()


def test_file_has_an_hour_and_the_next_statement_has_not(hurried):
    with statements.for_a_file(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(0.06)")
        cursor.execute("SHOW statement_timeout")
        assert cursor.fetchone() == ("1h",)
    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        assert cursor.fetchone() != ("1h",)


def take_too_long() -> None:
    with transaction.atomic(), statements.for_a_file(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 20")
        cursor.execute("SELECT pg_sleep(5)")


def test_file_that_failed_leaves_nothing_behind(db):
    with pytest.raises(OperationalError):
        take_too_long()
    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        assert cursor.fetchone() != ("1h",)


def test_tables_are_joined_whole_where_asked_and_for_the_next_statement_as_ever(db):
    def nested_loops() -> str:
        with connection.cursor() as cursor:
            cursor.execute("SHOW enable_nestloop")
            return cursor.fetchone()[0]

    with statements.for_a_file(), statements.tables_joined_whole():
        assert nested_loops() == "off"
    with statements.for_a_file():
        assert nested_loops() == "on"


def test_file_is_sorted_in_more_memory_and_the_next_statement_is_not(db):
    def memory() -> str:
        with connection.cursor() as cursor:
            cursor.execute("SHOW work_mem")
            return cursor.fetchone()[0]

    before = memory()
    with statements.for_a_file():
        assert memory() == "32MB"
    assert memory() == before


def planned() -> list[str]:
    """The statements that this connection planned once for all their values."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements")
        return [words for (words,) in cursor.fetchall() if "accounts_member" in words]


def test_statement_that_comes_back_is_planned_once_for_all_values(db):
    before = planned()
    with statements.prepared():
        found = [Member.objects.get(code=code).code for code in CODES]
    assert found == CODES
    assert len(planned()) == len(before) + 1


def test_statement_outside_is_planned_for_its_own_values(db):
    with statements.prepared():
        pass
    before = planned()
    assert [Member.objects.get(code=code).code for code in CODES] == CODES
    assert planned() == before


def test_mistake_inside_leaves_nothing_behind(db):
    with pytest.raises(DataError), transaction.atomic(), statements.prepared():
        Member.objects.raw("SELECT 1/%s AS id", [0])[0]
    before = planned()
    assert [Member.objects.get(code=code).code for code in CODES] == CODES
    assert planned() == before
