"""Civil society's views. A monitor's pages are their own: for everybody else of the member, and for
the secretariat, there is nothing at these addresses, whether a view was filed or not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.permission_table import Row, World, everybody, who

MONITOR = "civil_society_monitor"
SIGN_IN = {"s302": "public"}


def own(w: World) -> Mapping[str, Any]:
    return {"cycle": w.cycle, "code": "2022-03"}


def unwritten(w: World) -> Mapping[str, Any]:
    return {"cycle": w.cycle, "code": "2022-01"}


def view(w: World) -> Mapping[str, Any]:
    return {"public_id": w.view.public_id}


def shared(w: World) -> Mapping[str, Any]:
    return {"public_id": w.network_view.public_id}


def said(w: World) -> Mapping[str, Any]:
    return {"version": 0, "view": "differs", "language": "en", "audience": "secretariat"}


def new(w: World) -> Mapping[str, Any]:
    return {"cycle": w.cycle, "recommendation": "2022-01", "view": "differs"}


def words(w: World) -> Mapping[str, Any]:
    return {"text": "Two centres closed."}


ROWS = [
    Row("tracker:view-list", "GET", who(404, s200="reviewer", **SIGN_IN)),
    Row("tracker:view-list", "POST", who(405, **SIGN_IN)),
    Row("tracker:view", "GET", who(404, s200=MONITOR, **SIGN_IN), args=unwritten, note="unwritten"),
    Row("tracker:view", "GET", who(404, s200=MONITOR, **SIGN_IN), args=own),
    Row("tracker:view", "POST", who(404, s302=f"public {MONITOR}"), args=unwritten, body=said),
    Row("tracker:view-hide", "GET", who(405, **SIGN_IN), args=own),
    Row("tracker:view-hide", "POST", who(404, s302=f"public {MONITOR}"), args=own),
    Row("tracker:view-take-back", "GET", who(404, s200=MONITOR, **SIGN_IN), args=own),
    Row(
        "tracker:view-take-back",
        "POST",
        who(404, s302=f"public {MONITOR}"),
        args=own,
        body=lambda w: {"version": 1},
    ),
    Row("api:civil-society-view-list", "GET", everybody(200)),
    Row(
        "api:civil-society-view-list",
        "POST",
        who(403, s201=MONITOR, s401="public"),
        body=new,
    ),
    Row(
        "api:civil-society-view-detail",
        "GET",
        who(200, s404="public"),
        args=shared,
        note="network",
    ),
    Row("api:civil-society-view-detail", "GET", who(404, s200=f"{MONITOR} reviewer"), args=view),
    Row(
        "api:civil-society-view-detail",
        "PATCH",
        who(404, s200=MONITOR, s403="reviewer", s401="public"),
        args=view,
        body=words,
    ),
    Row(
        "api:civil-society-view-detail",
        "PATCH",
        who(403, s200=MONITOR, s401="public"),
        args=shared,
        body=words,
        note="network",
    ),
    Row(
        "api:civil-society-view-detail",
        "DELETE",
        who(404, s204=MONITOR, s403="reviewer", s401="public"),
        args=view,
    ),
    Row(
        "api:civil-society-view-detail",
        "DELETE",
        who(403, s204=MONITOR, s401="public"),
        args=shared,
        note="network",
    ),
]
