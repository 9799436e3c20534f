"""Honest content under a name that wants to do harm."""

from __future__ import annotations

from collections.abc import Iterator

from .honest import pdf
from .kinds import Hostile, made

NAMES = (
    "law.pdf.exe", "law.exe.pdf", "law.php.pdf", "law.html.pdf", "law.svg.pdf", "law.js.pdf",
    "law.pdf.js", "law.scr", "law.hta", "law.lnk", "law.docm", "law.xlsm", "law.html", "law.svg",
    "law.PHP.Pdf", "law. exe.pdf", "law", ".pdf", ".htaccess", "..", "/", "", "CON", "law.pdf::$DATA",
    "law.pdf%00.png.exe", "a\u202efdp.exe", "law.pdf\x00.exe", "../../x", "..\\..\\x",
    "a\r\nX-Header: y", "\udcff\udcfe", "law.pdf/", "law.zip", "law.pdf .exe", "law.tar.gz",
    "law.pdf;.jsp", "law.pdf.asp;.aspx",
)  # fmt: skip
# Names that come in, as data: what is left of each.
TAMED = {
    "../../x.pdf": "x.pdf",
    "..\\..\\x.pdf": "x.pdf",
    "CON.pdf": "_CON.pdf",
    "a\r\nX: y.pdf": "aX: y.pdf",
    "a\x00b.pdf": "ab.pdf",
    "a\u202egpj.pdf": "agpj.pdf",
    "x" * 5000 + ".pdf": "x" * 190 + ".pdf",
    "...pdf": "pdf",
}


def hostile() -> Iterator[Hostile]:
    for name in NAMES:
        yield made("name", ascii(name), name, pdf())
