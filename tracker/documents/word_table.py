"""Tables of a Word document, written element by element: a cell at a time through python-docx takes
seconds for a matrix of eighty members."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.oxml.ns import qn

from .content import Bar, Cell, Column, Inline, Run, Status, Strip, Table
from .word_text import INK, QUIET, SIGNS, Writer, node, turned

HAIR = "C9CFD6"
# A table of more rows may break over pages, as on paper.
TOGETHER = 9
# Sign, fill and ink of each status, as on paper.
LOOKS = {
    "not_reported": ("·", "FFFFFF", INK),
    "not_started": ("○", "C9DCEC", INK),
    "in_progress": ("◔", "86B0D6", INK),
    "partial": ("◑", "2F78B3", "FFFFFF"),
    "full": ("●", "0B3C68", "FFFFFF"),
    "suspended": ("‖", "F0E4C6", INK),
    "not_applicable": ("–", "ECECEC", INK),
}


def sign(writer: Writer, code: str) -> Any:
    """The sign of a status on its colour."""
    if not code:
        return None
    letter, fill, ink = LOOKS[code]
    look = writer.properties(False, colour=ink, font=SIGNS, fill=fill)
    text = node("t")
    text.text = f"\u00a0{letter}\u00a0"
    return node("r", look, text)


def table(writer: Writer, found: Table, width: int) -> Any:
    """A table of `width` twentieths of a point. Bars stay out: their numbers stand beside them."""
    kept = [n for n, c in enumerate(found.columns) if not _is_bars(found, n)]
    columns = [found.columns[n] for n in kept]
    whole = sum(column.width for column in columns)
    widths = [int(width * column.width / whole) for column in columns]
    style = "DenseCell" if found.is_dense else "Cell"
    head = [
        _cell(writer, c.head, c, w, "strong", style) for c, w in zip(columns, widths, strict=True)
    ]
    rows = [_row(head, is_head=True)] if any(column.head for column in columns) else []
    for row in found.rows:
        cells = [
            _cell(writer, row[n], c, w, "", style)
            for n, c, w in zip(kept, columns, widths, strict=True)
            if n < len(row)
        ]
        if (rest := len(columns) - len(cells)) and cells:
            cells[-1].tcPr.insert(1, node("gridSpan", val=rest + 1))
        rows.append(_row(cells))
    if len(found.rows) <= TOGETHER:
        _keep_together(rows)
    return _framed(writer, widths, rows)


def strip(writer: Writer, found: Strip, width: int) -> Any:
    """The eighteen-strip: a row for each cycle, signs on their colours."""
    places = len(found.rows[0].statuses)
    narrow = width * 6 // 10 // places
    widths = [width // 10, *[narrow] * places, width * 3 // 10]
    rows = []
    for row in found.rows:
        cells = [_plain(writer, Run(row.label, "strong"), widths[0])]
        for n, code in enumerate(row.statuses):
            mark = sign(writer, code)
            text = node(
                "p", node("pPr", node("pStyle", val="DenseCell"), node("jc", val="center")), mark
            )
            fill = LOOKS[code][1] if code else "FFFFFF"
            cells.append(_box(text, widths[n + 1], fill))
        cells.append(_plain(writer, Run(row.summary, "quiet"), widths[-1]))
        rows.append(_row(cells))
    _keep_together(rows)
    return _framed(writer, widths, rows)


def _is_bars(found: Table, n: int) -> bool:
    return any(isinstance(row[n], Bar) for row in found.rows if n < len(row))


def _cell(
    writer: Writer, cell: Cell, column: Column, width: int, style: str, paragraph: str
) -> Any:
    if isinstance(cell, Status):
        text = writer.paragraph(() if cell.is_brief else (Run(f" {cell.word}"),), paragraph)
        mark = sign(writer, cell.code)
        if mark is not None:
            text.insert(1, mark)
        return _box(text, width)
    runs: Inline = () if isinstance(cell, Bar) else cell
    if style:
        runs = tuple(Run(r.text, style, r.lang, r.link, r.note) for r in runs)
    return _box(writer.paragraph(runs, paragraph, at_end=column.is_number), width)


def _plain(writer: Writer, run: Run, width: int) -> Any:
    return _box(writer.paragraph((run,), "DenseCell"), width)


def _box(paragraph: Any, width: int, fill: str = "") -> Any:
    shade = node("shd", val="clear", color="auto", fill=fill) if fill else None
    look = node("tcPr", node("tcW", w=width, type="dxa"), shade, node("vAlign", val="center"))
    return node("tc", look, paragraph)


def _row(cells: Sequence[Any], is_head: bool = False) -> Any:
    look = node("trPr", node("cantSplit"), node("tblHeader") if is_head else None)
    return node("tr", look, *cells)


def _keep_together(rows: Sequence[Any]) -> None:
    """Each row but the last stays with the next one: Word asks the paragraphs in it."""
    for row in rows[:-1]:
        for properties in row.iter(qn("w:pPr")):
            properties.insert(1, node("keepNext"))


def _framed(writer: Writer, widths: Sequence[int], rows: Sequence[Any]) -> Any:
    borders = node(
        "tblBorders",
        node("top", val="single", sz=4, space=0, color=QUIET),
        node("bottom", val="single", sz=4, space=0, color=HAIR),
        node("insideH", val="single", sz=4, space=0, color=HAIR),
    )
    look = node(
        "tblPr",
        turned(writer.rtl, "bidiVisual"),
        node("tblW", w=sum(widths), type="dxa"),
        borders,
        node("tblLayout", type="fixed"),
        node("tblLook", val="04A0", firstRow=1, firstColumn=1, noHBand=1, noVBand=1),
    )
    return node("tbl", look, node("tblGrid", *[node("gridCol", w=w) for w in widths]), *rows)
