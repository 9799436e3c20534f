"""Real footnotes, which python-docx does not write: a part of their own beside the body."""

from __future__ import annotations

from typing import Any

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart

from .content import Inline
from .word_text import Writer, node, turned

_LINES = ((-1, "separator", "separator"), (0, "continuationSeparator", "continuationSeparator"))


class Footnotes:
    """The footnotes of a document. `refer` adds one and answers the mark that points to it."""

    def __init__(self, document: Any, language: str, rtl: bool) -> None:
        self.root = node("footnotes")
        for number, kind, line in _LINES:
            paragraph = node("p", node("r", node(line)))
            self.root.append(node("footnote", paragraph, type=kind, id=number))
        self.part = XmlPart(
            PackURI("/word/footnotes.xml"),
            CONTENT_TYPE.WML_FOOTNOTES,
            self.root,
            document.part.package,
        )
        document.part.relate_to(self.part, RELATIONSHIP_TYPE.FOOTNOTES)
        known = [node("footnote", id=number) for number, _kind, _line in _LINES]
        document.settings.element.insert(0, node("footnotePr", *known))
        self.writer = Writer(self.part, language, rtl)
        self.rtl = rtl
        self.count = 0

    def refer(self, text: Inline) -> Any:
        self.count += 1
        paragraph = self.writer.paragraph(text, "FootnoteText")
        own = node("r", _mark(self.rtl), node("footnoteRef"))
        gap = node("r", node("t"))
        gap[0].text = " "
        gap[0].set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        paragraph.insert(1, own)
        paragraph.insert(2, gap)
        self.root.append(node("footnote", paragraph, id=self.count))
        return node("r", _mark(self.rtl), node("footnoteReference", id=self.count))


def _mark(rtl: bool) -> Any:
    return node("rPr", node("rStyle", val="FootnoteReference"), turned(rtl, "rtl"))
