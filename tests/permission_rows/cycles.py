"""The secretariat's pages about reporting cycles: a reviewer of any member does the same."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

from tests import factories
from tests.permission_table import Row, World, who
from tests.sealing import snapshot_of
from tracker.models import ReminderRule, ReportingCycle

SIGN_IN = {"s302": "public"}
SECRETARIAT = "reviewer administrator"
NO_POST = who(405, **SIGN_IN)
READ = who(403, s200=SECRETARIAT, **SIGN_IN)
DONE = who(403, s302=f"public {SECRETARIAT}")


def at_cycle(w: World) -> Mapping[str, Any]:
    return {"cycle": w.cycle}


def opening(w: World) -> Mapping[str, Any]:
    day = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=400)
    said = {"code": "2031", "anchor": "meeting", "meeting_on": day}
    boxes = factories.day_boxes("meeting_on", 400)
    return {"code": "2031", "anchor": "meeting", **boxes, "seen": seen(said)}


def moving(w: World) -> Mapping[str, Any]:
    """The same dates again, so that the request can be repeated."""
    cycle = ReportingCycle.objects.get(code=w.cycle)
    names = ("opens_on", "ministry_due_on", "due_on", "publishes_on", "closes_on", "meeting_on")
    said: dict[str, Any] = {name: getattr(cycle, name) for name in names}
    said["version"] = cycle.version
    body = {"version": cycle.version, "reason": "As agreed.", "seen": seen(said)}
    for name in names:
        body |= factories.boxes_of(name, said[name])
    return body


def out(w: World) -> Mapping[str, Any]:
    """The agreed set is out, and something of it is public."""
    snapshot_of(w.cycle)
    return at_cycle(w)


def closing(w: World) -> Mapping[str, Any]:
    version = ReportingCycle.objects.get(code=w.cycle).version
    return {"version": version, "reason": "The meeting is put off.", "then": "close"}


def seen(said: Mapping[str, Any]) -> str:
    """What a page sends along with what it has shown."""
    return json.dumps(said, sort_keys=True, default=str)


def rate(w: World) -> Mapping[str, Any]:
    return {
        "from_currency": "USD",
        "to_currency": "KES",
        "rate": "129.24",
        "source": "UN operational rates",
        **factories.boxes_of("on", dt.date(2026, 11, 1)),
    }


def at_rule(w: World) -> Mapping[str, Any]:
    return {"code": "submission_late"}


def as_it_is(w: World) -> Mapping[str, Any]:
    """The rule as it stands, shown before, so that the request can be repeated."""
    row = ReminderRule.objects.get(code="submission_late")
    said = {"version": row.version, "offsets": row.offsets, "audience": row.audience}
    body = {**said, "offsets": ", ".join(map(str, row.offsets)), "is_active": "on"}
    return {**body, "seen": seen({**said, "is_active": True})}


ROWS = [
    Row("tracker:manage-reminder-rules", "GET", READ),
    Row("tracker:manage-reminder-rules", "POST", NO_POST),
    Row("tracker:manage-reminder-rule", "GET", READ, args=at_rule),
    Row("tracker:manage-reminder-rule", "POST", DONE, args=at_rule, body=as_it_is),
    Row("tracker:rates", "GET", READ),
    Row("tracker:rates", "POST", DONE, body=rate),
    Row("tracker:rates-csv", "GET", READ),
    Row("tracker:rates-csv", "POST", NO_POST),
    Row("tracker:manage-cycles", "GET", READ),
    Row("tracker:manage-cycles", "POST", NO_POST),
    Row("tracker:manage-cycle", "GET", READ, args=at_cycle),
    Row("tracker:manage-cycle", "POST", NO_POST, args=at_cycle),
    Row("tracker:manage-cycle-new", "GET", READ),
    Row("tracker:manage-cycle-new", "POST", DONE, body=opening),
    Row("tracker:manage-cycle-dates", "GET", READ, args=at_cycle),
    Row("tracker:manage-cycle-dates", "POST", DONE, args=at_cycle, body=moving),
    Row("tracker:manage-cycle-seal", "GET", READ, args=out),
    Row("tracker:manage-cycle-seal", "POST", DONE, args=out),
    Row("tracker:manage-cycle-window", "GET", READ, args=at_cycle),
    Row("tracker:manage-cycle-window", "POST", DONE, args=at_cycle, body=closing),
]
