"""Office files without who wrote them, where and with what: properties, authors of comments and of
tracked changes, paths of the machine, printers, and what their pictures know."""

from __future__ import annotations

import re
import tempfile
import zipfile
from collections.abc import Iterator
from typing import IO, Any

from tracker.filecheck import Refusal
from tracker.filecheck.archive import FAULTS, damaged

from . import pictures

PIECE, MOST_WAITING = 256 * 1024, 8 * 1024 * 1024
IN_MEMORY = 1024 * 1024
# A part of a zip has a time too: this one says nothing.
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_XML = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_CORE = b"http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_SHARED = b"http://schemas.openxmlformats.org/officeDocument/2006/"
_PEOPLE = b"http://schemas.microsoft.com/office/word/2012/wordml"
_ODF = b"urn:oasis:names:tc:opendocument:xmlns:office:1.0"
# Parts that hold nothing but who and when: each is put empty in its place.
_EMPTIED = {
    "docProps/core.xml": _XML + b'<cp:coreProperties xmlns:cp="' + _CORE + b'"/>',
    "docProps/app.xml": _XML + b'<Properties xmlns="' + _SHARED + b'extended-properties"/>',
    "docProps/custom.xml": _XML + b'<Properties xmlns="' + _SHARED + b'custom-properties"/>',
    "word/people.xml": _XML + b'<w15:people xmlns:w15="' + _PEOPLE + b'"/>',
    "meta.xml": _XML
    + b'<office:document-meta xmlns:office="'
    + _ODF
    + b'" office:version="1.2"><office:meta/></office:document-meta>',
}
_DROPPED = re.compile(r"xl/printerSettings/[^/]+\.bin", re.I)
_PARTS = re.compile(
    r"word/[^/]+\.xml|word/glossary/[^/]+\.xml|xl/(?:workbook|comments\d*|sharedStrings)\.xml"
    r"|xl/(?:persons|worksheets|chartsheets|revisions|pivotCache|threadedComments|worksheets/_rels"
    r"|chartsheets/_rels|comments)/[^/]+\.(?:xml|rels)"
    r"|(?:.*/)?(?:content|styles|settings|meta)\.xml",
    re.I,
)
_PREFIX = rb"(?:[\w.-]+:)?"
# (a word without which nothing is to do, what is replaced, by what)
_RULES: tuple[tuple[bytes, re.Pattern[bytes], bytes], ...] = tuple(
    (word, re.compile(pattern), by)
    for word, pattern, by in (
        (b"author=", rb"(\s" + _PREFIX + rb"author=)(?:\"[^\"]*\"|'[^']*')", rb'\1"Author"'),
        (b"initials=", rb"(\s" + _PREFIX + rb"initials=)(?:\"[^\"]*\"|'[^']*')", rb'\1"A"'),
        (
            b"=",
            rb"(\s" + _PREFIX + rb"(?:userName|refreshedBy|lastModifiedBy|userId|displayName))="
            rb"(?:\"[^\"]*\"|'[^']*')",
            rb'\1="Author"',
        ),
        (b"absPath", rb"(<" + _PREFIX + rb"absPath\b[^>]*\surl=)(?:\"[^\"]*\"|'[^']*')", rb'\1""'),
        (b"<author", rb"(<" + _PREFIX + rb"author>)[^<]*(?=</)", rb"\1Author"),
        (b"pageSetup", rb"(<" + _PREFIX + rb"pageSetup\b[^>]*?)\s[\w.-]+:id=\"[^\"]*\"", rb"\1"),
        (b"printerSettings", rb"<Relationship\b[^>]*/printerSettings\"[^>]*/>", b""),
        (
            b"creator",
            rb"(<" + _PREFIX + rb"(?:initial-)?creator(?:-initials)?\b[^>/]*>)[^<]*(?=</)",
            rb"\1",
        ),
        (b"author-", rb"(<" + _PREFIX + rb"author-(?:name|initials)\b[^>/]*>)[^<]*(?=</)", rb"\1"),
        (b"sender-", rb"(<" + _PREFIX + rb"sender-[a-z-]+\b[^>/]*>)[^<]*(?=</)", rb"\1"),
        (
            b"Printer",
            rb"(<" + _PREFIX + rb"config-item\b[^>]*\"Printer(?:Name|Setup)\"[^>]*>)[^<]*(?=</)",
            rb"\1",
        ),
    )
)


def clean_archive(source: IO[bytes], target: IO[bytes]) -> None:
    """Writes the document anew. A picture that is damaged is a blank of one point in the copy: what
    cannot be read cannot be cleaned. Raises Refusal for any other part that cannot be read."""
    try:
        with zipfile.ZipFile(source) as given, zipfile.ZipFile(target, "w") as made:
            for member in given.infolist():
                if not _DROPPED.fullmatch(member.filename):
                    _copy(given, member, made)
    except FAULTS as error:
        raise damaged() from error


def _copy(given: zipfile.ZipFile, member: zipfile.ZipInfo, made: zipfile.ZipFile) -> None:
    name = member.filename
    info = zipfile.ZipInfo(name, _NO_TIME)
    info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
    if name in _EMPTIED:
        made.writestr(info, _EMPTIED[name])
        return
    with given.open(member) as part, tempfile.SpooledTemporaryFile(IN_MEMORY) as waiting:
        head = part.read(16)
        part.seek(0)
        if (clean := _picture(head)) is not None:
            if not _is_cleaned(clean, part, waiting):
                waiting.seek(0)
                waiting.truncate()
                waiting.write(pictures.BLANK[clean])
            waiting.seek(0)
            pieces = iter(lambda: waiting.read(PIECE), b"")
        elif _PARTS.fullmatch(name):
            pieces = _without_names(part)
        else:
            pieces = iter(lambda: part.read(PIECE), b"")
        with made.open(info, "w") as written:
            for piece in pieces:
                written.write(piece)


def has_damaged_picture(source: IO[bytes]) -> bool:
    """Whether a picture of the document cannot be read: its copy shows a blank in its place."""
    try:
        with zipfile.ZipFile(source) as given:
            return any(_is_damaged(given, member) for member in given.infolist())
    except FAULTS:
        return False


def _is_damaged(given: zipfile.ZipFile, member: zipfile.ZipInfo) -> bool:
    with given.open(member) as part, tempfile.SpooledTemporaryFile(IN_MEMORY) as waiting:
        clean = _picture(part.read(16))
        part.seek(0)
        return clean is not None and not _is_cleaned(clean, part, waiting)


def _is_cleaned(clean: pictures.Clean, part: IO[bytes], target: Any) -> bool:
    """Cleans a picture; False where it is damaged, and then the target holds a part of it."""
    try:
        clean(part, target)
    except Refusal:
        return False
    return True


def _picture(head: bytes) -> pictures.Clean | None:
    if head.startswith(b"\x89PNG"):
        return pictures.clean_png
    return pictures.clean_jpeg if head.startswith(b"\xff\xd8\xff") else None


def _without_names(part: IO[bytes]) -> Iterator[bytes]:
    """The part in pieces that end behind a closed element, so that no name is cut in two."""
    waiting = b""
    while piece := part.read(PIECE):
        waiting += piece
        end = max(waiting.rfind(b"</"), waiting.rfind(b"/>") - 1)
        end = waiting.find(b">", end) + 1 if end >= 0 else 0
        if end:
            yield _blanked(waiting[:end])
            waiting = waiting[end:]
        elif len(waiting) > MOST_WAITING:
            raise damaged()
    yield _blanked(waiting)


def _blanked(piece: bytes) -> bytes:
    for word, pattern, by in _RULES:
        if word in piece:
            piece = pattern.sub(by, piece)
    return piece
