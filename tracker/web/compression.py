"""What goes over the wire smaller than it is (docs/decisions/0035-what-is-compressed.md)."""

from __future__ import annotations

import re

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from whitenoise.storage import CompressedManifestStaticFilesStorage

TEXTS = {
    "application/javascript",
    "application/json",
    "application/problem+json",
    "application/vnd.oai.openapi",
    "application/vnd.oai.openapi+json",
    "application/yaml",
    "image/svg+xml",
    "text/css",
    "text/html",
    "text/javascript",
}
_VERSION = re.compile(r'"[0-9]+"')


class CompressionMiddleware(GZipMiddleware):
    """Compresses pages, JSON, style sheets and scripts. Files that are streamed or taken along stay
    as they are, and so do rows with a version: compressed, their ETag would no longer be it."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        kind = response.headers.get("Content-Type", "").partition(";")[0]
        if (
            response.status_code != 200
            or kind not in TEXTS
            or response.headers.get("Content-Disposition", "").startswith("attachment")
            or _VERSION.fullmatch(response.headers.get("ETag", ""))
            or _may_be_guessed(request)
        ):
            return response
        return super().process_response(request, response)


def _may_be_guessed(request: HttpRequest) -> bool:
    """Whether somebody's own words stand beside words that a stranger could have put into the
    address: from lengths alone, try by try, the stranger would learn them (BREACH)."""
    is_own = settings.SESSION_COOKIE_NAME in request.COOKIES
    is_plain = request.method in ("GET", "HEAD") and not request.META.get("QUERY_STRING")
    return is_own and not is_plain


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Once `collectstatic` ran, style sheets and scripts are compressed and named after what is in
    them. One that it has not seen yet goes by its own name: a page without a picture is better than
    none."""

    def stored_name(self, name: str) -> str:
        return self.hashed_files.get(self.hash_key(self.clean_name(name)), name)
