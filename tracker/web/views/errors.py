"""Pages for what went wrong. What was typed stays in the browser's form: going back finds it."""

from __future__ import annotations

import sys
from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.web.held import hold
from tracker.web.marks import mark_of

# Title and what to do, by HTTP status.
PAGES = {
    400: (
        gettext_lazy("This request could not be read"),
        gettext_lazy("Go back and try once more. What you typed is still on that page."),
    ),
    403: (
        gettext_lazy("Your seat does not allow this"),
        gettext_lazy("If you hold another seat, switch to it in the menu above."),
    ),
    404: (
        gettext_lazy("There is no such page"),
        gettext_lazy(
            "The address may be mistyped, or the page is not public. "
            "If you have an account, sign in and open it again."
        ),
    ),
    409: (
        gettext_lazy("This has changed in the meantime"),
        gettext_lazy("Open the page again to see how it stands now. Nothing was overwritten."),
    ),
    410: (
        gettext_lazy("This page was withdrawn"),
        gettext_lazy("A member can withdraw what it published at any time."),
    ),
    413: (
        gettext_lazy("This is too much to send at once"),
        gettext_lazy("Go back, choose a smaller file or shorten the text, and send it again."),
    ),
    429: (
        gettext_lazy("Too many tries in a short time"),
        gettext_lazy("Wait fifteen minutes, then try again. What you saved is safe."),
    ),
}
_TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def show(request: HttpRequest, status: int, reason: Any = "") -> HttpResponse:
    """The page for one of the statuses above; `reason`, where given, stands before the advice."""
    title, advice = PAGES[status]
    context = {"title": title, "advice": advice, "reason": reason, "has_errors": True}
    return render(request, "errors/page.html", context, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return show(request, 413 if isinstance(exception, _TOO_MUCH) else 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return show(request, 403, str(exception))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A page from before a new sign-in is out of date. Where its author is here, it comes back with
    what was typed."""
    mark = mark_of(request)
    is_page = request.resolver_match is None or request.resolver_match.url_name != "autosave"
    if is_page and mark is not None and mark.is_of(request.user) and hold(request):
        return redirect(request.path)
    why = _("The page stood open too long, or cookies are switched off.")
    title = _("This could not be sent safely")
    advice = _("Go back, load the page anew and send it again.")
    context = {"title": title, "advice": advice, "reason": why, "has_errors": True}
    return render(request, "errors/page.html", context, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return show(request, 404)


def too_many_requests(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return show(request, 429)


def server_error(request: HttpRequest) -> HttpResponse:
    """One page in six languages that asks nothing of the database; another where it was the
    database that gave up, of a deadlock or a limit, or is away: then it is worth a second try."""
    if isinstance(sys.exception(), OperationalError):
        return unavailable(request)
    return render(None, "errors/500.html", status=500)


def unavailable(request: HttpRequest) -> HttpResponse:
    """As above, for a time that passes."""
    response = render(None, "errors/503.html", status=503)
    response["Retry-After"] = "5"
    return response
