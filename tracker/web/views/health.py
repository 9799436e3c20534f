"""What supervisors and load balancers ask. No words about what is wrong: `manage.py doctor`."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tracker import health


@never_cache
@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """The process answers. It asks no other part, so that a supervisor never restarts the web
    server for the database's sake."""
    return JsonResponse({"status": "ok"})


@never_cache
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """200 where database, Redis and clock work and no mail is late, else 503."""
    findings = health.examine(health.READINESS)
    well = all(finding.is_well for finding in findings)
    checks = {finding.name: "ok" if finding.is_well else "failing" for finding in findings}
    return JsonResponse(
        {"status": "ok" if well else "failing", "checks": checks}, status=200 if well else 503
    )
