"""The parts of an office file: each unpacked once, by pieces, and looked at on the way."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext_lazy as _

from .archive import bomb, damaged
from .reading import OVERLAP, WINDOW
from .refusal import Refusal

LARGEST_LIST = 2 * 1024 * 1024
_DECLARED = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*<\?xml[^>]*?encoding\s*=\s*[\"']([\w.-]+)[\"']")
_UTF_8 = {b"utf-8", b"utf8", b"us-ascii", b"ascii"}
# What runs or unpacks, whatever its name says.
_STRANGERS = (
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0",
    b"MZ",
    b"\x7fELF",
    b"#!",
    b"%PDF",
    b"\x1f\x8b",
    b"Rar!",
)


def read_list(archive: zipfile.ZipFile, name: str) -> Element:
    """A small part that lists others, parsed without document types or entities."""
    try:
        member = archive.getinfo(name)
        if member.file_size > LARGEST_LIST:
            raise bomb()
        return fromstring(archive.read(member), forbid_dtd=True)
    except DefusedXmlException as error:
        raise entities() from error
    except (ParseError, LookupError) as error:
        raise damaged() from error


def entities() -> Refusal:
    return Refusal(_("This document defines words of its own in its XML: save it again."))


def look_through(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, look: Callable[[bytes], Any] | None
) -> None:
    """Unpacks a part to its end, which proves its size and check sum. XML is UTF-8 without a
    document type; `look` is given each window of it. Nothing else may be a file of its own."""
    is_xml = look is not None
    first, carried = True, b""
    with archive.open(member) as stream:
        while piece := stream.read(WINDOW):
            if first:
                _check_head(piece, is_xml)
            if look is not None:
                window = carried + piece
                if b"<!DOCTYPE" in window or b"<!ENTITY" in window:
                    raise entities()
                look(window)
                carried = window[-OVERLAP:]
            first = False


def _check_head(head: bytes, is_xml: bool) -> None:
    if is_xml:
        declared = _DECLARED.match(head)
        if b"\x00" in head[:64] or (declared and declared[1].lower() not in _UTF_8):
            raise Refusal(_("The letters of this document cannot be read: save it again."))
    elif head.startswith(_STRANGERS):
        raise Refusal(_("This document carries another file inside: send it by itself, or as PDF."))
