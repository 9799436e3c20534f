"""Which files may come in, told by their content and their name (domain brief, section 5)."""

from __future__ import annotations

import hashlib
import re
import unicodedata
import zipfile
from dataclasses import dataclass
from typing import IO

import filetype
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

# Extension → the type that is stored and served. Nothing else is taken.
ALLOWED = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "csv": "text/csv",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
}
# Names inside a zip that make it the document it claims to be.
_INSIDE = {"docx": "word/", "xlsx": "xl/", "odt": "content.xml", "ods": "content.xml"}
_MIMETYPE = {"odt": ALLOWED["odt"], "ods": ALLOWED["ods"]}
_HARMFUL = re.compile(r"\.(exe|com|bat|cmd|scr|js|vbs|html?|svg|php|jar|msi|ps1|sh)\.", re.I)
MOST_PARTS, MOST_UNPACKED = 5000, 400 * 1024 * 1024


@dataclass(frozen=True)
class AcceptedFile:
    """A file that passed: its cleaned name, stored type, size in bytes and sha-256."""

    name: str
    content_type: str
    size: int
    sha256: str


def accept(upload: UploadedFile) -> AcceptedFile:
    """Looks at an upload and answers what it is. Raises ValidationError under `file`."""
    name = clean_name(upload.name or "")
    extension = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    size = upload.size or 0
    if size > settings.MAX_UPLOAD_MB * 1024 * 1024:
        raise _refused(
            _("The file is larger than %(limit)s MB.") % {"limit": settings.MAX_UPLOAD_MB}
        )
    if size == 0:
        raise _refused(_("The file is empty."))
    if extension not in ALLOWED or _HARMFUL.search(name):
        raise _refused(_("Send a PDF, DOCX, XLSX, CSV, ODT, ODS, PNG or JPG file."))
    upload.seek(0)
    if not _content_fits(upload, extension):
        raise _refused(
            _("The content of this file is not that of a %(kind)s file. Save it again and send it.")
            % {"kind": extension.upper()}
        )
    digest = hashlib.sha256()
    for part in upload.chunks():
        digest.update(part)
    upload.seek(0)
    return AcceptedFile(name, ALLOWED[extension], size, digest.hexdigest())


def clean_name(name: str) -> str:
    """The name as data: no path, no control or direction marks, 200 characters at most."""
    last = re.split(r"[\\/]", name)[-1]
    kept = "".join(
        " " if category[0] == "Z" else c
        for c in unicodedata.normalize("NFC", last)
        if (category := unicodedata.category(c))[0] != "C"
    )
    stem, dot, extension = kept.strip(". ").rpartition(".")
    return f"{stem[:190]}{dot}{extension[:9]}" if dot else extension[:200]


def _refused(message: str) -> ValidationError:
    return ValidationError({"file": [message]})


def _content_fits(upload: IO[bytes], extension: str) -> bool:
    if extension == "csv":
        return _is_text(upload)
    if extension in _INSIDE:
        return _is_office(upload, extension)
    found = filetype.guess(upload.read(8192))
    upload.seek(0)
    return found is not None and found.mime == ALLOWED[extension]


def _is_text(upload: IO[bytes]) -> bool:
    """CSV has no magic number: text in UTF-8 or UTF-16 without other control characters."""
    head = upload.read(65536)
    upload.seek(0)
    encoding = "utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = head[: len(head) - len(head) % 2 if encoding == "utf-16" else None].decode(
            encoding, errors="strict" if len(head) < 65536 else "ignore"
        )
    except UnicodeDecodeError:
        return False
    return not any(unicodedata.category(c) == "Cc" and c not in "\r\n\t" for c in text)


def _is_office(upload: IO[bytes], extension: str) -> bool:
    """An office file is a zip of a known inside: not encrypted, no bomb, no path that climbs."""
    try:
        with zipfile.ZipFile(upload) as archive:
            parts = archive.infolist()
            names = [p.filename for p in parts]
            if len(parts) > MOST_PARTS or sum(p.file_size for p in parts) > MOST_UNPACKED:
                return False
            if any(p.flag_bits & 0x1 for p in parts) or len(set(names)) != len(names):
                return False
            if any(n.startswith(("/", "\\")) or ".." in n.split("/") for n in names):
                return False
            if not any(n.startswith(_INSIDE[extension]) for n in names):
                return False
            if extension in _MIMETYPE:
                with archive.open("mimetype") as declared:
                    return declared.read(100).decode("ascii", "replace") == _MIMETYPE[extension]
            return "[Content_Types].xml" in names
    except (zipfile.BadZipFile, KeyError, OSError, NotImplementedError, RuntimeError):
        return False
    finally:
        upload.seek(0)
