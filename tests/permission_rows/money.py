"""Lines of money and their figures, as the people of a member write them page by page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests import factories
from tests.permission_rows.work import READERS, SIGN_IN, TEAM, WRITERS, entry
from tests.permission_table import Row, World, who

WRITE = who(404, s200=WRITERS, s403=READERS, **SIGN_IN)
DONE = who(404, s302=f"public {WRITERS}", s403=READERS)
CLOSED = who(404, s403=TEAM, **SIGN_IN)


def line(w: World) -> Mapping[str, Any]:
    return {"cycle": w.cycle, "public_id": w.line.public_id}


def figure(w: World) -> Mapping[str, Any]:
    return {"cycle": w.cycle, "public_id": w.figure.public_id}


def version(w: World) -> Mapping[str, Any]:
    return {"version": 1}


def about(w: World) -> Mapping[str, Any]:
    """A line as its form sends it."""
    return {
        "line-version": 1,
        "line-title": "Written by the table",
        "line-gender_marker": "not_screened",
        "line-confidentiality": "public",
    }


def new_line(w: World) -> Mapping[str, Any]:
    return {**about(w), "money-new-currency": "KES", **period("money-new")}


def new_period(w: World) -> Mapping[str, Any]:
    prefix = f"money-{w.line.public_id}"
    return {f"{prefix}-currency": "EUR", f"{prefix}-spent-amount": "12", **period(prefix)}


def period(prefix: str) -> dict[str, str]:
    start = factories.boxes_of(f"{prefix}-start", factories.FISCAL_YEAR[0])
    return start | factories.boxes_of(f"{prefix}-end", factories.FISCAL_YEAR[1])


ROWS = [
    Row("tracker:line-add", "GET", {**WRITE, "stranger": 200}, args=entry),
    Row("tracker:line-add", "POST", {**DONE, "stranger": 302}, args=entry, body=new_line),
    *(
        row
        for route, args, body in (
            ("tracker:line-change", line, about),
            ("tracker:line-period", line, new_period),
            ("tracker:line-remove", line, version),
            ("tracker:figure-remove", figure, version),
        )
        for row in (
            Row(route, "GET", WRITE, args=args),
            Row(route, "GET", CLOSED, args=args, at="submitted"),
            Row(route, "POST", DONE, args=args, body=body),
            Row(route, "POST", CLOSED, args=args, body=body, at="submitted"),
        )
    ),
    # Nothing was removed: there is nothing to put back.
    Row("tracker:money-undo", "GET", who(405, **SIGN_IN), args=lambda w: {"cycle": w.cycle}),
    Row(
        "tracker:money-undo",
        "POST",
        who(404, s302="public", s409=f"{TEAM} stranger"),
        args=lambda w: {"cycle": w.cycle},
    ),
    Row("tracker:figure", "GET", who(404, s200=TEAM, **SIGN_IN), args=figure),
    Row("tracker:figure", "GET", who(404, s200=TEAM, **SIGN_IN), args=figure, at="submitted"),
    Row("tracker:figure", "POST", DONE, args=figure, body=version),
    Row("tracker:figure", "POST", CLOSED, args=figure, body=version, at="submitted"),
    Row(
        "tracker:amount",
        "POST",
        who(200, s401="public"),
        body=lambda w: {"typed": "1,200,000", "currency": "KES"},
    ),
    Row("tracker:amount", "GET", who(405, s401="public")),
]
