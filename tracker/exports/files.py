"""The file of a document on its way to somebody who may have it."""

from __future__ import annotations

from urllib.parse import quote

from django.http import FileResponse

from tracker.models import ExportJob
from tracker.models.stored_file import StoredFile


def sent(document: StoredFile | ExportJob) -> FileResponse:
    """The file as an attachment that no browser opens in our name and nobody keeps: whoever asks
    again is asked again whether they may. Raises FileNotFoundError where the store has none."""
    response = FileResponse(document.file.open("rb"), content_type=document.content_type)
    response["Content-Disposition"] = disposition(document.file_name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    # A part of a file is not sent: whoever asks for one gets the whole.
    response["Accept-Ranges"] = "none"
    return response


def disposition(name: str) -> str:
    """The header that saves a file under its own name in every browser (RFC 6266): a plain name
    for old ones, the true one beside it."""
    plain = "".join(
        c if c.isascii() and c.isprintable() and c not in '"\\%;' else "_" for c in name
    )
    return f"attachment; filename=\"{plain or 'file'}\"; filename*=UTF-8''{quote(name, safe='')}"
