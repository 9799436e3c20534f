"""The clock's sign of life; and whether it ticks in the database in which it ticked before."""

from __future__ import annotations

from django.db import ProgrammingError, connection, transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from accounts.actor import SYSTEM
from tracker.models import Heartbeat

from . import outbox
from .saving import recorded

HEARTBEAT = "dispatch"


def beat() -> None:
    """Notes that the clock ticks, for those who watch it.

    In a restored copy of the database all mail is held first: what the copy thinks is due may have
    left long ago. Somebody looks at what would go, and releases it.
    """
    with transaction.atomic():
        home = _home()
        before = Heartbeat.objects.filter(name=HEARTBEAT).values_list("home", flat=True).first()
        if before and before != home:
            reason = _("This database was restored from a copy.")
            with recorded(SYSTEM, "holding.hold", reason):
                outbox.put_on_hold(reason)
        Heartbeat.objects.bulk_create(
            [Heartbeat(name=HEARTBEAT, at=Now(), home=home)],
            update_conflicts=True,
            unique_fields=["name"],
            update_fields=["at", "home"],
        )


def _home() -> str:
    """What a dump does not carry along: the numbers of the database and of a table, and that of the
    server, where we may read it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT concat(oid, '/', 'tracker_heartbeat'::regclass::oid) FROM pg_database "
            "WHERE datname = current_database()"
        )
        place = str(cursor.fetchone()[0])
        try:
            with transaction.atomic():
                cursor.execute("SELECT system_identifier FROM pg_control_system()")
                return f"{cursor.fetchone()[0]}/{place}"
        except ProgrammingError:
            return place
