"""How the API says no: problem documents (RFC 9457) with a stable type, a human detail and, for
wrong values, `errors[]` that point at each of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.conf import settings
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, SuspiciousOperation
from django.core.exceptions import RequestDataTooBig as BodyTooBig
from django.core.exceptions import ValidationError as ModelError
from django.db import OperationalError
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions
from rest_framework.response import Response

from tracker.domain.errors import (
    Conflict,
    Duplicate,
    Gone,
    IllegalMove,
    NoLonger,
    NotAllowed,
    TooMany,
)

MEDIA_TYPE = "application/problem+json"
TYPE_PREFIX = "urn:nap-tracker:problem:"
RETRY_SECONDS = 5

# Kind → status and title. Kinds are public: docs/api/errors.md lists them.
KINDS: dict[str, tuple[int, Any]] = {
    "wrong-values": (400, _("Some values are wrong")),
    "unreadable": (400, _("The request cannot be read")),
    "sign-in": (401, _("A valid token is needed")),
    "not-allowed": (403, _("This seat may not do that")),
    "not-found": (404, _("Nothing is here")),
    "method": (405, _("This method is not offered here")),
    "not-acceptable": (406, _("This answer comes in another format")),
    "illegal-move": (409, _("This is not possible now")),
    "duplicate": (409, _("This exists already")),
    "withdrawn": (410, _("This was withdrawn")),
    "stale": (412, _("Another version stands now")),
    "too-large": (413, _("The body is too large")),
    "media-type": (415, _("The body has another type than this address takes")),
    "key-reused": (422, _("This Idempotency-Key belongs to another request")),
    "version-needed": (428, _("Say which version you read")),
    "too-many": (429, _("Too many requests")),
    "fault": (500, _("Something went wrong here")),
    "unavailable": (503, _("The service is busy")),
}


class Problem(Exception):
    """A refusal of the API's own making. `errors` are RFC 9457 entries, `members` further
    members of the document, `headers` go with the answer."""

    def __init__(
        self,
        kind: str,
        detail: Any,
        errors: list[dict[str, Any]] | None = None,
        headers: Mapping[str, str] | None = None,
        **members: Any,
    ) -> None:
        super().__init__(kind)
        self.kind, self.detail, self.errors = kind, detail, errors or []
        self.headers, self.members = dict(headers or {}), members

    def document(self) -> dict[str, Any]:
        status, title = KINDS[self.kind]
        body = {
            "type": TYPE_PREFIX + self.kind,
            "title": str(title),
            "status": status,
            "detail": str(self.detail),
            **self.members,
        }
        if self.errors:
            body["errors"] = self.errors
        return body

    def response(self) -> Response:
        body = self.document()
        return Response(body, status=body["status"], headers=self.headers, content_type=MEDIA_TYPE)


def wrong(errors: list[dict[str, Any]]) -> Problem:
    """A 400 whose detail says all of it, for a reader who sees only that: each message once, behind
    the names of all that it is about."""
    about: dict[str, list[str]] = {}
    for error in errors:
        names = about.setdefault(str(error["detail"]), [])
        name = _name(error)
        if name and name not in names and f"“{name}”" not in error["detail"]:
            names.append(name)
    return Problem("wrong-values", " ".join(_behind(n, said) for said, n in about.items()), errors)


def _name(error: Mapping[str, Any]) -> str:
    return error.get("parameter") or error.get("recommendation") or error.get("pointer", "")[1:]


def _behind(names: list[str], said: str) -> str:
    return _("%(names)s: %(said)s") % {"names": ", ".join(names), "said": said} if names else said


def wrong_parameter(name: str, detail: Any) -> dict[str, Any]:
    return {"parameter": name, "detail": str(detail)}


def wrong_value(path: str, detail: Any) -> dict[str, Any]:
    return {"pointer": path, "detail": str(detail)}


def pointer(*steps: str | int) -> str:
    """A JSON pointer (RFC 6901)."""
    return "".join(f"/{str(s).replace('~', '~0').replace('/', '~1')}" for s in steps)


def handler(error: Exception, context: Mapping[str, Any]) -> Response | None:
    """Every exception that has a place in the contract; others are faults of ours (500)."""
    problem = _problem(error, context.get("view"))
    return problem.response() if problem is not None else None


def _problem(error: Exception, view: Any) -> Problem | None:
    match error:
        case Problem():
            return error
        case NotAllowed():
            return Problem("not-allowed", error.reason)
        case IllegalMove():
            return Problem("illegal-move", error.reason)
        case NoLonger():
            return Problem("withdrawn", error.reason)
        case TooMany():
            return Problem("unavailable", error.reason, headers={"Retry-After": str(RETRY_SECONDS)})
        case Duplicate():
            said = _("It exists already under the id given here. Revise that one with PATCH.")
            return Problem("duplicate", said, existing=str(error.existing.public_id))
        case Conflict():
            return stale(error.current.version)
        case ModelError():
            return wrong(list(_of_model(error)))
        case BodyTooBig():
            return too_large()
        case SuspiciousOperation():
            return Problem("unreadable", _("The request has more parts than are taken."))
        case Http404() | exceptions.NotFound() | Gone():
            return not_found()
        case PermissionDenied():
            return Problem("not-allowed", _("This is not allowed."))
        case OperationalError():
            said = _("Try again in a few seconds. Nothing was written.")
            return Problem("unavailable", said, headers={"Retry-After": str(RETRY_SECONDS)})
        case exceptions.APIException():
            return _of_framework(error, view)
    return None


def not_found(path: str = "/") -> Problem:
    """The same words whether a row does not exist or belongs to a stranger; a hint where the end
    of a `path` that nobody has may be all that is wrong."""
    said = _("There is nothing at this address, or nothing for this reader.")
    if not path.endswith("/"):
        said = _("There is nothing at this address. All but those of files end with “/”.")
    return Problem("not-found", said)


def stale(version: int) -> Problem:
    said = _("It is at version %(version)s now. Read it again and send your change with that one.")
    return Problem(
        "stale",
        said % {"version": version},
        headers={"ETag": f'"{version}"'},
        current_version=version,
    )


def too_large() -> Problem:
    most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE / 1024**2
    said = _("A file may have %(file)d MB, a body of JSON %(json).3g MB.")
    return Problem("too-large", said % {"file": settings.MAX_UPLOAD_MB, "json": most})


def _of_model(error: ModelError) -> Iterator[dict[str, Any]]:
    if not hasattr(error, "error_dict"):
        yield from (wrong_value("", message) for message in error.messages)
        return
    for name, messages in error.message_dict.items():
        at = "" if name == NON_FIELD_ERRORS else pointer(name)
        yield from (wrong_value(at, message) for message in messages)


def _of_framework(error: exceptions.APIException, view: Any) -> Problem | None:
    match error:
        case exceptions.ValidationError():
            return wrong(serializer_errors(error.detail))
        case exceptions.ParseError():
            return Problem("unreadable", error.detail)
        case exceptions.NotAuthenticated() | exceptions.AuthenticationFailed():
            return Problem("sign-in", error.detail, headers={"WWW-Authenticate": "Token"})
        case exceptions.PermissionDenied():
            return Problem("not-allowed", error.detail)
        case exceptions.MethodNotAllowed():
            said = _("Use one of: %(methods)s.")
            return Problem("method", said % {"methods": ", ".join(view.allowed_methods)})
        case exceptions.NotAcceptable():
            said = _("Write “Accept: %(types)s”, or leave this header out.")
            return Problem("not-acceptable", said % {"types": _types(error.available_renderers)})
        case exceptions.UnsupportedMediaType():
            said = _("Send the body as %(types)s, and say so in Content-Type.")
            return Problem("media-type", said % {"types": _types(view.parser_classes)})
        case exceptions.Throttled():
            wait = max(1, int(error.wait or 1))
            said = _("Wait %(seconds)s seconds and go on.") % {"seconds": wait}
            return Problem("too-many", said, headers={"Retry-After": str(wait)})
    return None


def _types(them: Iterable[Any]) -> str:
    return ", ".join(one.media_type for one in them)


def serializer_errors(detail: Any) -> list[dict[str, Any]]:
    """The messages of a serializer as entries of `errors[]`."""
    return list(_of_serializer(detail))


def _of_serializer(detail: Any, *steps: str | int) -> Iterator[dict[str, Any]]:
    """The framework's nested messages, one entry for each."""
    if isinstance(detail, dict):
        for name, inner in detail.items():
            below = steps if name == "non_field_errors" else (*steps, name)
            yield from _of_serializer(inner, *below)
    elif isinstance(detail, list):
        for place, inner in enumerate(detail):
            below = (*steps, place) if isinstance(inner, dict | list) else steps
            yield from _of_serializer(inner, *below)
    elif getattr(detail, "code", "") == "not_a_list":
        yield wrong_value(pointer(*steps), _("Write a list, in square brackets."))
    else:
        yield wrong_value(pointer(*steps), detail)
