"""CSV has no magic number: it is text in UTF-8 or UTF-16, and nothing that a program would run."""

from __future__ import annotations

import codecs
import re
from typing import IO

from django.utils.translation import gettext_lazy as _

from .reading import WINDOW, refuse_markup
from .refusal import Refusal

_MARKS = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
# A cell that starts a program (DDE) or fetches something when a spreadsheet opens the file.
_DDE = re.compile(
    r"(?:^|[,;\t\"'\r\n])[ \t\"']{0,9}[=+\-@] ?[a-z_][^,;\r\n|]{0,60}\|[^\r\n!]{0,200}!", re.I
)
_FETCHES = re.compile(
    r"[=+\-@(,;] ?(?:WEBSERVICE|IMPORT(?:XML|DATA|HTML|FEED|RANGE)|DDE(?:AUTO)?) ?\(", re.I
)
# Other formats that begin with plain letters, some of which a spreadsheet opens as its own.
_OTHERS = ("%PDF", "{\\rtf", "#!", "<", "PK\x03\x04", "MIME-Version:")
_SYLK = re.compile(r"\AID;P[^\r\n]*[\r\n]+[BCFOP];[A-Z]")
CARRIED = 400


def check(file: IO[bytes]) -> None:
    """Raises Refusal unless the whole file is text of a table."""
    file.seek(0)
    head = file.read(3)
    encoding = _MARKS.get(head[:2], "utf-8")
    file.seek(2 if encoding != "utf-8" else 3 if head == codecs.BOM_UTF8 else 0)
    decoder = codecs.getincrementaldecoder(encoding)()
    carried, is_first = "", True
    while True:
        piece = file.read(WINDOW)
        try:
            text = decoder.decode(piece, final=not piece)
        except UnicodeDecodeError as error:
            raise Refusal(
                _("The letters of this table cannot be read: save it as “CSV UTF-8”.")
            ) from error
        if is_first and (text.lstrip().startswith(_OTHERS) or _SYLK.search(text)):
            raise Refusal(_("This is not a table: save it as “CSV UTF-8” and send it again."))
        is_first = False
        if _CONTROL.search(text):
            raise Refusal(_("This table holds signs that are no text: save it as “CSV UTF-8”."))
        _refuse_what_runs(carried + text)
        carried = text[-CARRIED:]
        if not piece:
            return


def _refuse_what_runs(text: str) -> None:
    if "<" in text:
        refuse_markup(text.encode("ascii", "replace"))
    # A pattern is slow in a long table: most hold no such sign at all.
    if ("|" in text and _DDE.search(text)) or ("(" in text and _FETCHES.search(text)):
        raise Refusal(
            _("A cell of this table would start a program or fetch something: take it out.")
        )
