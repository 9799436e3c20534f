"""What supervisors see of a well and of an ailing installation."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client

from tests import factories
from tests.mailsink import free_port, listening
from tests.reminding import MORNING, late_report, security_mail
from tracker import health
from tracker.domain.heartbeat import beat
from tracker.models import Heartbeat, MailHold, OutgoingMail, Reminder
from tracker.queries.clock import database_now

MINUTE = dt.timedelta(minutes=1)


def checks(client: Client) -> tuple[int, dict[str, str]]:
    response = client.get("/readyz")
    return response.status_code, response.json()["checks"]


def doctor() -> tuple[int, str]:
    words = io.StringIO()
    try:
        call_command("doctor", stdout=words, no_color=True)
    except SystemExit as end:
        return int(end.code or 0), words.getvalue()
    return 0, words.getvalue()


def test_liveness_asks_nobody_else(client: Client, django_assert_num_queries) -> None:
    """No database mark on this test: a query would fail it."""
    response = client.get("/healthz")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})
    assert "no-store" in response["Cache-Control"]
    assert client.post("/healthz").status_code == 405


@pytest.mark.django_db
def test_well_installation_is_ready(client: Client) -> None:
    beat()
    assert checks(client) == (
        200,
        {"database": "ok", "redis": "ok", "heartbeat": "ok", "mail": "ok"},
    )


@pytest.mark.django_db
def test_clock_that_never_ticked_or_stopped_is_seen(client: Client) -> None:
    status, found = checks(client)
    assert (status, found["heartbeat"], found["database"]) == (503, "failing", "ok")
    beat()
    Heartbeat.objects.update(at=database_now() - 4 * MINUTE)
    assert checks(client)[1]["heartbeat"] == "failing"


@pytest.mark.django_db
def test_mail_that_is_late_is_seen_unless_it_is_held_back(client: Client) -> None:
    beat()
    mail = security_mail()
    OutgoingMail.objects.filter(pk=mail.pk).update(next_attempt_at=database_now() - 6 * MINUTE)
    status, found = checks(client)
    assert (status, found["mail"]) == (503, "failing")
    MailHold.objects.create(reason="Restored")
    assert checks(client)[0] == 200


@pytest.mark.django_db
def test_redis_that_is_gone_is_seen_and_named_to_operators_only(client: Client, settings) -> None:
    beat()
    port = free_port()
    settings.CACHES = {
        "default": {**settings.CACHES["default"], "LOCATION": f"redis://127.0.0.1:{port}/0"}
    }
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["checks"]["redis"] == "failing"
    assert str(port) not in response.content.decode()
    status, words = doctor()
    assert status == 1
    assert "BAD redis: " in words


@pytest.mark.django_db
def test_doctor_has_a_line_for_each_part_and_is_content() -> None:
    beat()
    status, words = doctor()
    assert status == 0
    names = [line.split()[1] for line in words.splitlines()]
    parts = "database migrations redis mail storage scanner heartbeat".split()
    assert names == [f"{part}:" for part in parts]
    assert all(line.startswith("ok ") for line in words.splitlines())


@pytest.mark.django_db
def test_doctor_names_a_pending_migration() -> None:
    beat()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'tracker'")
    status, words = doctor()
    assert status == 1
    assert "run manage.py migrate" in words


@pytest.mark.django_db
def test_doctor_names_earlier_migrations_that_are_missing() -> None:
    beat()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE name = '0143_documents_are_ordered'")
    status, words = doctor()
    assert status == 1
    assert "It lacks: tracker.0143_documents_are_ordered." in words


@pytest.mark.django_db
def test_doctor_names_a_mail_server_without_the_encryption_that_is_asked_for(settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_USE_TLS = True
    with listening() as sink:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", sink.port
        found = {f.name: f for f in health.examine({"mail": health.mail})}
    assert not found["mail"].is_well
    assert "does not offer encryption" in found["mail"].sentence


@pytest.mark.django_db
def test_doctor_names_a_mail_server_out_of_reach_and_a_hold(settings) -> None:
    beat()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    status, words = doctor()
    assert status == 1
    assert "BAD mail: " in words
    MailHold.objects.create(reason="Restored from a backup")
    assert "on hold since" in doctor()[1]


@pytest.mark.django_db
def test_doctor_names_a_store_that_cannot_be_written(settings, tmp_path) -> None:
    beat()
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    storages = {**settings.STORAGES}
    options = {**storages["evidence"]["OPTIONS"], "location": blocked / "evidence"}
    storages["evidence"] = {**storages["evidence"], "OPTIONS": options}
    settings.STORAGES = storages
    status, words = doctor()
    assert status == 1
    assert "BAD storage: " in words


@pytest.mark.django_db
def test_reminder_that_waits_too_long_is_late(client: Client) -> None:
    beat()
    late_report(factories.make_seat("focal_point", "KEN"))
    Reminder.objects.filter(due_at=MORNING).update(due_at=database_now() - 6 * MINUTE)
    Reminder.objects.exclude(due_at__lt=database_now()).update(
        due_at=database_now() + dt.timedelta(days=1)
    )
    assert checks(client)[1]["mail"] == "failing"
    Reminder.objects.update(state="cancelled")
    assert checks(client)[0] == 200
