"""“Undo” behind a message: what was removed a moment ago is kept in the session, sealed, for the
person who removed it, until they do something else of the kind or some minutes pass."""

from __future__ import annotations

import secrets
import time

from cryptography.fernet import InvalidToken
from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from accounts.sealing import seal, unseal

KEY = "removed"
LASTS = 15 * 60
# Longer than a line with all figures anybody gives.
MOST_BYTES = 256 * 1024


def offer_undo(
    request: HttpRequest, said: str, kept: str, cycle: str, back: str
) -> HttpResponseRedirect:
    """Leads to the page `back`, with the message that something is removed and a button that puts
    it back. To the top of that page, where messages stand."""
    _offer(request, said, kept, cycle)
    return HttpResponseRedirect(back.partition("#")[0])


def _offer(request: HttpRequest, said: str, kept: str, cycle: str) -> None:
    if len(kept.encode()) > MOST_BYTES:
        messages.success(request, said)
        return
    name = secrets.token_urlsafe(12)
    request.session[KEY] = {
        "name": name,
        "who": request.user.pk,
        "cycle": cycle,
        "until": time.time() + LASTS,
        "sealed": seal(kept),
    }
    button = format_html(
        '<form method="post" action="{}" class="row">'
        '<input type="hidden" name="csrfmiddlewaretoken" value="{}">'
        '<input type="hidden" name="removed" value="{}">'
        '<span>{}</span> <button class="sec-b">{}</button></form>',
        reverse("tracker:money-undo", args=[cycle]),
        get_token(request),
        name,
        said,
        _("Undo"),
    )
    messages.success(request, button)


def removed(request: HttpRequest, cycle: str) -> str | None:
    """What the button of this page would put back, once; None where it is kept no more."""
    kept = request.session.get(KEY)
    if (
        kept is None
        or kept["name"] != request.POST.get("removed")
        or (kept["who"], kept["cycle"]) != (request.user.pk, cycle)
        or kept["until"] < time.time()
    ):
        return None
    try:
        return unseal(kept["sealed"])
    except InvalidToken:
        return None


def let_go(request: HttpRequest) -> None:
    request.session.pop(KEY, None)
