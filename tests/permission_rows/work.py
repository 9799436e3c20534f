"""The pages of people with a seat. The stranger holds Norway's: there they find their own draft,
and of Kenya's nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests import factories
from tests.permission_table import Row, World, everybody, who

TEAM = "focal_point deputy contributor clearing_officer viewer"
WRITERS = "focal_point deputy contributor"
READERS = "clearing_officer viewer"
LOG_READERS = "focal_point deputy reviewer administrator"
SIGN_IN = {"s302": "public"}


def cycle(w: World) -> Mapping[str, Any]:
    return {"cycle": w.cycle}


def entry(w: World) -> Mapping[str, Any]:
    return {"cycle": w.cycle, "code": w.code}


def evidence(w: World) -> Mapping[str, Any]:
    return {"public_id": w.evidence.public_id}


def file(w: World) -> Mapping[str, Any]:
    return {"public_id": w.file.public_id}


def readers(w: World) -> Mapping[str, Any]:
    return {"kind": "answer", "public_id": w.entry.public_id}


def review(w: World) -> Mapping[str, Any]:
    return {"member": w.member, "cycle": w.cycle}


def answer(w: World) -> Mapping[str, Any]:
    return {"version": 1, "confidentiality": "member", "narrative": "Written by the table."}


def document(w: World) -> Mapping[str, Any]:
    return {
        "version": 1,
        "title": "Act",
        "kind": "other",
        "language": "en",
        "url": "https://law.example/act",
        "personal_data": "no",
        "confidentiality": "member",
    }


def checked(w: World) -> Mapping[str, Any]:
    return {"document": str(w.evidence.public_id), "version": 1, "check": "partly"}


def action(name: str, **said: str):
    return lambda w: {"action": name, "version": w.report.version, **said}


def remark(w: World) -> Mapping[str, Any]:
    return {"code": w.code, "mark": "money-0000"}


def comment(w: World) -> Mapping[str, Any]:
    return {"answer": w.code, "field": "", "text": "Since when?"}


def returned(w: World) -> Mapping[str, Any]:
    return {**action("return", message="One question.")(w), **factories.day_boxes("due_on", 14)}


def bulk(confirmed: str):
    return lambda w: {
        "action": "accept",
        "confirmed": confirmed,
        "report": f"{w.report.public_id}:{w.report.version}",
    }


NO_POST = who(405, **SIGN_IN)

ROWS = [
    Row("tracker:work", "GET", who(200, s302="public reviewer")),
    Row("tracker:work", "POST", NO_POST),
    Row("tracker:work-calendar", "GET", who(200, **SIGN_IN)),
    Row("tracker:work-calendar", "POST", who(405, **SIGN_IN)),
    Row("tracker:inbox", "GET", who(200, **SIGN_IN)),
    Row("tracker:inbox", "POST", everybody(302)),
    *(
        row
        for route in ("tracker:log", "tracker:log-csv")
        for row in (
            Row(route, "GET", who(404, s200=f"{LOG_READERS} stranger", **SIGN_IN)),
            Row(route, "POST", who(405, **SIGN_IN)),
        )
    ),
    Row("tracker:seat", "GET", NO_POST),
    Row("tracker:seat", "POST", everybody(302)),
    Row("tracker:report", "GET", who(404, s200=f"{TEAM} stranger", **SIGN_IN), args=cycle),
    Row("tracker:report", "POST", NO_POST, args=cycle),
    Row("tracker:report-move", "GET", NO_POST, args=cycle),
    Row(
        "tracker:report-move",
        "POST",
        who(
            404,
            s302="public focal_point",
            s403="deputy contributor clearing_officer viewer",
            s409="stranger",
        ),
        at="accepted",
        args=cycle,
        body=action("release"),
        note="release",
    ),
    Row("tracker:check", "GET", who(404, s200=f"{TEAM} stranger", **SIGN_IN), args=cycle),
    Row("tracker:check", "POST", NO_POST, args=cycle),
    Row(
        "tracker:check-remark",
        "POST",
        who(404, s302=f"public {WRITERS} stranger", s403=READERS),
        args=cycle,
        body=remark,
    ),
    Row("tracker:check-remark", "GET", NO_POST, args=cycle),
    Row("tracker:submitted", "GET", who(404, s200=TEAM, **SIGN_IN), at="submitted", args=cycle),
    Row("tracker:submitted", "POST", NO_POST, args=cycle),
    Row(
        "tracker:comments",
        "GET",
        who(404, s200=f"focal_point deputy {READERS} stranger", **SIGN_IN),
        at="returned",
        args=cycle,
    ),
    Row("tracker:comments", "POST", NO_POST, args=cycle),
    Row("tracker:entry", "GET", who(404, s200=f"{TEAM} stranger", **SIGN_IN), args=entry),
    Row(
        "tracker:entry",
        "GET",
        who(404, s200=f"{TEAM} stranger", **SIGN_IN),
        at="submitted",
        args=entry,
    ),
    Row(
        "tracker:autosave",
        "POST",
        who(404, s401="public", s200=f"{WRITERS} stranger", s403=READERS),
        args=entry,
        body=answer,
    ),
    Row(
        "tracker:autosave",
        "POST",
        who(404, s401="public", s403=TEAM, s200="stranger"),
        at="submitted",
        args=entry,
        body=answer,
    ),
    Row(
        "tracker:autosave",
        "GET",
        who(404, s401="public", s200=f"{WRITERS} stranger", s403=READERS),
        args=entry,
    ),
    Row("tracker:versions", "GET", who(404, s200=f"{TEAM} stranger", **SIGN_IN), args=entry),
    Row(
        "tracker:versions",
        "POST",
        who(404, s302=f"public {WRITERS} stranger", s403=READERS),
        args=entry,
        body=lambda w: {"version": 1, "restore": 1},
    ),
    Row(
        "tracker:entry",
        "POST",
        who(404, s302=f"public {WRITERS} stranger", s403=READERS),
        args=entry,
        body=answer,
    ),
    Row(
        "tracker:entry",
        "POST",
        who(404, s302="public stranger", s403=TEAM),
        at="submitted",
        args=entry,
        body=answer,
    ),
    Row(
        "tracker:evidence-add",
        "GET",
        who(404, s200=f"{WRITERS} stranger", s403=READERS, **SIGN_IN),
        args=entry,
    ),
    Row(
        "tracker:evidence-add",
        "POST",
        who(404, s302=f"public {WRITERS} stranger", s403=READERS),
        args=entry,
        body=document,
    ),
    *(
        row
        for route in ("tracker:evidence-change", "tracker:evidence-remove")
        for row in (
            Row(route, "GET", who(404, s200=WRITERS, s403=READERS, **SIGN_IN), args=evidence),
            Row(
                route,
                "POST",
                who(404, s302=f"public {WRITERS}", s403=READERS),
                args=evidence,
                body=document,
            ),
            Row(
                route,
                "POST",
                who(404, s403=TEAM, **SIGN_IN),
                at="published",
                args=evidence,
                body=document,
            ),
        )
    ),
    Row("tracker:evidence-file", "GET", who(404, s200=TEAM), args=file),
    Row(
        "tracker:evidence-file", "GET", who(404, s200=f"{TEAM} reviewer"), at="submitted", args=file
    ),
    Row("tracker:evidence-file", "GET", everybody(200), at="published", args=file),
    Row("tracker:evidence-file", "POST", everybody(405), args=file),
    Row(
        "tracker:readers",
        "GET",
        who(404, s200="focal_point deputy", s403=f"contributor {READERS}", **SIGN_IN),
        args=readers,
    ),
    Row(
        "tracker:readers",
        "POST",
        who(404, s302="public focal_point deputy", s403=f"contributor {READERS}"),
        args=readers,
        body=lambda w: {"named_readers": str(w.people["viewer"].seat.public_id)},
    ),
    Row("tracker:review-queue", "GET", who(404, s200="reviewer", **SIGN_IN)),
    Row("tracker:review-queue", "POST", NO_POST),
    Row("tracker:review-bulk", "GET", who(404, s302="public reviewer")),
    Row(
        "tracker:review-bulk",
        "POST",
        who(404, s302="public", s200="reviewer"),
        at="settled",
        body=bulk("no"),
        note="confirm",
    ),
    Row(
        "tracker:review-bulk",
        "POST",
        who(404, s302="public", s200="reviewer"),
        at="settled",
        body=bulk("yes"),
        note="confirmed",
    ),
    Row("tracker:review-evidence", "GET", NO_POST, args=review),
    Row(
        "tracker:review-evidence",
        "POST",
        who(404, s302="public reviewer"),
        at="submitted",
        args=review,
        body=checked,
    ),
    Row("tracker:review-evidence", "POST", who(404, **SIGN_IN), args=review, body=checked),
    Row("tracker:review-take", "GET", NO_POST, args=review),
    Row(
        "tracker:review-take", "POST", who(404, s302="public reviewer"), at="submitted", args=review
    ),
    Row("tracker:review-take", "POST", who(404, **SIGN_IN), args=review),
    Row(
        "tracker:review-return",
        "GET",
        who(404, s302="public reviewer"),
        at="submitted",
        args=review,
    ),
    Row(
        "tracker:review-return",
        "POST",
        who(404, s302="public", s200="reviewer"),
        at="submitted",
        args=review,
        body=returned,
    ),
    Row("tracker:review-return", "POST", who(404, **SIGN_IN), args=review, body=returned),
    Row("tracker:review-detail", "GET", who(404, **SIGN_IN), args=review),
    Row(
        "tracker:review-detail",
        "GET",
        who(404, s200="reviewer", **SIGN_IN),
        at="submitted",
        args=review,
    ),
    Row("tracker:review-detail", "POST", NO_POST, args=review),
    Row("tracker:review-comment", "GET", NO_POST, args=review),
    Row(
        "tracker:review-comment",
        "POST",
        who(404, s302="public reviewer"),
        at="submitted",
        args=review,
        body=comment,
    ),
    Row("tracker:review-comment", "POST", who(404, **SIGN_IN), args=review, body=comment),
    Row("tracker:review-move", "GET", NO_POST, args=review),
    Row(
        "tracker:review-move",
        "POST",
        who(404, s302="public reviewer"),
        at="settled",
        args=review,
        body=action("accept"),
    ),
    Row("tracker:review-move", "POST", who(404, **SIGN_IN), args=review, body=action("accept")),
]
