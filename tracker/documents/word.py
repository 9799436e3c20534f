"""Writes a document as a Word file that its readers can edit: real styles, real footnotes, tables
whose heads repeat, and the direction of every paragraph and run."""

from __future__ import annotations

import re
from typing import IO, Any

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION

from .content import (
    Agreed,
    Block,
    Break,
    Bullets,
    Document,
    Facts,
    Heading,
    Inline,
    Key,
    Landscape,
    Paragraph,
    Run,
    Standing,
    Strip,
    Table,
    Words,
)
from .content import Column as Columns
from .word_notes import Footnotes
from .word_styles import prepare
from .word_table import sign, strip, table
from .word_text import Writer, node

_KINDS = {"body": "Normal", "lead": "Lead", "quiet": "Quiet", "draft": "Notice", "demo": "Notice"}
_FIELDS = {"{n}": "PAGE", "{of}": "NUMPAGES"}


def write(document: Document, out: IO[bytes]) -> None:
    _Word(document).save(out)


class _Word:
    """One file in the making."""

    def __init__(self, document: Document) -> None:
        self.document, self.rtl = document, document.is_rtl
        self.file: Any = docx.Document()
        prepare(self.file, self.rtl)
        self.body = self.file.element.body
        notes = Footnotes(self.file, document.language, self.rtl)
        self.writer = Writer(self.file.part, document.language, self.rtl, notes.refer)
        self._about()

    def save(self, out: IO[bytes]) -> None:
        self._running()
        blocks = self.document.blocks
        for before, block in zip([None, *blocks], blocks, strict=False):
            self._block(block, opens=isinstance(before, Heading))
        for section in self.file.sections:
            if self.rtl:
                section._sectPr.append(node("bidi"))
        self.file.save(out)

    def _about(self) -> None:
        about = self.file.core_properties
        about.title, about.language = self.document.title, self.document.language
        about.author = about.last_modified_by = about.comments = about.keywords = ""

    def _running(self) -> None:
        """The line on top of every page and the number below."""
        section = self.file.sections[0]
        warning = (Run(self.document.warning + " ", "strong"),) if self.document.warning else ()
        self._only(
            section.header, self.writer.paragraph((*warning, Run(self.document.running)), "Running")
        )
        foot = self.writer.paragraph((), "Running", at_end=True)
        for part in re.split(r"(\{n\}|\{of\})", self.document.page):
            if part in _FIELDS:
                foot.append(
                    node("fldSimple", *self.writer.runs((Run("1"),), self.rtl), instr=_FIELDS[part])
                )
            else:
                foot.extend(self.writer.runs((Run(part),), self.rtl))
        self._only(section.footer, foot)

    def _only(self, place: Any, paragraph: Any) -> None:
        place.is_linked_to_previous = False
        for old in list(place._element):
            place._element.remove(old)
        place._element.append(paragraph)

    def _add(self, element: Any) -> None:
        self.body.insert(len(self.body) - 1, element)

    def _say(self, text: Inline, style: str = "Normal", **look: Any) -> None:
        self._add(self.writer.paragraph(text, style, **look))

    def _block(self, block: Block, opens: bool = False) -> None:
        """`opens`: below a heading, where a paragraph stays with what it opens."""
        match block:
            case Heading():
                self._say(block.text, f"Heading{block.level}")
            case Paragraph():
                self._say(block.text, _KINDS[block.kind], keep_next=opens)
            case Bullets():
                for item in block.items:
                    self._say(item, "ListBullet")
            case Agreed():
                for text in block.paragraphs:
                    self._say((Run(text, lang="en"),), "AgreedText", rtl=False)
                self._say(block.provenance, "Quiet")
            case Words():
                self._words(block)
            case Facts():
                self._add(table(self.writer, _as_table(block), self._width()))
                self._say((), "DenseCell")
            case Standing():
                mark = self.writer.paragraph(
                    (Run(f" {block.status.word}  ", "strong"), *_quiet(block.beside)),
                    "Standing",
                    keep_next=True,
                )
                mark.insert(1, sign(self.writer, block.status.code))
                self._add(mark)
            case Table():
                if block.caption:
                    self._say(block.caption, "TableCaption")
                self._add(table(self.writer, block, self._width()))
                self._say((), "DenseCell")
            case Strip():
                self._add(strip(self.writer, block, self._width()))
                self._say((), "DenseCell")
            case Key():
                self._key(block)
            case Landscape():
                self._landscape(block)
            case Break():
                self._add(node("p", node("r", node("br", type="page"))))

    def _words(self, block: Words) -> None:
        self._say(block.by, "Quiet", keep_next=bool(block.paragraphs))
        style = "OwnWordsRtl" if block.is_rtl else "OwnWords"
        for n, text in enumerate(block.paragraphs, 1):
            last = block.last if n == len(block.paragraphs) else ()
            self._say((Run(text, lang=block.lang), *last), style, rtl=block.is_rtl)

    def _key(self, block: Key) -> None:
        line = self.writer.paragraph((), "Quiet")
        for one in block.entries:
            line.append(sign(self.writer, one.code))
            line.extend(self.writer.runs((Run(f" {one.word}   "),), self.rtl))
        self._add(line)

    def _landscape(self, block: Landscape) -> None:
        self._turn(WD_ORIENT.LANDSCAPE)
        for one in block.blocks:
            self._block(one)
        self._turn(WD_ORIENT.PORTRAIT)

    def _turn(self, way: Any) -> None:
        section = self.file.add_section(WD_SECTION.NEW_PAGE)
        section.orientation = way
        section.page_width, section.page_height = section.page_height, section.page_width

    def _width(self) -> int:
        """What a page leaves for a table, in twentieths of a point."""
        section = self.file.sections[-1]
        return int((section.page_width - section.left_margin - section.right_margin) / 635)


def _quiet(text: Inline) -> Inline:
    return tuple(Run(r.text, r.style or "quiet", r.lang, r.link, r.note) for r in text)


def _as_table(facts: Facts) -> Table:
    return Table((), [Columns((), 30), Columns((), 70)], facts.rows)
