"""A POST that may be sent twice: with an `Idempotency-Key` the second gets the first one's
answer. Record and effect are one transaction, so that a crash leaves both or neither."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from tracker.models import IdempotencyRecord

from .authentication import actor_of
from .problems import Problem

_KEY = re.compile(r"[\x21-\x7e]{1,200}")
_KEPT_HEADERS = ("ETag", "Location")

Post = Callable[..., Response]


def idempotent(post: Post) -> Post:
    """Wraps a view's `post`. Two at the same time wait for each other in the database."""

    @wraps(post)
    def wrapped(view: Any, request: Request, *args: Any, **kwargs: Any) -> Response:
        key = request.headers.get("Idempotency-Key")
        if key is None:
            return post(view, request, *args, **kwargs)
        if not _KEY.fullmatch(key):
            said = _("Write the Idempotency-Key in 1 to 200 visible ASCII characters.")
            raise Problem("unreadable", said)
        fingerprint = _fingerprint(request.data)
        with transaction.atomic():
            record, is_new = _claim(request, key, fingerprint)
            if not is_new:
                return _replay(record, request, fingerprint)
            response = post(view, request, *args, **kwargs)
            record.status_code = response.status_code
            record.answer = {
                # As text: the database keeps no order of keys.
                "body": JSONRenderer().render(response.data).decode(),
                "headers": {n: response[n] for n in _KEPT_HEADERS if n in response},
            }
            record.save(update_fields=["status_code", "answer"])
        return response

    return wrapped


def _claim(request: Request, key: str, fingerprint: str) -> tuple[IdempotencyRecord, bool]:
    actor = actor_of(request)
    return IdempotencyRecord.objects.get_or_create(
        user=actor.user,
        seat=actor.seat,
        key=key,
        defaults={
            "method": request.method,
            "path": request.path[:300],
            "body_sha256": fingerprint,
        },
    )


def _replay(record: IdempotencyRecord, request: Request, fingerprint: str) -> Response:
    asked = (request.method, request.path[:300], fingerprint)
    if asked != (record.method, record.path, record.body_sha256):
        raise Problem("key-reused", _("Send a new key with a new request."))
    answer: Any = record.answer
    headers = {**answer["headers"], "Idempotent-Replayed": "true"}
    return Response(json.loads(answer["body"]), status=record.status_code, headers=headers)


def _fingerprint(data: Any) -> str:
    """The same for the same values, however they were spaced or ordered."""
    if hasattr(data, "lists"):
        data = {name: [_plain(v) for v in values] for name, values in data.lists()}
    text = json.dumps(data, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: Any) -> Any:
    if not isinstance(value, UploadedFile):
        return value
    digest = hashlib.sha256()
    for part in value.chunks():
        digest.update(part)
    value.seek(0)
    return [value.name, digest.hexdigest()]
