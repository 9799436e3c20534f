"""Is every part of the installation alive? `/readyz` and `manage.py doctor` ask the same."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from dataclasses import dataclass

import redis
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.mail import get_connection
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from tracker import antivirus
from tracker.checks import check_steps
from tracker.enums import MailState, ReminderState
from tracker.mailwords import remedy
from tracker.models import Heartbeat, MailHold, OutgoingMail, Reminder
from tracker.queries.clock import database_now

TICK = "dispatch"
HEARTBEAT_MAY_BE_OLD = dt.timedelta(minutes=3)
MAIL_MAY_BE_LATE = dt.timedelta(minutes=5)


@dataclass(frozen=True)
class Finding:
    """One part and how it is. `sentence` is for operators; it never holds a password."""

    name: str
    is_well: bool
    sentence: str


class Ailing(Exception):
    """Raised by a check: what is wrong, and the remedy."""


def database() -> str:
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute("SHOW server_version")
        return _("PostgreSQL %(version)s answers.") % {"version": cursor.fetchone()[0]}


def migrations() -> str:
    if errors := check_steps(None, databases=[DEFAULT_DB_ALIAS]):
        raise Ailing(f"{errors[0].msg} {errors[0].hint}")
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if pending:
        raise Ailing(
            _("%(n)d migrations are pending: run manage.py migrate.") % {"n": len(pending)}
        )
    return _("All migrations are applied.")


def broker() -> str:
    address = str(settings.CACHES["default"]["LOCATION"])
    with redis.Redis.from_url(address, socket_connect_timeout=1, socket_timeout=1) as client:
        client.ping()
    return _("Redis answers.")


def mail() -> str:
    """A mail server that lets us in, or a place for mail files; and nobody holds mail back."""
    hold = MailHold.objects.filter(released_at__isnull=True).first()
    if hold is not None:
        raise Ailing(
            _("Outgoing mail is on hold since %(since)s: %(reason)s")
            % {"since": f"{hold.since:%Y-%m-%d}", "reason": hold.reason}
        )
    try:
        with get_connection():
            pass
    except Exception as error:
        raise Ailing(remedy(f"{type(error).__name__}: {error}")) from error
    return _("Mail can be handed over.")


def storage() -> str:
    place = storages["evidence"]
    name = place.save(f"doctor-{uuid.uuid4().hex}", ContentFile(b"doctor"))
    try:
        with place.open(name) as file:
            if file.read() != b"doctor":
                raise Ailing(_("Evidence files are not read as they were written."))
    finally:
        place.delete(name)
    return _("Evidence files can be written and read.")


def scanner() -> str:
    """The virus scanner answers, where one is set: without it no file comes in."""
    if not settings.CLAMD_URL:
        return _("No virus scanner is set (CLAMD_URL): files are taken unscanned.")
    if not antivirus.answers(settings.CLAMD_URL):
        raise Ailing(_("The virus scanner does not answer: no file comes in until it does."))
    return _("The virus scanner answers.")


def heartbeat() -> str:
    last = Heartbeat.objects.filter(name=TICK).first()
    if last is None:
        raise Ailing(_("No tick yet: start a worker and beat, or run manage.py remind --loop."))
    if database_now() - last.at > HEARTBEAT_MAY_BE_OLD:
        raise Ailing(
            _("The last tick was at %(at)s UTC: start a worker and beat.")
            % {"at": f"{last.at:%Y-%m-%d %H:%M}"}
        )
    return _("The clock ticks.")


def punctuality() -> str:
    """Nothing that is due waits, unless mail is on hold."""
    if MailHold.objects.filter(released_at__isnull=True).exists():
        return _("Mail is on hold, so nothing is late.")
    before = database_now() - MAIL_MAY_BE_LATE
    late = (
        Reminder.objects.filter(state=ReminderState.PENDING, due_at__lt=before).count()
        + OutgoingMail.objects.filter(state=MailState.PENDING, next_attempt_at__lt=before).count()
    )
    if late:
        raise Ailing(_("%(n)d mails are late by more than five minutes.") % {"n": late})
    return _("No mail is late.")


Check = Callable[[], str]
READINESS: dict[str, Check] = {
    "database": database,
    "redis": broker,
    "heartbeat": heartbeat,
    "mail": punctuality,
}
DOCTOR: dict[str, Check] = {
    "database": database,
    "migrations": migrations,
    "redis": broker,
    "mail": mail,
    "storage": storage,
    "scanner": scanner,
    "heartbeat": heartbeat,
}


def examine(checks: dict[str, Check]) -> list[Finding]:
    """Runs every check; one that fails stops none of the others."""
    return [_examine(name, check) for name, check in checks.items()]


def _examine(name: str, check: Check) -> Finding:
    try:
        return Finding(name, True, check())
    except Ailing as error:
        return Finding(name, False, str(error))
    except Exception as error:
        # Only the first line: drivers print addresses and hints below it.
        words = str(error).partition("\n")[0] or type(error).__name__
        return Finding(name, False, words)
