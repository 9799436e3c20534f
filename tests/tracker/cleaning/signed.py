"""Files full of who made them, when and where: every such word holds the same canary."""

from __future__ import annotations

import struct
import zlib

from tests.hostile import honest
from tests.hostile.honest import chunk, segment

WHO = "Amina-Canary"
_WHO = WHO.encode()
_XMP = (
    b"http://ns.adobe.com/xap/1.0/\x00<x:xmpmeta><dc:creator>" + _WHO + b"</dc:creator></x:xmpmeta>"
)


def exif(turned: int = 6) -> bytes:
    """How the picture is turned, who took it, and the place in degrees."""
    name = _WHO + b"\x00"
    rows = [
        struct.pack("<HHLHH", 0x0112, 3, 1, turned, 0),
        struct.pack("<HHLL", 0x013B, 2, len(name), 8 + 2 + 3 * 12 + 4),
        struct.pack("<HHLL", 0x8825, 4, 1, 8),
    ]
    return b"II*\x00" + struct.pack("<LH", 8, 3) + b"".join(rows) + b"\x00" * 4 + name


def jpeg(turned: int = 6) -> bytes:
    return honest.jpeg(
        segment(0xE1, b"Exif\x00\x00" + exif(turned)),
        segment(0xE1, _XMP),
        segment(0xED, b"Photoshop 3.0\x00" + _WHO),
        segment(0xE2, b"ICC_PROFILE\x00\x01\x01profile"),
        segment(0xE2, b"MPF\x00" + _WHO),
        segment(0xEE, b"Adobe\x00\x64\x00\x00\x00\x00\x01"),
        segment(0xFE, _WHO),
        behind=honest.jpeg(segment(0xFE, _WHO)),
    )


def png(turned: int = 6) -> bytes:
    return honest.png(
        chunk(b"gAMA", b"\x00\x00\xb1\x8f"),
        chunk(b"eXIf", exif(turned)),
        chunk(b"tEXt", b"Author\x00" + _WHO),
        chunk(b"zTXt", b"Author\x00\x00" + zlib.compress(_WHO)),
        chunk(b"iTXt", b"XML:com.adobe.xmp\x00\x00\x00\x00\x00" + _WHO),
        chunk(b"tIME", b"\x07\xea\x01\x01\x00\x00\x00"),
        chunk(b"prVt", _WHO),
    )


def _properties() -> dict[str, bytes]:
    said = f"<p><dc:creator>{WHO}</dc:creator><cp:lastModifiedBy>{WHO}</cp:lastModifiedBy></p>"
    return {
        "docProps/core.xml": said.encode(),
        "docProps/app.xml": f"<Properties><Company>{WHO}</Company></Properties>".encode(),
        "docProps/custom.xml": f"<Properties><property>{WHO}</property></Properties>".encode(),
    }


def docx() -> bytes:
    changed = (
        f'<w:p><w:ins w:id="1" w:author="{WHO}" w:date="2026-01-01T00:00:00Z"><w:r><w:t>new</w:t>'
        f"</w:r></w:ins><w:del w:author='{WHO}'><w:r><w:delText>old</w:delText></w:r></w:del></w:p>"
    )
    return honest.archive(
        {
            **honest.docx_parts(),
            **_properties(),
            "word/document.xml": honest.words(changed * 3000),
            "word/comments.xml": f'<w:comments><w:comment w:author="{WHO}" w:initials="{WHO}">'
            "<w:p>A remark</w:p></w:comment></w:comments>".encode(),
            "word/people.xml": f'<w15:people><w15:person w15:author="{WHO}"/></w15:people>'.encode(),
            "word/media/image1.jpeg": jpeg(),
            "word/media/image2.png": png(),
        }
    )


def xlsx() -> bytes:
    parts = honest.xlsx_parts()
    sheet = parts["xl/worksheets/sheet1.xml"].replace(
        b"</sheetData>", b'</sheetData><pageSetup paperSize="9" orientation="landscape" r:id="r0"/>'
    )
    return honest.archive(
        {
            **parts,
            **_properties(),
            "xl/worksheets/sheet1.xml": sheet,
            "xl/worksheets/_rels/sheet1.xml.rels": honest.relations(
                ("printerSettings", "../printerSettings/printerSettings1.bin")
            ),
            "xl/printerSettings/printerSettings1.bin": _WHO,
            "xl/comments1.xml": f"<comments><authors><author>{WHO}</author></authors></comments>".encode(),
            "xl/persons/person.xml": f'<personList><person displayName="{WHO}" userId="{WHO}" '
            'id="{1}"/></personList>'.encode(),
            "xl/pivotCache/pivotCacheDefinition1.xml": f'<p refreshedBy="{WHO}"/>'.encode(),
            "xl/workbook.xml": parts["xl/workbook.xml"].replace(
                b"<sheets>", f'<x15ac:absPath url="C:\\Users\\{WHO}\\"/><sheets>'.encode()
            ),
        }
    )


def odf(extension: str) -> bytes:
    note = (
        f"<office:annotation><dc:creator>{WHO}</dc:creator><meta:creator-initials>{WHO}"
        f"</meta:creator-initials><text:p>A remark</text:p></office:annotation>"
        f"<text:initial-creator>{WHO}</text:initial-creator><text:author-name>{WHO}"
        f"</text:author-name><text:sender-email>{WHO}</text:sender-email>"
    )
    parts = honest.odf_parts(extension, note * 500)
    item = f'<config:config-item config:name="PrinterName" config:type="string">{WHO}'
    return honest.archive(
        {
            **parts,
            "meta.xml": honest.odf_content(
                f"<office:meta><meta:initial-creator>{WHO}</meta:initial-creator>"
                f"<meta:user-defined>{WHO}</meta:user-defined></office:meta>",
                "document-meta",
            ),
            "settings.xml": f"<s>{item}</config:config-item></s>".encode(),
            "Pictures/1.jpg": jpeg(),
        }
    )
