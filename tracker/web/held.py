"""What was typed on a page whose session had ended: held, sealed, until its author signs in."""

from __future__ import annotations

import json
import time
from typing import Any

from cryptography.fernet import InvalidToken
from django.http import HttpRequest, QueryDict

from accounts.sealing import seal, unseal

from .marks import Mark, mark_of

KEY = "held"
LASTS = 4 * 3600
MOST_PAGES = 3
MOST_BYTES = 256 * 1024
# What belongs to the session that is gone.
_LEFT_OUT = {"csrfmiddlewaretoken"}


def hold(request: HttpRequest) -> bool:
    """Keeps the words of a form for the person its page was made for, in the session that leads
    through the sign-in. Files are not kept. False where there is nothing to keep, or too much."""
    mark = mark_of(request)
    if request.method != "POST" or mark is None:
        return False
    typed = {name: said for name, said in request.POST.lists() if name not in _LEFT_OUT}
    said = json.dumps({"who": mark.who, "path": request.path, "typed": typed})
    if len(said.encode()) > MOST_BYTES:
        return False
    pages = {**_pages(request)}
    pages.pop(request.path, None)
    pages[request.path] = {"who": mark.who, "until": time.time() + LASTS, "sealed": seal(said)}
    request.session[KEY] = dict(list(pages.items())[-MOST_PAGES:])
    return True


def held_for(request: HttpRequest) -> QueryDict | None:
    """What this person typed on the page that is asked for, before their session ended."""
    page = _own(request).get(request.path)
    if page is None:
        return None
    try:
        said = json.loads(unseal(page["sealed"]))
    except InvalidToken:
        return None
    mark = Mark(said["who"], "")
    if said["path"] != request.path or not mark.is_of(request.user):
        return None
    typed = QueryDict(mutable=True)
    for name, values in said["typed"].items():
        typed.setlist(name, values)
    return typed


def let_go(request: HttpRequest, path: str) -> None:
    """Forgets what was held for a page: it was saved, or is not wanted."""
    pages = _pages(request)
    if path in pages:
        request.session[KEY] = {other: page for other, page in pages.items() if other != path}


def _pages(request: HttpRequest) -> dict[str, Any]:
    return request.session.get(KEY, {})


def _own(request: HttpRequest) -> dict[str, Any]:
    """What is held for who is signed in; what is held for anybody else, or too long, is dropped."""
    pages = _pages(request)
    own = {
        path: page
        for path, page in pages.items()
        if page["until"] > time.time() and Mark(page["who"], "").is_of(request.user)
    }
    if len(own) != len(pages):
        request.session[KEY] = own
    return own
