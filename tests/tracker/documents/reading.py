"""Documents ordered in tests, and what stands in them."""

from __future__ import annotations

import io
import re
from typing import Any

import docx
import pypdf
from lxml import etree

from accounts.actor import Actor
from accounts.models import Member
from tracker.documents import country_report, meeting_pack, pdf, word
from tracker.documents.content import Block, Document
from tracker.documents.order import Order
from tracker.models import ReportingCycle

# Marks of direction, and the spaces that print alone tells apart.
_INVISIBLE = re.compile("[\u200e\u200f\u2066-\u2069]")
_SPACES = re.compile("[\u00a0\u2002\u202f]")


def ordered(
    actor: Actor,
    cycle: ReportingCycle,
    member: str | None = "KEN",
    *,
    kind: str = "country_report",
    form: str = "docx",
    language: str = "en",
) -> bytes:
    """A document as a worker would write it for this reader."""
    of = Member.objects.get(code=member) if member else None
    out = io.BytesIO()
    steps: list[int] = []
    module = {"country_report": country_report, "meeting_pack": meeting_pack}[kind]
    module.write(actor, Order(kind, form, language, cycle, of), out, steps.append)
    assert steps == sorted(steps)
    assert steps[-1] == 100
    return out.getvalue()


def drawn(blocks: list[Block], language: str = "en", form: str = "pdf") -> bytes:
    """A file with these blocks alone."""
    document = Document(
        title="A title", language=language, running="On top", page="{n}/{of}", blocks=blocks
    )
    out = io.BytesIO()
    {"pdf": pdf.write, "docx": word.write}[form](document, out)
    return out.getvalue()


def pdf_of(made: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(made), strict=True)


def text_of(made: bytes) -> str:
    """The letters of a PDF or a Word file, spaces made plain, marks of direction left out."""
    if made.startswith(b"%PDF"):
        found = "\n".join(page.extract_text() for page in pdf_of(made).pages)
    else:
        found = _word_text(docx.Document(io.BytesIO(made)))
    return _SPACES.sub(" ", _INVISIBLE.sub("", found))


def _word_text(file: Any) -> str:
    """Body, footnotes, heads and feet."""
    parts = [file.element]
    for one in file.part.package.iter_parts():
        if re.search(r"/(footnotes|header\d|footer\d)\.xml$", str(one.partname)):
            parts.append(etree.fromstring(one.blob))
    said = []
    for part in parts:
        for paragraph in part.iter("{*}p"):
            said.append("".join(t.text or "" for t in paragraph.iter("{*}t")))
    return "\n".join(said)
