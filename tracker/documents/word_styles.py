"""The styles of a Word document: real ones, so that who edits it changes a look in one place."""

from __future__ import annotations

from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from .word_text import INK, QUIET, SANS, SERIF, node

# Name, points, bold, colour, points before and behind.
_PARAGRAPHS = (
    ("Lead", 12, False, INK, 0, 8),
    ("Quiet", 9, False, QUIET, 0, 6),
    ("Notice", 10, False, INK, 6, 8),
    ("Standing", 10, False, INK, 0, 4),
    ("AgreedText", 11, False, INK, 2, 2),
    ("OwnWords", 10, False, INK, 0, 5),
    ("OwnWordsRtl", 10, False, INK, 0, 5),
    ("Running", 8, False, QUIET, 0, 0),
    ("Cell", 9, False, INK, 1, 1),
    ("DenseCell", 8, False, INK, 0, 0),
    ("TableCaption", 9, True, INK, 8, 3),
    ("FootnoteText", 8, False, INK, 0, 2),
)
_HEADINGS = ((22, 0, 6), (15, 22, 8), (11.5, 16, 6), (10.5, 12, 4))


def prepare(document: Any, rtl: bool) -> None:
    """Margins of 18 and 15 mm, the styles, and nobody's name."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(15)
    section.top_margin, section.bottom_margin = Mm(22), Mm(18)
    section.header_distance, section.footer_distance = Mm(10), Mm(9)
    _face(document.styles["Normal"], 10, False, INK, 0, 6)
    for level, (size, before, after) in enumerate(_HEADINGS, 1):
        style = document.styles[f"Heading {level}"]
        _face(style, size, True, QUIET if level == 3 else INK, before, after)
        style.paragraph_format.keep_with_next = True
    for name, size, is_bold, colour, before, after in _PARAGRAPHS:
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["Normal"]
        _face(style, size, is_bold, colour, before, after)
    styles = document.styles
    _edge(styles["Heading 2"], top=("single", 12, INK, 6))
    side = "right" if rtl else "left"
    _edge(styles["AgreedText"], left=("single", 20, INK, 8))
    _edge(styles["OwnWords"], left=("single", 6, QUIET, 8))
    _edge(styles["OwnWordsRtl"], right=("single", 6, QUIET, 8))
    for name in ("AgreedText", "OwnWords", "OwnWordsRtl", "Notice"):
        styles[name].paragraph_format.left_indent = Pt(9)
    _edge(styles["Notice"], **{side: ("single", 24, "8A5A00", 6)})
    styles["AgreedText"].font.name = SERIF
    styles["TableCaption"].paragraph_format.keep_with_next = True
    _modern(document)
    mark = styles.add_style("FootnoteReference", WD_STYLE_TYPE.CHARACTER)
    mark.font.superscript = True


def _modern(document: Any) -> None:
    """Of Word 2013 and later: an older file lets tables hang over the margin by what its cells keep
    free, and has “Compatibility Mode” written over it."""
    for setting in document.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")


def _face(style: Any, size: float, is_bold: bool, colour: str, before: float, after: float) -> None:
    """The same face and size for both kinds of script: Word keeps them apart."""
    style.font.size, style.font.bold, style.font.italic = Pt(size), is_bold, False
    style.font.color.rgb = RGBColor.from_string(colour)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    style.font.name = SANS
    look = style.element.get_or_add_rPr()
    for slanted in look.findall(qn("w:iCs")):
        look.remove(slanted)
    fonts = look.rFonts
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    fonts_of = node("rFonts", ascii=SANS, hAnsi=SANS, cs=SANS, eastAsia=SANS)
    fonts.attrib.update(fonts_of.attrib)
    look.append(node("szCs", val=int(size * 2)))
    if is_bold:
        look.insert(1, node("bCs"))


def _edge(style: Any, **sides: tuple[str, int, str, int]) -> None:
    """Rules beside a paragraph: kind, eighths of a point, colour, distance in points."""
    properties = style.element.get_or_add_pPr()
    borders = node("pBdr")
    for side in ("top", "left", "bottom", "right"):
        if side in sides:
            kind, size, colour, space = sides[side]
            borders.append(node(side, val=kind, sz=size, space=space, color=colour))
    spacing = properties.find(qn("w:spacing"))
    if spacing is None:
        properties.append(borders)
    else:
        spacing.addprevious(borders)
