"""What a workbook is besides its rows: styles, the list of sheets, how a sheet looks. A library
makes it, with one row in each sheet that shows how it numbers the styles; our rows stand in its
place."""

from __future__ import annotations

import io
import re
import zipfile
from typing import NamedTuple

from django.utils.translation import get_language_bidi
from xlsxwriter import Workbook as Book

from .cells import STYLES

LOOKS: tuple[dict[str, object], ...] = (
    {"bold": True, "bottom": 1},
    {"text_wrap": True, "valign": "top"},
    {"num_format": "yyyy-mm-dd"},
    {"num_format": "yyyy-mm-dd hh:mm:ss"},
)
ROWS = re.compile(rb"<sheetData>(.*)</sheetData>", re.S)
# How many rows there are is not known before they are sent.
DIMENSION = re.compile(rb"<dimension [^>]*/>")
# By these a program that looks at the beginning of a file knows what it is.
FIRST = ("_rels/.rels", "docProps/core.xml")


class Sheet(NamedTuple):
    """A sheet to come: its name, the widths of its columns in signs, and whether its first row
    stays in sight."""

    name: str
    widths: list[int]
    is_frozen: bool = False


class Place(NamedTuple):
    """Where the rows of a sheet go: its member of the archive, and what stands before and behind
    them there."""

    member: str
    before: bytes
    behind: bytes


class Container:
    """The sheets of a workbook so far, one after the other. They run from the right where the
    language of whoever began it does."""

    def __init__(self) -> None:
        self.sheets: list[Sheet] = []
        self.is_from_the_right = get_language_bidi()

    def add(self, sheet: Sheet) -> Place:
        """A further sheet. Raises ValueError where the rows would not have the styles they name."""
        self.sheets.append(sheet)
        member = f"xl/worksheets/sheet{len(self.sheets)}.xml"
        xml = DIMENSION.sub(b"", self._made()[member])
        before, sample, behind = ROWS.split(xml)
        if re.findall(rb' s="(\d+)"', sample) != [b"%d" % style for style in STYLES]:
            raise ValueError("The library numbers styles otherwise.")
        return Place(member, before + b"<sheetData>", b"</sheetData>" + behind)

    def beginning(self) -> dict[str, bytes]:
        """Members that stand before the sheets."""
        made = self._made()
        return {name: made[name] for name in FIRST}

    def end(self) -> dict[str, bytes]:
        """Members that name the sheets, or need not come earlier."""
        written = {f"xl/worksheets/sheet{at + 1}.xml" for at in range(len(self.sheets))}
        return {
            name: body
            for name, body in self._made().items()
            if name not in written and name not in FIRST
        }

    def _made(self) -> dict[str, bytes]:
        out = io.BytesIO()
        with Book(out, {"in_memory": True}) as book:
            styles = [book.add_format(look) for look in LOOKS]
            for sheet in self.sheets:
                made = book.add_worksheet(sheet.name)
                for place, width in enumerate(sheet.widths):
                    made.set_column(place, place, width)
                for place, style in enumerate(styles):
                    made.write_blank(0, place, None, style)
                if sheet.is_frozen:
                    made.freeze_panes(1, 0)
                if self.is_from_the_right:
                    made.right_to_left()
        with zipfile.ZipFile(out) as archive:
            return {name: archive.read(name) for name in archive.namelist()}
