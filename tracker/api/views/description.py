"""The OpenAPI description, and the page that shows it without any host but ours."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.utils import translation
from django.utils.cache import patch_cache_control
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.request import Request
from rest_framework.response import Response

from tracker.api.filtering import check_parameters
from tracker.api.renderers import ByAcceptOnly


@cache
def described() -> dict[str, Any]:
    """The description, the same for every reader and made once: it takes half a second."""
    with translation.override("en"):
        return SchemaGenerator().get_schema(request=None, public=True)


class Schema(SpectacularAPIView):
    """OpenAPI 3.1, as YAML or JSON."""

    metadata_class = None
    content_negotiation_class = ByAcceptOnly

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        check_parameters(request, ())

    def _get_schema_response(self, request: Request) -> Response:
        return Response(described())


class Docs(SpectacularSwaggerSplitView):
    """The page of the description."""

    metadata_class = None
    content_negotiation_class = ByAcceptOnly
    url_name = "api:schema"
    template_name = "api/docs.html"

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        check_parameters(request, ("script",))

    def finalize_response(self, request: Request, *args: Any, **kwargs: Any) -> Any:
        response = super().finalize_response(request, *args, **kwargs)
        patch_cache_control(response, no_store=True, private=True)
        return response
