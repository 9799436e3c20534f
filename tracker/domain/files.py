"""What becomes of a file that somebody sends: looked at, scanned, measured, or refused."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import IO, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext as _

from tracker import antivirus
from tracker.cleaning import names_author
from tracker.filecheck import ALLOWED, Refusal, check, clean_name, extension_of

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class AcceptedFile:
    """A file that passed: its cleaned name, stored type, size in bytes and sha-256."""

    name: str
    content_type: str
    size: int
    sha256: str
    names_author: bool = False
    """A PDF whose own data say who made it."""


def accept(upload: File[Any]) -> AcceptedFile:
    """Looks at an upload and answers what it is. Raises ValidationError under `file`."""
    name = clean_name(upload.name or "")
    if upload.size > settings.MAX_UPLOAD_MB * MEGABYTE:
        raise refused(
            _("The file is larger than %(limit)s MB.") % {"limit": settings.MAX_UPLOAD_MB}
        )
    if upload.size == 0:
        raise refused(_("The file is empty."))
    content: IO[bytes] = upload.file  # type: ignore[assignment]
    try:
        extension = extension_of(name)
        check(content, extension)
    except Refusal as refusal:
        raise refused(str(refusal)) from refusal
    _scan(content)
    digest = digest_of(content)
    is_signed = extension == "pdf" and names_author(content)
    upload.seek(0)
    return AcceptedFile(name, ALLOWED[extension], upload.size, digest, is_signed)


def digest_of(content: IO[bytes]) -> str:
    """The sha-256 of a file, read from its beginning by pieces."""
    content.seek(0)
    digest = hashlib.sha256()
    while piece := content.read(antivirus.PIECE):
        digest.update(piece)
    return digest.hexdigest()


def refused(message: str) -> ValidationError:
    return ValidationError({"file": [message]})


def _scan(content: IO[bytes]) -> None:
    """Asks the virus scanner, where there is one. Without an answer nothing comes in."""
    if not settings.CLAMD_URL:
        return
    try:
        is_clean = antivirus.is_clean(settings.CLAMD_URL, content)
    except antivirus.NoAnswer as error:
        raise refused(
            _("This file could not be scanned for viruses: try again in a few minutes.")
        ) from error
    if not is_clean:
        raise refused(_("The virus scanner found something in this file: it was not taken."))
