from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from .base import ApiView

RESOURCES = {
    "communiques": "communique-list",
    "calls": "call-list",
    "recommendations": "recommendation-list",
    "members": "member-list",
    "cycles": "cycle-list",
    "reports": "report-list",
    "entries": "entry-list",
    "evidence": "evidence-list",
    "budget-lines": "budget-line-list",
    "budget-figures": "budget-figure-list",
    "indicators": "indicator-list",
    "measurements": "measurement-list",
    "money": "money",
    "assignments": "assignment-list",
    "review-comments": "review-comment-list",
    "civil-society-views": "civil-society-view-list",
    "plans": "plan-list",
    "actions": "action-list",
    "snapshots": "snapshot-list",
    "exports": "export-list",
    "exports/budgets.csv": "export-budgets",
    "exports/entries.csv": "export-entries",
    "exports/plans.csv": "export-plans",
    "schema": "schema",
    "docs": "docs",
}


class Index(ApiView):
    """Where everything is."""

    @extend_schema(responses={200: OpenApiTypes.OBJECT})
    def get(self, request: Request) -> Response:
        base = settings.PUBLIC_BASE_URL
        return Response({name: base + reverse(f"api:{route}") for name, route in RESOURCES.items()})
