"""Documents that people order: each is its seat's alone, here the focal point's; and the public
country report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.core.files.base import ContentFile

from tests.permission_table import Row, World, everybody, who
from tracker.models import ExportJob
from tracker.queries.export_jobs import reach_of

OWNER = "focal_point"
SEATS = (
    "focal_point deputy contributor clearing_officer viewer civil_society_monitor reviewer "
    "co_chair administrator stranger"
)
NO_POST = who(405, s302="public")
MINE = who(404, s200=OWNER, s302="public")
LASTS = dt.timedelta(days=7)


def ready(w: World) -> Mapping[str, Any]:
    """A ready document of the focal point about Norway; it writes nothing where there is one."""
    owner = w.people[OWNER]
    return {"public_id": (_job("pdf", seat=owner.seat) or _made(w, owner)).public_id}


def failed(w: World) -> Mapping[str, Any]:
    """One that could not be made."""
    owner = w.people[OWNER]
    standing = _job("docx", seat=owner.seat)
    job = standing or ExportJob.objects.create(
        **_what(w, "docx"), seat=owner.seat, role=owner.role, state="failed", reason="broken"
    )
    return {"public_id": job.public_id}


def public_report(w: World) -> Mapping[str, Any]:
    """Kenya's, which a worker is making."""
    for name in ("pdf", "docx"):
        if not ExportJob.objects.filter(seat=None, format=name).exists():
            what = {**_what(w, name), "member": w.report.member}
            ExportJob.objects.create(**what)
    return {"code": w.member, "cycle": w.cycle}


def _job(format: str, **more: Any) -> ExportJob | None:
    return ExportJob.objects.filter(format=format, **more).first()


def _what(w: World, format: str) -> dict[str, Any]:
    from accounts.models import Member

    what = {"kind": "country_report", "format": format, "language": "en", "cycle": w.report.cycle}
    return {**what, "member": Member.objects.get(code="NOR")}


def _made(w: World, owner: Any) -> ExportJob:
    now = dt.datetime.now(dt.UTC)
    job = ExportJob(
        **_what(w, "pdf"),
        seat=owner.seat,
        role=owner.role,
        state="ready",
        progress=100,
        reach=reach_of(owner),
        read_from=now,
        ready_at=now,
        expires_at=now + LASTS,
        size=5,
        sha256="0" * 64,
    )
    job.file.save("report.pdf", ContentFile(b"%PDF-"), save=False)
    job.save()
    return job


def order(w: World) -> Mapping[str, Any]:
    return {**_names(w), "kind": "country_report", "format": "pdf", "language": "fr"}


def pack(w: World) -> Mapping[str, Any]:
    return {"cycle": w.cycle, "kind": "annual_pack", "format": "xlsx", "language": "fr"}


def form(w: World) -> Mapping[str, Any]:
    return {**_names(w), "document": "country_report.pdf", "language": "fr"}


def _names(w: World) -> Mapping[str, Any]:
    return {"cycle": w.cycle, "member": w.member}


ROWS = [
    Row("api:export-list", "GET", everybody(200)),
    Row("api:export-list", "POST", who(202, s401="public"), body=order),
    Row(
        "api:export-list",
        "POST",
        who(403, s401="public", s202="reviewer administrator"),
        body=pack,
        note="pack",
    ),
    Row("api:export-detail", "GET", who(404, s200=OWNER), args=ready),
    Row("api:export-detail", "DELETE", who(404, s401="public", s204=OWNER), args=ready),
    Row("api:export-file", "GET", who(404, s200=OWNER), args=ready),
    Row("api:export-retry", "POST", who(404, s401="public", s202=OWNER), args=failed),
    Row("tracker:document-list", "GET", who(200, s302="public"), args=lambda w: {}),
    Row("tracker:document-list", "POST", who(302), body=form),
    Row("tracker:document-jobs", "GET", who(200, s302="public")),
    Row("tracker:document-jobs", "POST", NO_POST),
    Row("tracker:document-file", "GET", MINE, args=ready),
    Row("tracker:document-file", "POST", NO_POST, args=ready),
    Row("tracker:document-retry", "GET", NO_POST, args=failed),
    Row("tracker:document-retry", "POST", who(404, s302=f"public {OWNER}"), args=failed),
    Row("tracker:document-remove", "GET", MINE, args=ready),
    Row(
        "tracker:document-remove",
        "POST",
        who(404, s302=f"public {OWNER}"),
        args=ready,
        body=lambda w: {"version": "1"},
    ),
    Row("tracker:member-report-pdf", "GET", everybody(404), args=public_report),
    Row(
        "tracker:member-report-pdf",
        "GET",
        everybody(202),
        "published",
        args=public_report,
        headers={"Accept": "text/html"},
    ),
    Row("tracker:member-report-pdf", "POST", everybody(405), args=public_report),
    Row("tracker:member-report-docx", "GET", everybody(404), args=public_report),
    Row(
        "tracker:member-report-docx",
        "GET",
        everybody(202),
        "published",
        args=public_report,
        headers={"Accept": "text/html"},
    ),
    Row("tracker:member-report-docx", "POST", everybody(405), args=public_report),
]
