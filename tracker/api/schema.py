"""What the OpenAPI description says beyond the serializers: how to sign in, and how a refusal
looks."""

from __future__ import annotations

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field

from tracker.filters.members import MemberFilter
from tracker.filters.recommendations import RecommendationFilter

from .problems import MEDIA_TYPE

# Choices among rows: in an address they are codes.
for _filter in (
    MemberFilter.base_filters["listed_in"],
    RecommendationFilter.base_filters["communique"],
    RecommendationFilter.base_filters["theme"],
):
    extend_schema_field(OpenApiTypes.STR)(_filter)

PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["detail"],
                "properties": {
                    "pointer": {"type": "string", "description": "JSON pointer into the body."},
                    "parameter": {"type": "string", "description": "Query parameter."},
                    "detail": {"type": "string"},
                },
            },
        },
    },
}
IF_MATCH = {
    "name": "If-Match",
    "in": "header",
    "required": True,
    "schema": {"type": "string"},
    "description": "The ETag of what you read.",
}
IDEMPOTENCY_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "schema": {"type": "string", "minLength": 1, "maxLength": 200},
    "description": "A text of your own; the same request with the same key is done once.",
}


class TrackerSchema(AutoSchema):
    """Adds the headers of writing and the problem document of every refusal."""

    def _is_list_view(self, serializer: Any = None) -> bool:
        return self.method == "GET" and hasattr(self.view, "orderings")

    def get_operation(self, *args: Any, **kwargs: Any) -> dict[str, Any] | None:
        operation = super().get_operation(*args, **kwargs)
        if operation is None:
            return None
        headers = []
        if self.method in ("PUT", "PATCH", "DELETE") or (
            self.method == "POST" and self.view.posts_to_a_version
        ):
            headers.append(IF_MATCH)
        if self.method == "POST":
            headers.append(IDEMPOTENCY_KEY)
        operation.setdefault("parameters", []).extend(headers)
        if not operation["parameters"]:
            del operation["parameters"]
        if self.method == "GET":
            operation["security"].append({})
        operation["responses"]["default"] = {
            "description": "A problem document (RFC 9457).",
            "content": {MEDIA_TYPE: {"schema": PROBLEM}},
        }
        return operation


class TokenScheme(OpenApiAuthenticationExtension):
    target_class = "tracker.api.authentication.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, str]:
        return {
            "type": "apiKey",
            "in": "header",
            "name": "Authorization",
            "description": "Token <key>, made with `manage.py token`.",
        }


class SessionScheme(OpenApiAuthenticationExtension):
    target_class = "tracker.api.authentication.SessionAuthentication"
    name = "session"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, str]:
        from django.conf import settings

        return {"type": "apiKey", "in": "cookie", "name": settings.SESSION_COOKIE_NAME}
