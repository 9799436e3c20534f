"""Writes a document as a tagged PDF (PDF/UA-1) with typst.

Every word goes in as data, never as markup: what somebody wrote cannot turn into a command. The
look stands in `layout.typ`.
"""

from __future__ import annotations

import dataclasses
import json
from functools import cache
from pathlib import Path
from typing import IO, Any, Final

import typst
from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext as _

from .content import Document, Run, clean, direction
from .fonts import WITHOUT_LETTERS, files, printable
from .order import NotMade
from .packing import packed

LAYOUT = Path(__file__).with_name("layout.typ")
STANDARD: Final = "ua-1"


def write(document: Document, out: IO[bytes]) -> None:
    """Raises NotMade for a language whose script we have no letters of."""
    if document.language.split("-")[0] in WITHOUT_LETTERS:
        raise NotMade(
            _("We have no letters to print this language with. Order the Word document instead.")
        )
    data = json.dumps(_plain(document, document.is_rtl), ensure_ascii=False)
    made = typst.compile(
        LAYOUT.read_bytes(),
        font_paths=_fonts(),
        sys_inputs={"document": data},
        format="pdf",
        pdf_standards=STANDARD,
    )
    out.write(packed(made))


@cache
def _fonts() -> typst.Fonts:
    """Ours, and the serif and the signs that typst itself brings; nothing of the machine."""
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=True,
        font_paths=[str(folder) for folder in {path.parent for path in files()}],
    )


def _plain(part: Any, is_rtl: bool) -> Any:
    """The tree as JSON knows it: each block with its name, each text with its direction where that
    is not the document's."""
    if isinstance(part, str):
        return printable(clean(part))
    if isinstance(part, (list, tuple)):
        return [_plain(one, is_rtl) for one in part]
    if not dataclasses.is_dataclass(part):
        return part
    found = {
        field.name: _plain(getattr(part, field.name), is_rtl) for field in dataclasses.fields(part)
    }
    found["is"] = type(part).__name__
    if isinstance(part, Run):
        found["link"] = iri_to_uri(clean(part.link))
    text = getattr(part, "text", "")
    if isinstance(text, str):
        way = direction(text)
        found["dir"] = way if way and way != ("rtl" if is_rtl else "ltr") else ""
    if hasattr(part, "is_rtl"):
        found["rtl"] = part.is_rtl
    return found
