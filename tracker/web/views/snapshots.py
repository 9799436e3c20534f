"""Sealed snapshots: what can be cited, and how to prove that it is what was sealed."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from tracker.queries.snapshots import coverage_of, files_of, snapshots


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All snapshots, the latest first."""
    rows = [(snapshot, coverage_of(snapshot)) for snapshot in snapshots()]
    return render(request, "snapshots/index.html", {"snapshots": rows})


@require_safe
def detail(request: HttpRequest, code: str) -> HttpResponse:
    """One snapshot: coverage first, then its files, its hash and how to cite it."""
    snapshot = get_object_or_404(snapshots(), code=code)
    files = files_of(snapshot)
    named = {
        "snapshot": snapshot,
        "coverage": coverage_of(snapshot),
        "files": files,
        "withdrawn": sum(file.withdrawn for file in files),
        "rows": sum(file.rows for file in files),
        "address": settings.PUBLIC_BASE_URL + reverse("tracker:snapshot", args=[code]),
    }
    return render(request, "snapshots/detail.html", named)
