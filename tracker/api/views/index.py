from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from tracker.exports.datasets import DATASETS, FORMATS

from .base import ApiView

RESOURCES = {
    "communiques": "communique-list",
    "calls": "call-list",
    "recommendations": "recommendation-list",
    "themes": "theme-list",
    "members": "member-list",
    "cycles": "cycle-list",
    "reports": "report-list",
    "entries": "entry-list",
    "evidence": "evidence-list",
    "budget-lines": "budget-line-list",
    "budget-figures": "budget-figure-list",
    "indicators": "indicator-list",
    "measurements": "measurement-list",
    "frameworks": "framework-list",
    "matrix": "matrix",
    "money": "money",
    "assignments": "assignment-list",
    "seats": "seat-list",
    "review-comments": "review-comment-list",
    "civil-society-views": "civil-society-view-list",
    "plans": "plan-list",
    "actions": "action-list",
    "snapshots": "snapshot-list",
    "exports": "export-list",
    "schema": "schema",
    "docs": "docs",
}


class Index(ApiView):
    """Where everything is."""

    @extend_schema(
        operation_id="index",
        tags=["index"],
        responses={200: {"type": "object", "additionalProperties": {"type": "string"}}},
        examples=[
            OpenApiExample("Some", {"entries": "https://tracker.example.org/api/v1/entries/"})
        ],
    )
    def get(self, request: Request) -> Response:
        """The address of every resource, by its name."""
        base = settings.PUBLIC_BASE_URL
        places = {name: reverse(f"api:{route}") for name, route in RESOURCES.items()}
        for name in DATASETS:
            for form in FORMATS:
                url = reverse(f"api:export-{name}", kwargs={"file_format": form})
                places[f"exports/{name}.{form}"] = url
        return Response({name: base + url for name, url in places.items()})
