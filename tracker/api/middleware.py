"""What is refused before or beside the views of the API, said as the API says it."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext_lazy as _

from .problems import MEDIA_TYPE, RETRY_SECONDS, Problem, not_found, too_large

# What a page would say, by HTTP status.
SAID: dict[int, Problem] = {
    400: Problem("unreadable", _("The request cannot be read: look at its address and headers.")),
    403: Problem("not-allowed", _("This is not allowed.")),
    404: not_found(),
    413: too_large(),
    500: Problem("fault", _("The fault is ours, and it is written down. Nothing was written.")),
    503: Problem(
        "unavailable",
        _("Try again in a few seconds. Nothing was written."),
        headers={"Retry-After": str(RETRY_SECONDS)},
    ),
}


class ProblemMiddleware:
    """Stands outside all others: below /api/ a page about an error becomes a problem document,
    whoever refused (a wrong host, no database, a fault of ours)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        problem = SAID.get(response.status_code)
        is_page = response.headers.get("Content-Type", "").startswith("text/")
        if problem is None or not is_page or not request.path_info.startswith("/api/"):
            return response
        with translation.override(translation.get_language_from_request(request)):
            said = JsonResponse(
                problem.document(),
                status=response.status_code,
                content_type=MEDIA_TYPE,
                headers=problem.headers,
            )
        patch_cache_control(said, no_store=True, private=True)
        return said
