"""The REST API. A stranger's 404 and the public's 401 tell nothing of what is there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from tests.permission_table import Row, World, everybody, who
from tests.sealing import snapshot_of
from tracker.exports.datasets import DATASETS, FORMATS

OWN = "focal_point deputy contributor clearing_officer viewer"
EDITORS = "focal_point deputy contributor"


def recommendation(world: World) -> Mapping[str, Any]:
    return {"code": world.code}


def report(world: World) -> Mapping[str, Any]:
    return {"public_id": world.report.public_id}


def entry(world: World) -> Mapping[str, Any]:
    return {"public_id": world.entry.public_id}


def link(world: World) -> Mapping[str, Any]:
    return {"public_id": world.evidence.public_id}


def file(world: World) -> Mapping[str, Any]:
    return {"public_id": world.file.public_id}


def line(world: World) -> Mapping[str, Any]:
    return {"public_id": world.line.public_id}


def figure(world: World) -> Mapping[str, Any]:
    return {"public_id": world.figure.public_id}


def comment(world: World) -> Mapping[str, Any]:
    assert world.comment is not None
    return {"public_id": world.comment.public_id}


def sealed(world: World) -> Mapping[str, Any]:
    return {"code": snapshot_of(world.cycle).code}


def new_evidence(world: World) -> Mapping[str, Any]:
    return {
        "entries": [str(world.entry.public_id)],
        "form": "held",
        "kind": "training_record",
        "title": "Course of 2025",
        "language": "en",
    }


def new_line(world: World) -> Mapping[str, Any]:
    return {
        "recommendation": world.code,
        "title": "Second line",
        "report": str(world.report.public_id),
    }


def new_figure(world: World) -> Mapping[str, Any]:
    return {
        "line": str(world.line.public_id),
        "stage": "spent",
        "period_start": "2025-07-01",
        "period_end": "2026-06-30",
        "currency": "KES",
        "amount": "12.50",
        "data_state": "reported",
    }


def soon() -> str:
    return (dt.datetime.now(dt.UTC).date() + dt.timedelta(days=20)).isoformat()


def move(
    action: str, at: str, answers: Mapping[str, int], body: Mapping[str, Any] | None = None
) -> Row:
    return Row(
        "api:report-move",
        "POST",
        answers,
        at=at,
        note=action,
        args=lambda world: {**report(world), "action": action},
        body=lambda world: body or {},
    )


def read(route: str, args: Any) -> list[Row]:
    """A row of content: the member's own people in a draft, its reviewer from the submission on,
    everybody once it is published."""
    return [
        Row(route, "GET", who(404, s200=OWN), at="draft", args=args),
        Row(route, "GET", who(404, s200=f"{OWN} reviewer"), at="submitted", args=args),
        Row(route, "GET", everybody(200), at="published", args=args),
    ]


def written(route: str, method: str, args: Any, body: Any, done: int) -> list[Row]:
    """Editors while it is a draft; nobody once it is published."""
    return [
        Row(
            route,
            method,
            who(404, **{f"s{done}": EDITORS, "s403": "clearing_officer viewer", "s401": "public"}),
            at="draft",
            args=args,
            body=body,
        ),
        Row(route, method, who(403, s401="public"), at="published", args=args, body=body),
    ]


OPEN = [
    Row(f"api:{name}", "GET", everybody(200))
    for name in (
        "index",
        "schema",
        "docs",
        "communique-list",
        "call-list",
        "recommendation-list",
        "theme-list",
        "framework-list",
        "seat-list",
        "member-list",
        "cycle-list",
        "report-list",
        "entry-list",
        "evidence-list",
        "budget-line-list",
        "plan-list",
        "action-list",
        "budget-figure-list",
        "review-comment-list",
        "snapshot-list",
        "money",
        "matrix",
    )
]

# How a dataset is written changes nothing about who has it: one of them in every format.
FILES = [
    Row(
        f"api:export-{name}",
        "GET",
        everybody(200),
        args=lambda world, form=form: {"file_format": form},
        note=form,
    )
    for name in DATASETS
    for form in (FORMATS if name == "entries" else ["csv"])
]

ROWS = [
    *OPEN,
    *FILES,
    Row("api:communique-detail", "GET", everybody(200), args=lambda world: {"code": "FPN-2022"}),
    Row("api:communique-text", "GET", everybody(200), args=lambda world: {"code": "FPN-2022"}),
    Row("api:call-detail", "GET", everybody(200), args=lambda world: {"code": "2022-C1"}),
    Row("api:recommendation-detail", "GET", everybody(200), args=recommendation),
    Row("api:member-detail", "GET", everybody(200), args=lambda world: {"code": world.member}),
    Row("api:cycle-detail", "GET", everybody(200), args=lambda world: {"code": world.cycle}),
    Row("api:snapshot-detail", "GET", everybody(200), args=sealed),
    Row(
        "api:snapshot-file",
        "GET",
        everybody(200),
        args=lambda world: {**sealed(world), "dataset": "entries"},
    ),
    *read("api:report-detail", report),
    *read("api:entry-detail", entry),
    *read("api:evidence-detail", link),
    *read("api:evidence-file", file),
    *read("api:budget-line-detail", line),
    *read("api:budget-figure-detail", figure),
    *written("api:entry-detail", "PATCH", entry, lambda w: {"narrative": "New words."}, 200),
    *written("api:evidence-detail", "PATCH", link, lambda w: {"title": "New title"}, 200),
    *written("api:evidence-detail", "DELETE", link, lambda w: {}, 204),
    Row(
        "api:evidence-check",
        "POST",
        who(404, s200="reviewer", s403=OWN, s401="public"),
        at="submitted",
        args=link,
        body=lambda world: {"check": "partly"},
        headers={"If-Match": '"1"'},
    ),
    *written("api:budget-line-detail", "PATCH", line, lambda w: {"title": "New title"}, 200),
    *written("api:budget-line-detail", "DELETE", line, lambda w: {}, 204),
    *written("api:budget-figure-detail", "PATCH", figure, lambda w: {"amount": "7"}, 200),
    *written("api:budget-figure-detail", "DELETE", figure, lambda w: {}, 204),
    # A reference to another member's row is as unknown as one to nothing.
    Row(
        "api:evidence-list",
        "POST",
        who(400, s201=EDITORS, s403="clearing_officer viewer", s401="public"),
        body=new_evidence,
    ),
    Row(
        "api:budget-line-list",
        "POST",
        who(403, s201=EDITORS, s400="stranger", s401="public"),
        body=new_line,
    ),
    Row(
        "api:budget-figure-list",
        "POST",
        who(403, s201=EDITORS, s400="stranger", s401="public"),
        body=new_figure,
    ),
    move(
        "send_for_clearance",
        "draft",
        who(
            404,
            s200="focal_point deputy",
            s403="contributor clearing_officer viewer",
            s401="public",
        ),
    ),
    move("accept", "settled", who(404, s200="reviewer", s403=OWN, s401="public")),
    move(
        "return",
        "submitted",
        who(404, s200="reviewer", s403=OWN, s401="public"),
        {"message": "Please say more.", "due_on": soon()},
    ),
    move(
        "release",
        "accepted",
        who(
            404,
            s200="focal_point",
            s403="deputy contributor clearing_officer viewer reviewer",
            s401="public",
        ),
    ),
    move("publish", "released", who(404, s200="reviewer", s403=OWN, s401="public")),
    move(
        "withdraw",
        "published",
        who(403, s200="focal_point deputy reviewer", s401="public"),
        {"reason": "A person is in danger."},
    ),
    move(
        "reopen",
        "published",
        who(403, s200="reviewer", s401="public"),
        {"reason": "A figure was wrong.", "due_on": soon()},
    ),
    Row(
        "api:review-comment-detail", "GET", who(404, s200="reviewer"), at="submitted", args=comment
    ),
    Row(
        "api:review-comment-detail",
        "GET",
        who(404, s200="focal_point deputy clearing_officer viewer reviewer"),
        at="returned",
        args=comment,
    ),
    Row(
        "api:review-comment-detail",
        "DELETE",
        who(404, s204="reviewer", s401="public"),
        at="submitted",
        args=comment,
    ),
    Row(
        "api:review-comment-list",
        "POST",
        who(400, s201="reviewer", s403=OWN, s401="public"),
        at="submitted",
        body=lambda world: {"entry": str(world.entry.public_id), "text": "Since when?"},
    ),
    Row(
        "api:review-comment-detail",
        "PATCH",
        who(
            404,
            s200="focal_point deputy",
            s403="clearing_officer viewer reviewer",
            s401="public",
        ),
        at="returned",
        args=comment,
        body=lambda world: {"answer": "Since May."},
    ),
]
