"""Reminders and mails: the secretariat looks, administrators hold, release and send again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from tests.permission_table import Row, World, who
from tracker.domain import outbox
from tracker.models import OutgoingMail

SIGN_IN = {"s302": "public"}
SECRETARIAT = "reviewer administrator"
NO_POST = who(405, **SIGN_IN)
READ = who(403, s200=SECRETARIAT, **SIGN_IN)
OPERATE = who(403, s200="administrator", **SIGN_IN)
DONE = who(403, s302="public administrator")
SENT = who(403, s302=f"public {SECRETARIAT}")


def mail(w: World) -> Mapping[str, Any]:
    """A failed digest about Kenya to its focal point."""
    seat = w.people["focal_point"].seat
    assert seat is not None
    row = OutgoingMail.objects.filter(recipient=seat.user, kind="digest").first()
    if row is None:
        day = dt.date(2026, 1, 1)
        now = dt.datetime.now(dt.UTC)
        row = outbox.new_mail("digest", "digest", seat.user, day, now, member_id=seat.member_id)
    # Nothing is written where it stands so already: reading must change no row.
    OutgoingMail.objects.filter(pk=row.pk).exclude(state="failed").update(state="failed")
    return {"public_id": row.public_id}


def kenya(w: World) -> Mapping[str, Any]:
    return {"code": w.member}


def reason(w: World) -> Mapping[str, Any]:
    return {"reason": "Restored from a backup."}


ROWS = [
    Row("tracker:review-reminders", "GET", READ),
    Row("tracker:review-reminders", "POST", NO_POST),
    Row("tracker:review-reminders-csv", "GET", READ),
    Row("tracker:review-reminders-csv", "POST", NO_POST),
    Row("tracker:review-mail", "GET", READ, args=mail),
    Row("tracker:review-mail", "POST", NO_POST, args=mail),
    Row("tracker:review-mail-again", "GET", OPERATE, args=mail),
    Row("tracker:review-mail-again", "POST", DONE, args=mail),
    Row("tracker:review-hold", "GET", OPERATE),
    Row("tracker:review-hold", "POST", DONE, body=reason),
    Row("tracker:review-release", "GET", OPERATE),
    Row("tracker:review-release", "POST", DONE),
    Row("tracker:review-send-now", "GET", READ, args=kenya),
    Row("tracker:review-send-now", "POST", SENT, args=kenya),
]
