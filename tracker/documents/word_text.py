"""Paragraphs and runs of a Word document, right to left where the text is: python-docx knows tables
that run from right to left, but neither paragraphs nor runs that do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.encoding import iri_to_uri
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from .content import Inline, Run, clean, direction

INK, QUIET, LINK = "1B1F24", "4A5560", "0B4F8A"
SERIF, SANS, SIGNS = "Georgia", "Arial", "Segoe UI Symbol"
# The regions under which Word files its proofing tools.
_REGIONS = {"ar": "ar-SA", "en": "en-GB", "fr": "fr-FR", "es": "es-ES", "ru": "ru-RU"}
# Right-to-left mark, left-to-right mark.
_MARKS = {True: "\u200f", False: "\u200e"}
_COLOURS = {"quiet": QUIET, "code": QUIET}

Note = Callable[[Inline], Any]


def node(tag: str, *children: Any, **attributes: Any) -> Any:
    """An element of WordprocessingML with its attributes, all in Word's namespace."""
    element = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), str(value))
    for child in children:
        if child is not None:
            element.append(child)
    return element


def turned(rtl: bool, tag: str) -> Any:
    """The mark of what runs from right to left: `bidi` of a paragraph, `rtl` of a run, `bidiVisual`
    of a table; nothing where it does not."""
    return node(tag) if rtl else None


class Writer:
    """Writes runs into paragraphs of one part (the body, or the footnotes)."""

    def __init__(self, part: Any, language: str, rtl: bool, note: Note | None = None) -> None:
        self.part, self.language, self.rtl, self.note = part, language, rtl, note

    def paragraph(
        self,
        text: Inline,
        style: str = "Normal",
        *,
        rtl: bool | None = None,
        at_end: bool = False,
        keep_next: bool = False,
    ) -> Any:
        """A paragraph in a style. `left` and `right` of an alignment mean begin and end in one that
        runs from right to left."""
        is_rtl = self.rtl if rtl is None else rtl
        properties = node(
            "pPr",
            node("pStyle", val=style),
            node("keepNext") if keep_next else None,
            turned(is_rtl, "bidi"),
            node("jc", val="right") if at_end else None,
        )
        return node("p", properties, *self.runs(text, is_rtl))

    def runs(self, text: Inline, rtl: bool) -> list[Any]:
        found = []
        for run in text:
            if run.text:
                found.append(self._linked(run, rtl) if run.link else self._run(run, rtl))
                found.append(self._turn_back(run, rtl))
            if run.note and self.note is not None:
                found.append(self.note(run.note))
        return [one for one in found if one is not None]

    def _turn_back(self, run: Run, rtl: bool) -> Any:
        """Behind a piece that runs the other way, so that it takes no number or mark along: Word
        knows no isolates."""
        way = direction(run.text)
        if not way or (way == "rtl") == rtl:
            return None
        return node("r", node("rPr", turned(rtl, "rtl")), *lines(_MARKS[rtl]))

    def _linked(self, run: Run, rtl: bool) -> Any:
        address = iri_to_uri(clean(run.link))
        key = self.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        link = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), key)
        link.append(self._run(run, rtl, LINK))
        return link

    def _run(self, run: Run, rtl: bool, colour: str = "") -> Any:
        way = direction(run.text)
        is_rtl = way == "rtl" or (rtl and not way)
        properties = self.properties(
            is_rtl,
            run.lang,
            is_strong=run.style == "strong",
            colour=colour or _COLOURS.get(run.style, ""),
        )
        return node("r", properties, *lines(run.text))

    def properties(
        self,
        rtl: bool,
        lang: str = "",
        *,
        is_strong: bool = False,
        colour: str = "",
        font: str = "",
        fill: str = "",
    ) -> Any:
        """What a run looks like, in the order in which Word wants it told."""
        tag = _REGIONS.get(lang or self.language, lang or self.language)
        spoken = {"bidi": tag} if rtl else {"val": tag}
        return node(
            "rPr",
            node("rFonts", ascii=font, hAnsi=font, cs=font, eastAsia=font) if font else None,
            node("b") if is_strong else None,
            node("bCs") if is_strong else None,
            node("color", val=colour) if colour else None,
            node("shd", val="clear", color="auto", fill=fill) if fill else None,
            turned(rtl, "rtl"),
            node("lang", **spoken),
        )


def lines(text: str) -> list[Any]:
    """The text of a run, with its line breaks."""
    found: list[Any] = []
    for n, line in enumerate(clean(text).split("\n")):
        if n:
            found.append(node("br"))
        words = node("t")
        words.text = line
        words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        found.append(words)
    return found
