"""Whole, harmless files of every kind that may come in, and the tools to build others."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable, Mapping

from tracker.demo.papers import sample_pdf
from tracker.filecheck import ALLOWED

Parts = Mapping[str, bytes]
_XML = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_MAIN = "application/vnd.openxmlformats-officedocument."


def pdf() -> bytes:
    return sample_pdf(["Cabinet decision 114"])


# --- pictures -----------------------------------------------------------------------------------


def chunk(kind: bytes, body: bytes = b"") -> bytes:
    total = zlib.crc32(kind + body).to_bytes(4, "big")
    return len(body).to_bytes(4, "big") + kind + body + total


def header(width: int = 4, height: int = 4) -> bytes:
    size = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    return chunk(b"IHDR", size + bytes([8, 2, 0, 0, 0]))


def lines(width: int = 4, height: int = 4) -> bytes:
    return chunk(b"IDAT", zlib.compress((b"\x00" + b"\x2f\x78\xb3" * width) * height))


def png(*before: bytes, behind: bytes = b"", width: int = 4, height: int = 4) -> bytes:
    """A picture of one colour; chunks may stand before its data, anything behind its end."""
    body = header(width, height) + b"".join(before) + lines(width, height) + chunk(b"IEND")
    return b"\x89PNG\r\n\x1a\n" + body + behind


def segment(mark: int, body: bytes) -> bytes:
    return b"\xff" + bytes([mark]) + (len(body) + 2).to_bytes(2, "big") + body


JFIF = segment(0xE0, b"JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00")


def jpeg(*before: bytes, behind: bytes = b"", width: int = 8, height: int = 8) -> bytes:
    """Eight by eight grey points; segments may stand before the picture, anything behind."""
    frame = bytes([8]) + height.to_bytes(2, "big") + width.to_bytes(2, "big") + b"\x01\x01\x11\x00"
    one_code = bytes([1] + [0] * 15 + [0])
    return b"".join(
        (
            b"\xff\xd8",
            JFIF,
            *before,
            segment(0xDB, b"\x00" + b"\x01" * 64),
            segment(0xC0, frame),
            segment(0xC4, b"\x00" + one_code),
            segment(0xC4, b"\x10" + one_code),
            segment(0xDA, b"\x01\x01\x00\x00\x3f\x00"),
            b"\x3f\xff\xd9",
            behind,
        )
    )


# --- archives -----------------------------------------------------------------------------------


def archive(parts: Parts | Iterable[tuple[str | zipfile.ZipInfo, bytes]]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, body in parts.items() if isinstance(parts, Mapping) else parts:
            kept = zipfile.ZIP_STORED if name == "mimetype" else None
            made.writestr(name, body, compress_type=kept)
    return buffer.getvalue()


def types(*pairs: tuple[str, str]) -> bytes:
    listed = "".join(f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in pairs)
    kinds = '<Default Extension="rels" ContentType="application/xml"/>'
    return _XML + f'<Types xmlns="{_TYPES}">{kinds}{listed}</Types>'.encode()


def relations(*rows: tuple[str, str] | tuple[str, str, str]) -> bytes:
    """(kind, target) of each relation, and its mode where it is External."""
    listed = "".join(
        f'<Relationship Id="r{n}" Type="{OFFICE}/{row[0]}" Target="{row[1]}"'
        + (f' TargetMode="{row[2]}"/>' if len(row) > 2 else "/>")
        for n, row in enumerate(rows)
    )
    return _XML + f'<Relationships xmlns="{RELATIONS}">{listed}</Relationships>'.encode()


def words(body: str = "<w:p><w:r><w:t>The plan was adopted.</w:t></w:r></w:p>") -> bytes:
    return _XML + f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'.encode()


def docx_parts(**more: bytes) -> dict[str, bytes]:
    return {
        "[Content_Types].xml": types(
            ("/word/document.xml", f"{_MAIN}wordprocessingml.document.main+xml")
        ),
        "_rels/.rels": relations(("officeDocument", "word/document.xml")),
        "word/document.xml": words(),
        "word/_rels/document.xml.rels": relations(
            ("hyperlink", "https://law.example/114", "External")
        ),
        **more,
    }


def xlsx_parts(**more: bytes) -> dict[str, bytes]:
    sheet = (
        '<c r="A1" t="inlineStr"><is><t>County</t></is></c><c r="B1"><f>SUM(1,2)</f><v>3</v></c>'
    )
    return {
        "[Content_Types].xml": types(
            ("/xl/workbook.xml", f"{_MAIN}spreadsheetml.sheet.main+xml"),
            ("/xl/worksheets/sheet1.xml", f"{_MAIN}spreadsheetml.worksheet+xml"),
        ),
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": _XML
        + f'<workbook xmlns="{S}" xmlns:r="{OFFICE}"><sheets>'
        '<sheet name="Money" sheetId="1" r:id="r0"/></sheets></workbook>'.encode(),
        "xl/_rels/workbook.xml.rels": relations(("worksheet", "worksheets/sheet1.xml")),
        "xl/worksheets/sheet1.xml": _XML
        + f'<worksheet xmlns="{S}"><sheetData><row>{sheet}</row></sheetData></worksheet>'.encode(),
        "xl/printerSettings/printerSettings1.bin": b"\x00P\x00r\x00i\x00n\x00t",
        **more,
    }


_ODF = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in (
        ("office", "office"), ("text", "text"), ("table", "table"), ("draw", "drawing"),
        ("script", "script"), ("meta", "meta"),
    )
) + ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'  # fmt: skip


def odf_content(body: str, root: str = "document-content") -> bytes:
    return _XML + f"<office:{root} {_ODF}>{body}</office:{root}>".encode()


def manifest(inside: str = "") -> bytes:
    space = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    entry = f'<manifest:file-entry manifest:full-path="content.xml">{inside}</manifest:file-entry>'
    return (
        _XML + f'<manifest:manifest xmlns:manifest="{space}">{entry}</manifest:manifest>'.encode()
    )


def odf_parts(extension: str, body: str = "", **more: bytes) -> dict[str, bytes]:
    text = (
        '<text:p>Adopted, see <text:a xlink:href="https://law.example/1">the law</text:a></text:p>'
    )
    rows = f"<table:table><table:table-row><table:table-cell>{text}</table:table-cell></table:table-row></table:table>"
    kind, inside = ("text", text) if extension == "odt" else ("spreadsheet", rows)
    return {
        "mimetype": ALLOWED[extension].encode(),
        "content.xml": odf_content(
            f"<office:scripts/><office:body><office:{kind}>{inside}{body}</office:{kind}></office:body>"
        ),
        "styles.xml": odf_content("<office:styles/>", "document-styles"),
        "META-INF/manifest.xml": manifest(),
        **more,
    }


def docx() -> bytes:
    return archive(docx_parts())


def odt() -> bytes:
    return archive(odf_parts("odt"))


def files() -> dict[str, bytes]:
    """One of each kind, and some that only look odd."""
    mark = "\ufeff"
    return {
        "decision.pdf": pdf(),
        "map.png": png(),
        "large map.png": png(width=3000, height=2000),
        "commented.png": png(chunk(b"tEXt", b"Comment\x00made by hand")),
        "photo.jpg": jpeg(),
        "photo.JPEG": jpeg(segment(0xFE, b"taken in the morning")),
        "photo with a small one behind.jpg": jpeg(behind=jpeg() + b"\x00" * 64),
        "photo of a telephone.jpg": jpeg(behind=b"\x00\x00" + jpeg() + b"SEFHe\x00\x00\x00SEFT"),
        "note.docx": docx(),
        "note with a picture.docx": archive({**docx_parts(), "word/media/image1.png": png()}),
        "table.xlsx": archive(xlsx_parts()),
        "note.odt": odt(),
        "table.ods": archive(odf_parts("ods")),
        "table.csv": b'county,figure\nWajir,-3\n"=SUM(A1:A2)",+254\n',
        "with a mark.csv": f"{mark}عمود,1\n".encode(),
        "of a spreadsheet.csv": f"{mark}Comté;Montant\r\nWajir;1 200\r\n".encode("utf-16-le"),
        "ID first.csv": b"ID;Pays;Montant\r\n1;Kenya;12\r\n",
        "Plan d’action 2022–2026 (final).v2.pdf": pdf(),
        "خطة العمل.pdf": pdf(),
    }
