"""A page of words is marked with whom it was made for, so that what comes back from it later is
given to nobody else."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from secrets import token_urlsafe
from typing import Any

from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

NAME = "page"
# A browser may keep a page open longer than any session lives.
LASTS = dt.timedelta(days=3)
_SALT = "tracker.web.marks"


@dataclass(frozen=True)
class Mark:
    """Whose page it is, as a hash, and the page itself: one opening of it in one browser."""

    who: str
    page: str

    def is_of(self, user: Any) -> bool:
        return bool(user.is_authenticated) and self.who == whose(user)


def whose(user: Any) -> str:
    """Names a person towards their own browser, and says nothing about them."""
    return salted_hmac(_SALT, str(user.pk), algorithm="sha256").hexdigest()[:24]


def new_mark(user: Any) -> str:
    return TimestampSigner(salt=_SALT).sign(f"{whose(user)}.{token_urlsafe(9)}")


def mark_of(request: HttpRequest) -> Mark | None:
    """The mark that a form came with; None where it has none of ours, or too old a one."""
    try:
        said = TimestampSigner(salt=_SALT).unsign(request.POST.get(NAME, ""), max_age=LASTS)
    except BadSignature:
        return None
    who, _dot, page = said.partition(".")
    return Mark(who, page)
