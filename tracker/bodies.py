"""How large a body may be, also where it does not say so beforehand."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings

# The room for names and boundaries around a file.
MULTIPART_OVERHEAD = 1024 * 1024
PIECE, IN_MEMORY = 64 * 1024, 1024 * 1024

App = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def most_of_a_file() -> int:
    """The size of the largest file that may be sent, in bytes."""
    return settings.MAX_UPLOAD_MB * 1024 * 1024


def most_bytes() -> int:
    """The longest body that any address takes."""
    return most_of_a_file() + MULTIPART_OVERHEAD


def is_too_long(said: str | None) -> bool:
    """Whether a Content-Length is beyond that."""
    return said is not None and said.isdecimal() and int(said) > most_bytes()


def measured(app: App) -> App:
    """Django reads nothing of a body that comes in chunks, without a length. This one is put down
    on disk first and then has a length; of one that is too long no more is read than shows it, and
    it is refused by that length like any other."""

    def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        chunked = environ.get("HTTP_TRANSFER_ENCODING", "").lower() == "chunked"
        if not chunked or environ.get("CONTENT_LENGTH"):
            return app(environ, start_response)
        with tempfile.SpooledTemporaryFile(IN_MEMORY) as body:
            size = 0
            while size <= most_bytes() and (piece := environ["wsgi.input"].read(PIECE)):
                size += len(piece)
                body.write(piece)
            body.seek(0)
            environ |= {"CONTENT_LENGTH": str(size), "wsgi.input": body}
            return app(environ, start_response)

    return application
