"""What a form of the pages has to be before anybody reads it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

from tracker.bodies import is_too_long
from tracker.web.doors import refused
from tracker.web.views.errors import show

# What a decoder puts in the place of bytes that are no text.
REPLACEMENT = "\ufffd"
UTF_8 = {"", "utf-8", "utf8"}
# As in the API. Longer ones are not even read (sys.set_int_max_str_digits).
LONGEST_NUMBER = 400


class TextMiddleware:
    """Pages take UTF-8. What cannot be read is refused and named, never stored with a sign in the
    place of what somebody wrote. The API has readers of its own (tracker/api/parsers.py)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        said = (request.content_params or {}).get("charset", "")
        if said.lower() not in UTF_8 and not _is_api(request):
            return show(request, 400, _("Send this form in UTF-8."))
        # Before anybody reads it: a form would be written to disk to its end.
        if is_too_long(request.META.get("CONTENT_LENGTH")) and not _is_api(request):
            most = settings.MAX_UPLOAD_MB
            return show(request, 413, _("A file may have %(most)s MB.") % {"most": most})
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        if _is_api(request):
            return None
        for name, values in (*request.GET.lists(), *request.POST.lists()):
            reasons = [reason for text in (name, *values) if (reason := _wrong(text))]
            if reasons:
                response = refused(request, 400, reasons[0] % {"name": _readable(name)})
                patch_cache_control(response, private=True, no_store=True)
                return response
        return None


def _wrong(text: str) -> str:
    """What is wrong with a text, if anything is."""
    if REPLACEMENT in text:
        return _("“%(name)s” holds characters that cannot be read. Write them anew.")
    if "\x00" in text:
        return _("“%(name)s” holds a null character. Write it anew.")
    if len(text) > LONGEST_NUMBER and text.isdecimal():
        return _("“%(name)s” is too large a number.")
    return ""


def _readable(name: str) -> str:
    return name[:100].replace("\x00", REPLACEMENT)


def _is_api(request: HttpRequest) -> bool:
    return request.path_info.startswith("/api/")
