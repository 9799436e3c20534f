"""Plans and their actions: the member's people in a draft, its reviewer from the first submission
on, everybody once they are published. Focal point and deputy write."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.core.files.base import ContentFile

from tests.permission_table import Row, World, everybody, who
from tracker.models import Plan

OWN = "focal_point deputy contributor clearing_officer viewer"
WRITERS = "focal_point deputy"
READERS = "contributor clearing_officer viewer"
SIGN_IN = {"s302": "public"}


def plan(w: World) -> Mapping[str, Any]:
    return {"public_id": w.plan.public_id}


def action(w: World) -> Mapping[str, Any]:
    return {"public_id": w.action.public_id}


def facts(w: World) -> Mapping[str, Any]:
    """A plan as its page sends it."""
    return {
        "version": w.plan.version,
        "title": "Plan of the table",
        "language": "en",
        "kind": "nap",
        "status": "in_force",
        "orientation": "unknown",
        "lead_institution_type": "unknown",
        "civil_society_role": "unknown",
        "budget_state": "unknown",
        "confidentiality": "public",
    }


def deed(w: World) -> Mapping[str, Any]:
    """An action as its page sends it."""
    return {
        "version": w.action.version,
        "code": "9.9",
        "text": "Written by the table.",
        "language": "en",
        "delivery": "not_reported",
        "location_level": "unknown",
        "confidentiality": Plan.internal.get(pk=w.plan.pk).confidentiality,
    }


def withdrawn(w: World) -> Mapping[str, Any]:
    """The earlier plan, once it was withdrawn."""
    said = {"withdrawn_at": dt.datetime.now(dt.UTC), "withdrawn_reason": "It names somebody."}
    Plan.internal.filter(pk=w.earlier_plan.pk, withdrawn_at=None).update(**said)
    return {"public_id": w.earlier_plan.public_id}


def version(w: World) -> Mapping[str, Any]:
    return {"version": w.plan.version}


def new_action(w: World) -> Mapping[str, Any]:
    return {"plan": str(w.plan.public_id), "text": "Written by the table."}


def read(route: str, args: Any) -> list[Row]:
    return [
        Row(route, "GET", who(404, s200=OWN), args=args),
        Row(route, "GET", who(404, s200=f"{OWN} reviewer"), at="submitted", args=args),
        Row(route, "GET", everybody(200), at="published", args=args),
    ]


def form(route: str, args: Any, body: Any) -> list[Row]:
    """A page to write with: strangers find nothing, colleagues are told why not."""
    return [
        Row(route, "GET", who(404, s200=WRITERS, s403=READERS, **SIGN_IN), args=args),
        Row(
            route,
            "POST",
            who(404, s302=f"public {WRITERS}", s403=READERS),
            args=args,
            body=body,
        ),
    ]


def api(route: str, method: str, args: Any, body: Any, done: int) -> list[Row]:
    allowed = {f"s{done}": WRITERS}
    return [
        Row(
            route,
            method,
            who(404, s401="public", s403=READERS, **allowed),
            args=args,
            body=body,
        ),
    ]


ROWS = [
    *read("tracker:plan", plan),
    Row("tracker:plan", "POST", everybody(405), args=plan),
    # The stranger writes the plans of their own member.
    Row(
        "tracker:plan-create",
        "GET",
        who(404, s200=f"{WRITERS} stranger", s403=READERS, **SIGN_IN),
    ),
    Row(
        "tracker:plan-create",
        "POST",
        who(404, s302=f"public stranger {WRITERS}", s403=READERS),
        body=facts,
    ),
    *form("tracker:plan-edit", plan, facts),
    *form(
        "tracker:plan-remove",
        plan,
        version,
    ),
    *form(
        "tracker:plan-carry-over",
        plan,
        version,
    ),
    *read("tracker:plan-file", plan),
    Row("tracker:plan-file", "POST", everybody(405), args=plan),
    # No file comes along: the form says so.
    Row(
        "tracker:plan-document",
        "GET",
        who(404, s200=WRITERS, s403=READERS, **SIGN_IN),
        args=plan,
    ),
    Row(
        "tracker:plan-document",
        "POST",
        who(404, s302="public", s400=WRITERS, s403=READERS),
        args=plan,
        body=version,
    ),
    *form("tracker:plan-document-remove", plan, version),
    *form("tracker:action-add", plan, deed),
    *form("tracker:action-edit", action, deed),
    *form("tracker:action-remove", action, lambda w: {"version": w.action.version}),
    Row("tracker:plan-offer", "GET", who(405, **SIGN_IN), args=plan),
    Row(
        "tracker:plan-offer",
        "POST",
        who(404, s302=f"public {WRITERS}", s403=READERS),
        args=withdrawn,
        body=version,
    ),
    Row(
        "tracker:plan-withdraw",
        "GET",
        who(404, s200=WRITERS, s403=READERS, **SIGN_IN),
        args=plan,
    ),
    Row(
        "tracker:plan-withdraw",
        "GET",
        who(403, s200=f"{WRITERS} reviewer", **SIGN_IN),
        args=plan,
        at="published",
    ),
    Row(
        "tracker:plan-withdraw",
        "POST",
        who(403, s302=f"public {WRITERS} reviewer"),
        args=plan,
        body=lambda w: {"version": w.plan.version, "reason": "It names somebody."},
        at="published",
        note="withdraw",
    ),
    *read("api:plan-detail", plan),
    *read("api:action-detail", action),
    Row(
        "api:plan-list",
        "POST",
        who(403, s201=f"{WRITERS} stranger", s401="public"),
        body=lambda w: {"title": "Third", "kind": "nap", "language": "en"},
    ),
    *api("api:plan-detail", "PATCH", plan, lambda w: {"phases": "Two."}, 200),
    *api("api:plan-detail", "DELETE", plan, lambda w: {}, 204),
    Row(
        "api:plan-detail",
        "PATCH",
        who(403, s200=WRITERS, s401="public"),
        args=plan,
        body=lambda w: {"phases": "Two."},
        at="published",
    ),
    Row(
        "api:action-list",
        "POST",
        who(403, s201=WRITERS, s401="public", s400="stranger"),
        body=new_action,
    ),
    *api("api:action-detail", "PATCH", action, lambda w: {"objective": "Peace."}, 200),
    *api("api:action-detail", "DELETE", action, lambda w: {}, 204),
    Row(
        "api:plan-withdraw",
        "POST",
        who(403, s200=f"{WRITERS} reviewer", s401="public"),
        args=plan,
        body=lambda w: {"reason": "It names somebody."},
        at="published",
        note="withdraw",
    ),
    *read("api:plan-file", plan),
    Row(
        "api:plan-file",
        "PUT",
        who(404, s401="public", s403=READERS, s200=WRITERS),
        args=plan,
        body=lambda w: {"file": ContentFile(b"a,b\n1,2\n", name="plan.csv")},
    ),
    Row(
        "api:plan-carry-over",
        "POST",
        who(404, s401="public", s403=READERS, s200=WRITERS),
        args=plan,
        body=lambda w: {"decisions": []},
        headers={"If-Match": '"1"'},
    ),
    *api("api:plan-file", "DELETE", plan, lambda w: {}, 204),
]
