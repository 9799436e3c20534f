"""What a document says, before anybody draws it: pieces of text and blocks, without a word of PDF
or Word in them. Two writers turn the same tree into a file (`pdf`, `word`).

The three voices stay apart by type: `Agreed` is the Network's text, `Words` are a member's or an
author's own, everything else is the tracker speaking.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

# Embeddings and isolates that somebody pasted could turn the line they stand in; control characters
# belong in no document.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufff0-\uffff\ud800-\udfff]"
)
_BREAKS = re.compile(r"\r\n?|[\u2028\u2029\x0b\x0c\x85]")


@dataclass(frozen=True)
class Run:
    """A piece of text. `style` is "", `strong`, `quiet` or `code`; `lang` is a BCP 47 tag where it
    is not the document's; `note` is a footnote that hangs on it."""

    text: str
    style: str = ""
    lang: str = ""
    link: str = ""
    note: tuple[Run, ...] = ()


Inline = tuple[Run, ...]


@dataclass(frozen=True)
class Heading:
    """Level 1 is the document's own title; 2 a part, 3 a section, 4 one recommendation."""

    level: int
    text: Inline


@dataclass(frozen=True)
class Paragraph:
    """`kind` is `body`, `lead`, `quiet`, or a notice: `draft`, `demo`."""

    text: Inline
    kind: str = "body"


@dataclass(frozen=True)
class Bullets:
    items: Sequence[Inline]


@dataclass(frozen=True)
class Agreed:
    """Agreed text, verbatim, in English, with its provenance."""

    paragraphs: Sequence[str]
    provenance: Inline


@dataclass(frozen=True)
class Words:
    """Somebody's own words as written. `by` stands above them; `last` ends the last paragraph
    (footnotes)."""

    by: Inline
    paragraphs: Sequence[str]
    lang: str
    last: Inline = ()

    @property
    def is_rtl(self) -> bool:
        """By the letters themselves; by the language where they have no direction."""
        found = direction("".join(self.paragraphs))
        return found == "rtl" if found else is_rtl(self.lang)


@dataclass(frozen=True)
class Facts:
    """Terms and what is known of them."""

    rows: Sequence[tuple[Inline, Inline]]


@dataclass(frozen=True)
class Status:
    """A status with its swatch and its word; `is_brief` leaves the swatch alone, for a matrix whose
    legend has the words. An empty code leaves the place empty: nobody asked, nothing said."""

    code: str
    word: str
    is_brief: bool = False


@dataclass(frozen=True)
class Standing:
    """Where an answer stands, in one line: its status, then what is counted beside it."""

    status: Status
    beside: Inline


@dataclass(frozen=True)
class Bar:
    """A bar of `share` (0 to 1) of the cell; a number stands beside it. `parts` are the bands of a
    stacked one: status and share. `is_unknown` draws a dotted line."""

    share: float = 0
    parts: Sequence[tuple[str, float]] = ()
    is_unknown: bool = False


Cell = Inline | Status | Bar


@dataclass(frozen=True)
class Column:
    """A column of a table. `width` is its share of the width; `is_number` aligns at the end."""

    head: Inline | Status
    width: float
    is_number: bool = False


@dataclass(frozen=True)
class Table:
    """A table whose first column names the rows. `caption` says what it shows. The last cell of a
    row that is shorter than the head reaches over the rest."""

    caption: Inline
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    is_dense: bool = False


@dataclass(frozen=True)
class StripRow:
    """One cycle of the strip: a status per recommendation, "" where nobody asked."""

    label: str
    statuses: Sequence[str]
    summary: str


@dataclass(frozen=True)
class Strip:
    """The eighteen-strip over the cycles. `name` says in words and numbers what is drawn."""

    name: str
    rows: Sequence[StripRow]


@dataclass(frozen=True)
class Key:
    """The legend of the statuses."""

    entries: Sequence[Status]


@dataclass(frozen=True)
class Landscape:
    """Blocks on pages of their own that lie on their side."""

    blocks: Sequence[Block]


@dataclass(frozen=True)
class Break:
    """A new page."""


Block = (
    Heading
    | Paragraph
    | Bullets
    | Agreed
    | Words
    | Facts
    | Standing
    | Table
    | Strip
    | Key
    | Landscape
    | Break
)


@dataclass
class Document:
    """A whole document. `running` stands on top of every page, `warning` in front of it where the
    document is no published one; `page` is the words of the foot with {n} and {of} in them."""

    title: str
    language: str
    running: str
    page: str
    warning: str = ""
    blocks: list[Block] = field(default_factory=list)

    @property
    def is_rtl(self) -> bool:
        return is_rtl(self.language)


def is_rtl(language: str) -> bool:
    """True for a language whose script runs from right to left."""
    return language.split("-")[0] in ("ar", "fa", "he", "ps", "ur", "dv", "ckb", "sd", "ug", "yi")


def direction(text: str) -> str:
    """`rtl` or `ltr` by the first letter; a number without letters runs left to right; "" where
    nothing has a direction."""
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in ("R", "AL"):
            return "rtl"
        if kind == "L":
            return "ltr"
    return "ltr" if any(c.isdigit() for c in text) else ""


def clean(text: str) -> str:
    """Text that somebody wrote, without what could break a page or turn a line."""
    return _FORBIDDEN.sub("", _BREAKS.sub("\n", text))


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text that somebody wrote; line breaks inside them stay."""
    return [part.strip() for part in re.split(r"\n\s*\n", clean(text)) if part.strip()]


def plain(text: Inline) -> str:
    """The letters alone, for titles and names of pictures."""
    return "".join(run.text for run in text)


def own(text: str, lang: str = "", style: str = "", link: str = "") -> Run:
    """A piece of somebody's text in one line."""
    return Run(" ".join(clean(text).split()), style, lang, link)


def joined(parts: Sequence[Inline], between: str) -> Inline:
    """The parts one behind the other."""
    found: list[Run] = []
    for n, part in enumerate(parts):
        found += [*([Run(between)] if n else []), *part]
    return tuple(found)
