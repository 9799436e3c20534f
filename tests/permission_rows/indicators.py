"""Indicators and measurements, on pages and through the API. Everybody at the member reads; the
focal point and the deputy write; the stranger's own are Norway's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from tests import factories
from tests.permission_table import Row, World, everybody, who

TEAM = "focal_point deputy contributor clearing_officer viewer"
LEADING = "focal_point deputy"
OTHERS = "contributor clearing_officer viewer"
SIGN_IN = {"s302": "public"}
Args = Callable[[World], Mapping[str, Any]]


def of_kenya(w: World) -> Mapping[str, Any]:
    return {"code": w.member}


def indicator(w: World) -> Mapping[str, Any]:
    return {"public_id": w.indicator.public_id}


def measurement(w: World) -> Mapping[str, Any]:
    return {"public_id": w.measurement.public_id}


def version(w: World) -> Mapping[str, Any]:
    return {"version": 1}


def reason(w: World) -> Mapping[str, Any]:
    return {"reason": "It endangers somebody."}


def watched(w: World) -> Mapping[str, Any]:
    return {
        "version": 1,
        "text": "Written by the table.",
        "language": "en",
        "framework": w.indicator.framework_id,
        "level": "output",
        "measure": "unit",
        "confidentiality": "member",
    }


def new_days(w: World) -> Mapping[str, Any]:
    return {
        **factories.boxes_of("period_start", dt.date(2023, 1, 1)),
        **factories.boxes_of("period_end", dt.date(2023, 12, 31)),
        **corrected(w),
    }


def corrected(w: World) -> Mapping[str, Any]:
    return {"version": 1, "value": "41", "status": "final"}


def asked(route: str, args: Args, body: Args) -> list[Row]:
    """A form of one row: for who leads, while the report is with them."""
    return [
        Row(route, "GET", who(404, s200=LEADING, s403=OTHERS, **SIGN_IN), args=args),
        Row(
            route,
            "POST",
            who(404, s302=f"public {LEADING}", s403=OTHERS),
            args=args,
            body=body,
        ),
        Row(
            route,
            "POST",
            who(404, s302="public", s403=TEAM),
            at="submitted",
            args=args,
            body=body,
        ),
    ]


def seen(route: str, args: Args) -> list[Row]:
    return [
        Row(route, "GET", who(404, s200=TEAM), args=args),
        Row(route, "GET", who(404, s200=f"{TEAM} reviewer"), at="submitted", args=args),
        Row(route, "GET", everybody(200), at="published", args=args),
    ]


def written(route: str, method: str, args: Args, body: Args, done: int) -> list[Row]:
    leading = {f"s{done}": LEADING}
    return [
        Row(route, method, who(404, **leading, s403=OTHERS, s401="public"), args=args, body=body),
        Row(route, method, who(403, s401="public"), at="published", args=args, body=body),
    ]


ROWS = [
    Row("tracker:indicators", "GET", who(404, s302=f"public {TEAM} stranger")),
    Row("tracker:indicators", "POST", who(405, **SIGN_IN)),
    Row("tracker:indicator-list", "GET", everybody(200), args=of_kenya),
    Row("tracker:indicator-list", "POST", everybody(405), args=of_kenya),
    *seen("tracker:indicator", indicator),
    Row("tracker:indicator", "POST", everybody(405), args=indicator),
    Row(
        "tracker:indicator-new", "GET", who(404, s200=f"{LEADING} stranger", s403=OTHERS, **SIGN_IN)
    ),
    Row(
        "tracker:indicator-new",
        "POST",
        who(404, s302=f"public {LEADING} stranger", s403=OTHERS),
        body=watched,
    ),
    *asked("tracker:indicator-change", indicator, watched),
    *asked("tracker:indicator-remove", indicator, version),
    *asked("tracker:measurement-add", indicator, new_days),
    *asked("tracker:measurement", measurement, corrected),
    *asked("tracker:measurement-remove", measurement, version),
    Row("tracker:indicator-withdraw", "GET", who(405, **SIGN_IN), args=indicator),
    Row(
        "tracker:indicator-withdraw",
        "POST",
        who(403, s302=f"public {LEADING} reviewer"),
        at="published",
        args=indicator,
        body=reason,
        note="withdraw",
    ),
    Row("api:indicator-list", "GET", everybody(200)),
    Row("api:measurement-list", "GET", everybody(200)),
    *seen("api:indicator-detail", indicator),
    *seen("api:measurement-detail", measurement),
    Row(
        "api:indicator-list",
        "POST",
        who(403, s201=f"{LEADING} stranger", s401="public"),
        body=lambda w: {
            "text": "Hours of training",
            "language": "en",
            "framework": "national",
            "level": "output",
            "measure": "unit",
        },
    ),
    Row(
        "api:measurement-list",
        "POST",
        who(403, s201=LEADING, s400="stranger", s401="public"),
        body=lambda w: {
            "indicator": str(w.indicator.public_id),
            "period_start": "2023-01-01",
            "period_end": "2023-12-31",
            "status": "final",
            "value": "12.5",
        },
    ),
    *written("api:indicator-detail", "PATCH", indicator, lambda w: {"text": "New words"}, 200),
    *written("api:indicator-detail", "DELETE", indicator, lambda w: {}, 204),
    *written("api:measurement-detail", "PATCH", measurement, lambda w: {"value": "7"}, 200),
    *written("api:measurement-detail", "DELETE", measurement, lambda w: {}, 204),
    Row(
        "api:indicator-withdraw",
        "POST",
        who(403, s200=f"{LEADING} reviewer", s401="public"),
        at="published",
        args=indicator,
        body=reason,
        note="withdraw",
    ),
]
