"""ODT and ODS: no macro, no object of another program, nothing fetched from elsewhere."""

from __future__ import annotations

import re
import zipfile

from django.utils.translation import gettext_lazy as _

from .archive import damaged
from .names import ALLOWED
from .office import embedded, macros, outside
from .parts import look_through, read_list
from .refusal import Refusal, other_content

MANIFEST = "META-INF/manifest.xml"
_SPACE = "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}"
_FOLDERS = re.compile(
    r"(?:META-INF|Configurations2|Thumbnails|Pictures|ObjectReplacements|Fonts|Versions"
    r"|Object \d+)/"
)
_EXTENSIONS = frozenset("xml rdf png jpg jpeg gif bmp tif tiff emf wmf svm svg ttf otf".split())
_WITHOUT = {"mimetype", "layout-cache"}
_XML = (".xml", ".rdf", ".svg")
_ELEMENT = rb"<(?:[\w.-]+:)?"
_OBJECTS = re.compile(_ELEMENT + rb"(?:object-ole|plugin|applet|floating-frame)\b")
_SCRIPTS = re.compile(_ELEMENT + rb"(?:event-listener|script)\b(?!-)")
_DATA = re.compile(_ELEMENT + rb"(?:dde-[a-z-]+|table-source|cell-range-source|section-source)\b")
_FETCHED = re.compile(
    _ELEMENT
    + rb"(?:image|object|fill-image|background-image|font-face-uri|audio|video)\b[^<>]*?"
    + rb"href\s*=\s*[\"']\s*(?:[a-zA-Z][a-zA-Z0-9+.-]*:|//|\\|\.\./|/|[^\"'>]*&#)"
)


def check(archive: zipfile.ZipFile, extension: str) -> None:
    """Raises Refusal unless this is such a document that only shows something."""
    _check_type(archive, extension)
    for member in archive.infolist():
        _check_part(member.filename)
    for member in archive.infolist():
        is_xml = member.filename.lower().endswith(_XML)
        look_through(archive, member, _look if is_xml else None)


def _check_type(archive: zipfile.ZipFile, extension: str) -> None:
    first = archive.infolist()[0]
    if first.filename != "mimetype" or first.file_size > 100:
        raise damaged()
    if (
        archive.read(first) != ALLOWED[extension].encode()
        or "content.xml" not in archive.namelist()
    ):
        raise other_content(extension)
    for listed in read_list(archive, MANIFEST).iter(f"{_SPACE}file-entry"):
        if listed.find(f"{_SPACE}encryption-data") is not None:
            raise Refusal(
                _("This document is locked by a password: save it without one and send it again.")
            )


def _check_part(name: str) -> None:
    if name.startswith(("Basic/", "Scripts/", "Dialogs/")):
        raise macros()
    folder, _slash, last = name.rpartition("/")
    if folder and not _FOLDERS.match(f"{folder}/"):
        raise embedded()
    known = last in _WITHOUT or last.lower().rpartition(".")[2] in _EXTENSIONS
    # LibreOffice writes the pictures of its charts without an ending.
    if last and not known and not folder.startswith("ObjectReplacements"):
        raise embedded()


def _look(window: bytes) -> None:
    for words, pattern, refusal in _SIGNS:
        if any(word in window for word in words) and pattern.search(window):
            raise refusal()


# Quick words first: a pattern is slow in a large sheet that holds none of them.
_SIGNS = (
    ((b"script", b"event-listener"), _SCRIPTS, macros),
    ((b"object-ole", b"plugin", b"applet", b"floating-frame"), _OBJECTS, embedded),
    ((b"dde-", b"-source"), _DATA, outside),
    ((b"href",), _FETCHED, outside),
)
