"""DOCX and XLSX: no macro, no object of another program, nothing fetched from elsewhere."""

from __future__ import annotations

import html
import re
import zipfile
from xml.etree.ElementTree import Element

from django.utils.translation import gettext_lazy as _

from .archive import damaged
from .parts import look_through, read_list
from .refusal import Refusal, other_content

TYPES = "[Content_Types].xml"
_MAIN = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
}
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_MACROS = re.compile(
    r"macroenabled|macrosheet|dialogsheet|vbaproject|vbadata|activex|customui|userform", re.I
)
# Relations that bring in what another program made, or a whole further document.
_OBJECTS = ("/oleObject", "/package", "/aFChunk", "/control", "/subDocument", "/attachedToolbars")
_EXTENSIONS = frozenset(
    "xml rels png jpg jpeg gif bmp tif tiff emf wmf wdp svg vml odttf fntdata sigs".split()
)
_PRINTER = re.compile(r"xl/printerSettings/printerSettings\d*\.bin", re.I)
_XML = (".xml", ".rels", ".vml", ".svg")
# What makes a workbook fetch by itself; looked for in capitals.
_DATA = (b"DDELINK", b"OLELINK", b"DDEITEM", b"WEBPUBLISHITEM", b":WEBPR", b"<WEBPR")
_FORMULA_RUNS = re.compile(rb"WEBSERVICE\s*\(")
_FIELD = re.compile(rb"<(?:[\w.-]+:)?(?:instrText|delInstrText)\b[^>]*>([^<]*)")
_SIMPLE = re.compile(rb"\binstr\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_FIELD_RUNS = re.compile(
    r"\bDDE(?:AUTO)?\b|\bQUOTE\s+\d+\s+\d+|\bINCLUDE(?:TEXT|PICTURE)\s+[\"“]?\s*(?:[a-z]+:|\\\\)",
    re.I,
)
MOST_FIELDS = 1024 * 1024


def check(archive: zipfile.ZipFile, extension: str) -> None:
    """Raises Refusal unless this is such a document that only shows something."""
    _check_types(archive, extension)
    for member in archive.infolist():
        _check_part(member.filename)
    for member in archive.infolist():
        if member.filename.endswith(".rels"):
            _check_relations(read_list(archive, member.filename))
    fields = Fields()
    for member in archive.infolist():
        is_xml = member.filename.lower().endswith(_XML)
        fields.begin()
        look_through(archive, member, fields.look if is_xml else None)
        fields.end()


def _check_types(archive: zipfile.ZipFile, extension: str) -> None:
    kinds = {}
    for listed in read_list(archive, TYPES):
        kind = listed.get("ContentType", "")
        if _MACROS.search(kind):
            raise macros()
        kinds[listed.get("PartName", "")] = kind
    main = [part for part, kind in kinds.items() if kind == _MAIN[extension]]
    if len(main) != 1 or main[0].lstrip("/") not in archive.namelist():
        raise other_content(extension)


def _check_part(name: str) -> None:
    if _MACROS.search(name):
        raise macros()
    folders = name.lower().split("/")
    if "embeddings" in folders or "oleobject" in name.lower():
        raise embedded()
    extension = folders[-1].rpartition(".")[2]
    if not name.endswith("/") and extension not in _EXTENSIONS and not _PRINTER.fullmatch(name):
        raise embedded()


def macros() -> Refusal:
    return Refusal(_("This document holds macros: save it without them, or as PDF."))


def embedded() -> Refusal:
    return Refusal(
        _("This document carries another file inside, such as the data of a chart: send it as PDF.")
    )


def _check_relations(listed: Element) -> None:
    for relation in listed.iter(_RELATIONS):
        kind = relation.get("Type", "")
        if _MACROS.search(kind):
            raise macros()
        if kind.endswith(_OBJECTS):
            raise embedded()
        is_outside = relation.get("TargetMode", "").lower() == "external"
        if is_outside and not kind.endswith("/hyperlink"):
            raise outside()
        if not is_outside and re.match(r"[a-zA-Z][\w+.-]*:|//|\\", relation.get("Target", "")):
            raise damaged()


def outside() -> Refusal:
    return Refusal(
        _("This document fetches a template, picture or figures from elsewhere: break the links.")
    )


class Fields:
    """The instructions of a text's fields, which may be cut into many runs, and of data links."""

    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        self.said = b""

    def look(self, window: bytes) -> None:
        capitals = window.upper()
        if any(name in capitals for name in _DATA) or _FORMULA_RUNS.search(capitals):
            raise _runs()
        if b"INSTR" not in capitals:
            return
        for found in _SIMPLE.finditer(window):
            _refuse_instruction(found[1] or found[2] or b"")
        if len(self.said) < MOST_FIELDS:
            self.said += b"".join(found[1] for found in _FIELD.finditer(window))

    def end(self) -> None:
        _refuse_instruction(self.said)


def _refuse_instruction(said: bytes) -> None:
    text = html.unescape(said.decode("utf-8", "replace"))
    if _FIELD_RUNS.search(text):
        raise _runs()


def _runs() -> Refusal:
    return Refusal(
        _("This document starts a program or fetches something by itself: take out such fields.")
    )
