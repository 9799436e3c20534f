"""What the OpenAPI description says beyond the serializers: how to sign in, what a parameter means,
and which refusals an address knows."""

from __future__ import annotations

import re
from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema

from .answer_headers import ETAG, LOCATION, REPLAYED, named
from .illustrations import refusal
from .parameters import explained

IF_MATCH = {
    "name": "If-Match",
    "in": "header",
    "required": True,
    "schema": {"type": "string"},
    "description": "The ETag of what you read.",
    "example": '"3"',
}
IDEMPOTENCY_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "schema": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[!-~]+$"},
    "description": "A text of your own; the same request with the same key is done once.",
}

ALWAYS = {400, 401, 403, 406, 429, 500, 503}
OF_A_BODY = {413, 415}
OF_A_WRITE = {404, 409, *OF_A_BODY}
OF_A_VERSION = {412, 428}


class TrackerSchema(AutoSchema):
    """Adds summaries, the headers of writing, and the problem document of every refusal."""

    def _is_list_view(self, serializer: Any = None) -> bool:
        return self.method == "GET" and hasattr(self.view, "orderings")

    def get_summary(self) -> str:
        """The first sentence of what is said of the address."""
        said = " ".join(self.get_description().split())
        return re.split(r"(?<=[.:]) ", said)[0].rstrip(".:")

    def get_operation(self, *args: Any, **kwargs: Any) -> dict[str, Any] | None:
        operation = super().get_operation(*args, **kwargs)
        if operation is None:
            return None
        filterset = getattr(self.view, "filterset_class", None)
        filters = filterset.base_filters if filterset else {}
        parameters = [explained(one, filters) for one in operation.get("parameters", [])]
        parameters += self._headers()
        if parameters:
            operation["parameters"] = parameters
        if self.method == "GET":
            operation["security"].append({})
        for status, response in operation["responses"].items():
            response["description"] = response["description"] or DONE[status]
            if names := self._says(status, response):
                response["headers"] = named(*names)
        for status in sorted(self._refusals()):
            operation["responses"][str(status)] = refusal(status)
        return operation

    def _headers(self) -> list[dict[str, Any]]:
        """Which headers a write takes."""
        headers = []
        if self.method in ("PUT", "PATCH", "DELETE") or self.view.posts_to_a_version:
            headers.append(IF_MATCH)
        elif self.view.may_post_to_a_version:
            headers.append({**IF_MATCH, "required": False})
        if self.method == "POST":
            headers.append(IDEMPOTENCY_KEY)
        return [] if self.method == "GET" else headers

    def _says(self, status: str, response: dict[str, Any]) -> list[str]:
        """Which headers an answer carries beside its body."""
        found = list(self.view.says) if self.method == "GET" else []
        shown = getattr(self.view, "serializer_class", None)
        is_a_row = "application/json" in response.get("content", {}) and not self._is_list_view()
        if is_a_row and "version" in getattr(shown, "_declared_fields", {}):
            found.append(ETAG)
        if status in ("201", "202"):
            found.append(LOCATION)
        if self.method == "POST":
            found.append(REPLAYED)
        return found

    def _refusals(self) -> set[int]:
        found = set(ALWAYS)
        if "{" in self.path:
            found.add(404)
        if "{public_id}" in self.path:
            found.add(410)
        if self.method != "GET":
            found |= OF_A_WRITE
        if self.method == "POST":
            found.add(422)
        if any(header["name"] == "If-Match" for header in self._headers()):
            found |= OF_A_VERSION
        return found


DONE = {
    "200": "As it is now.",
    "201": "Made; `Location` says where it is.",
    "202": "Ordered; `Location` says where to ask how far it is.",
    "204": "Done; nothing is left to show.",
}


class TokenScheme(OpenApiAuthenticationExtension):
    target_class = "tracker.api.authentication.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, str]:
        return {
            "type": "apiKey",
            "in": "header",
            "name": "Authorization",
            "description": "`Token <key>`, with a key that you made for your seat.",
        }


class SessionScheme(OpenApiAuthenticationExtension):
    target_class = "tracker.api.authentication.SessionAuthentication"
    name = "session"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, str]:
        from django.conf import settings

        return {"type": "apiKey", "in": "cookie", "name": settings.SESSION_COOKIE_NAME}
