"""What is asked of contributors, and keys for the API. A stranger finds nothing of Kenya’s."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from tests import factories
from tests.permission_table import Row, World, everybody, who

LEADING = "focal_point deputy"
READERS = "clearing_officer viewer"
SIGN_IN = {"s302": "public"}
NO_POST = who(405, **SIGN_IN)


def cycle(w: World) -> Mapping[str, Any]:
    return {"cycle": w.cycle}


def asked(w: World) -> Mapping[str, Any]:
    return {"cycle": w.cycle, "public_id": w.assigned.public_id}


def entry(w: World) -> Mapping[str, Any]:
    return {"cycle": w.cycle, "code": w.code}


def line(w: World) -> Mapping[str, Any]:
    return {"cycle": w.cycle, "public_id": w.line.public_id}


def assignment(w: World) -> Mapping[str, Any]:
    return {"public_id": w.assigned.public_id}


def soon() -> dt.date:
    return dt.datetime.now(dt.UTC).date() + dt.timedelta(days=5)


def question(w: World) -> Mapping[str, Any]:
    day = soon()
    return {
        "codes": ["2022-01"],
        "to": str(w.assigned.appointment.public_id),
        "due_on_day": day.day,
        "due_on_month": day.month,
        "due_on_year": day.year,
    }


def new(w: World) -> Mapping[str, Any]:
    other = factories.entry_of(w.report, "2022-01")
    return {
        "appointment": str(w.assigned.appointment.public_id),
        "entry": str(other.public_id),
        "due_on": soon().isoformat(),
    }


KEY = {"label": "Nightly copy", "scope": "read", "days": 30}

ROWS = [
    Row(
        "tracker:ask",
        "GET",
        who(404, s200=f"{LEADING} stranger", s403=f"contributor {READERS}", **SIGN_IN),
        args=cycle,
    ),
    Row(
        "tracker:ask",
        "GET",
        who(404, s200="stranger", s403=f"{LEADING} contributor {READERS}", **SIGN_IN),
        at="submitted",
        args=cycle,
    ),
    Row(
        "tracker:ask",
        "POST",
        # The seat that is named does not exist for a stranger.
        who(404, s302=f"public {LEADING}", s400="stranger", s403=f"contributor {READERS}"),
        args=cycle,
        body=question,
    ),
    Row(
        "tracker:asked",
        "GET",
        who(404, s200=LEADING, s403=f"contributor {READERS}", **SIGN_IN),
        args=asked,
    ),
    Row(
        "tracker:asked",
        "POST",
        who(404, s302=f"public {LEADING}", s403=f"contributor {READERS}"),
        args=asked,
        body=lambda w: {"then": "withdraw", "version": 1},
    ),
    Row("tracker:ready", "GET", NO_POST, args=entry),
    Row(
        "tracker:ready",
        "POST",
        who(404, s302="public contributor", s403=f"{LEADING} {READERS} stranger"),
        args=entry,
        body=lambda w: {"version": 1},
    ),
    Row(
        "tracker:ready",
        "POST",
        who(404, s403=f"contributor {LEADING} {READERS} stranger", **SIGN_IN),
        at="submitted",
        args=entry,
        body=lambda w: {"version": 1},
    ),
    Row("tracker:line", "GET", who(404, s200="contributor", **SIGN_IN), args=line),
    Row(
        "tracker:line",
        "POST",
        who(404, s403="contributor", **SIGN_IN),
        at="submitted",
        args=line,
        body=lambda w: {"then": "save", "part": 1},
    ),
    Row(
        "tracker:line",
        "POST",
        who(404, s400="contributor", **SIGN_IN),
        args=line,
        body=lambda w: {"then": "save", "part": 1},
        note="an empty table",
    ),
    Row("tracker:keys", "GET", who(200, **SIGN_IN)),
    Row("tracker:keys", "POST", who(200, **SIGN_IN), body=lambda w: KEY),
    Row(
        "tracker:keys",
        "POST",
        who(404, **SIGN_IN),
        body=lambda w: {"revoke": "0" * 128},
        note="foreign",
    ),
    Row("api:assignment-list", "GET", everybody(200)),
    Row(
        "api:assignment-list",
        "POST",
        who(
            403,
            s201=LEADING,
            s400="stranger",
            s401="public",
        ),
        body=new,
    ),
    Row(
        "api:assignment-detail",
        "GET",
        who(404, s200=f"{LEADING} contributor {READERS}"),
        args=assignment,
    ),
    Row(
        "api:assignment-detail",
        "PATCH",
        who(404, s200=LEADING, s401="public", s403=f"contributor {READERS}"),
        args=assignment,
        body=lambda w: {"due_on": soon().isoformat()},
        note="the day",
    ),
    Row(
        "api:assignment-detail",
        "PATCH",
        who(404, s200="contributor", s401="public", s403=f"{LEADING} {READERS}"),
        args=assignment,
        body=lambda w: {"ready": True},
        note="ready",
    ),
    Row(
        "api:assignment-detail",
        "DELETE",
        who(404, s204=LEADING, s401="public", s403=f"contributor {READERS}"),
        args=assignment,
    ),
]
