"""Which version a caller has read. Nothing is overwritten unseen."""

from __future__ import annotations

import re
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request

from .problems import Problem, stale

_VERSION = re.compile(r'\s*(?:W/)?"([0-9]{1,9})"\s*')


def expected_version(request: Request) -> int | None:
    """The version in `If-Match`, strong or weak; None where there is no such header."""
    given = request.headers.get("If-Match")
    if given is None:
        return None
    found = _VERSION.fullmatch(given)
    if found is None:
        said = _('Write If-Match with the version you read, such as "3". A “*” is not taken.')
        raise Problem("unreadable", said)
    return int(found[1])


def required_version(request: Request, row: Any) -> int:
    """The version in `If-Match`, which has to be the row's. Raises a 428 or a 412."""
    version = expected_version(request)
    if version is None:
        said = _("Send If-Match with the ETag of what you read, so that nothing is overwritten.")
        raise Problem("version-needed", said)
    if version != row.version:
        raise stale(row.version)
    return version


def etag(row: Any) -> dict[str, str]:
    return {"ETag": f'"{row.version}"'}
