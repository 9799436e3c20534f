"""The pages that everybody may read: the same answer for every role, at every state."""

from __future__ import annotations

from tests.permission_table import Row, World, everybody
from tests.sealing import snapshot_of


def sealed(w: World) -> dict[str, str]:
    return {"code": snapshot_of(w.cycle).code}


READ = [
    ("tracker:start", lambda w: {}),
    ("tracker:recommendation-list", lambda w: {}),
    ("tracker:recommendation-detail", lambda w: {"code": w.code}),
    ("tracker:member-list", lambda w: {}),
    ("tracker:member-detail", lambda w: {"code": w.member}),
    ("tracker:matrix", lambda w: {}),
    ("tracker:money", lambda w: {}),
    ("tracker:export", lambda w: {}),
    ("tracker:money-csv", lambda w: {}),
    ("tracker:method", lambda w: {}),
    ("tracker:snapshots", lambda w: {}),
    ("tracker:plan-list", lambda w: {}),
    ("tracker:snapshot", sealed),
]

ROWS = [
    Row(route, method, everybody(200 if method == "GET" else 405), args=args, at=at)
    for route, args in READ
    for method, at in (("GET", "draft"), ("GET", "published"), ("POST", "published"))
]
