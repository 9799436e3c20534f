"""A statement that takes too long is ended, and its reader is told to try again."""

from __future__ import annotations

import pytest
from django.db import OperationalError, connection, connections, transaction
from django.test import Client
from django.urls import path
from rest_framework.response import Response
from rest_framework.views import APIView

from tracker import statements, urls

handler500 = urls.handler500


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


def test_tables_of_a_file_are_joined_whole_and_those_of_the_next_statement_as_ever(db):
    def nested_loops() -> str:
        with connection.cursor() as cursor:
            cursor.execute("SHOW enable_nestloop")
            return cursor.fetchone()[0]

    with statements.for_a_file():
        assert nested_loops() == "off"
    assert nested_loops() == "on"
