"""The OpenAPI description, and the page that shows it without any host but ours."""

from __future__ import annotations

import hashlib
from functools import cache
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.cache import get_conditional_response, patch_cache_control
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request

from tracker.api.filtering import check_parameters
from tracker.api.renderers import ByAcceptOnly


@cache
def described() -> dict[str, Any]:
    """The description, the same for every reader and made once: it takes half a second."""
    with translation.override("en"):
        return SchemaGenerator().get_schema(request=None, public=True)


@cache
def written(renderer: type[BaseRenderer]) -> tuple[bytes, str]:
    """The description in one format, and its ETag: YAML takes a fifth of a second to write."""
    body = renderer().render(described(), renderer.media_type, {})
    return body, f'W/"{hashlib.sha256(body).hexdigest()[:32]}"'


class Described:
    """What both addresses do alike: their refusals are problem documents, whatever format the
    answer would have had, and nothing without an ETag is kept."""

    metadata_class = None
    content_negotiation_class = ByAcceptOnly
    parameters: tuple[str, ...] = ()

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)  # type: ignore[misc]
        check_parameters(request, self.parameters)

    def finalize_response(
        self, request: Request, response: HttpResponseBase, *args: Any, **kwargs: Any
    ) -> Any:
        if getattr(response, "exception", False):
            request.accepted_renderer = JSONRenderer()
            request.accepted_media_type = JSONRenderer.media_type
        answer = super().finalize_response(request, response, *args, **kwargs)  # type: ignore[misc]
        if not answer.has_header("ETag"):
            patch_cache_control(answer, no_store=True, private=True)
        return answer


class Schema(Described, SpectacularAPIView):
    """OpenAPI 3.1, as YAML or JSON. It says nothing of anybody, so a copy may be kept, and asked
    about with its ETag."""

    def _get_schema_response(self, request: Request) -> HttpResponseBase | None:
        renderer = request.accepted_renderer
        body, etag = written(type(renderer))
        charset = f"; charset={renderer.charset}" if renderer.charset else ""
        response = HttpResponse(
            body,
            content_type=f"{renderer.media_type}{charset}",
            headers={"ETag": etag, "Cache-Control": "no-cache"},
        )
        return get_conditional_response(request, etag=etag, response=response)


class Docs(Described, SpectacularSwaggerSplitView):
    """The page of the description."""

    parameters = ("script",)
    url_name = "api:schema"
    template_name = "api/docs.html"
