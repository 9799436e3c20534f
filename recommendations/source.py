"""The published text, and the proof that fixtures say the same word for word.

The proof takes the rows of a communiqué, puts its paragraphs together again in their printed
order (heading, preamble, lead-ins, section titles, recommendations, closing) and compares the
result with the source. So a word changed, a recommendation left out and two exchanged are all
found, and named.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from django.utils.translation import gettext as _

from recommendations.fixturefiles import Fault, Row

# "  • " before a recommendation of 2023, "7. " before one of 2022. Neither is part of the text.
MARKER = re.compile(r"^(?:•|[0-9]+\.)\s+")
SOURCE = "source/communiques.txt"


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


@dataclass(frozen=True)
class Paragraph:
    """A printed paragraph: where it stands (from 1), and its words without bullet or number."""

    line: int
    text: str


class SourceText:
    """The text as published, one paragraph a line."""

    def __init__(self, text: str) -> None:
        printed = enumerate(text.split("\n"), 1)
        self.paragraphs = [
            Paragraph(line, MARKER.sub("", words.strip())) for line, words in printed if words
        ]

    @classmethod
    def of(cls, folder: Path) -> SourceText:
        return cls((folder / SOURCE).read_text(encoding="utf-8"))

    def at(self, line: int) -> str | None:
        return next((p.text for p in self.paragraphs if p.line == line), None)

    def since(self, text: str) -> list[Paragraph]:
        """The paragraphs from the first that has this text to the end; none if none has it."""
        places = (n for n, paragraph in enumerate(self.paragraphs) if paragraph.text == text)
        start = next(places, None)
        return [] if start is None else self.paragraphs[start:]


@dataclass(frozen=True)
class Passage:
    """A paragraph as a fixture states it: the row and field it comes from."""

    row: Row
    field: str
    text: str


def faults_against(source: SourceText, rows: list[Row]) -> list[Fault]:
    """Every place where the fixtures say something else than the source. Raises FixtureError
    where a row lacks a field."""
    found: list[Fault] = []
    for communique in of_model(rows, "recommendations.communique"):
        found += differing_paragraphs(source, communique, rows)
        found += differing_listings(communique, rows)
    for row in rows:
        if row.model in ("recommendations.recommendation", "recommendations.call"):
            found += differing_line(source, row)
    for note in of_model(rows, "recommendations.backgroundnote"):
        found += differing_note(source, note)
    return found


def of_model(rows: list[Row], model: str, **refers_to: str) -> list[Row]:
    return [
        row
        for row in rows
        if row.model == model
        and all(row.code_of(field) == code for field, code in refers_to.items())
    ]


def passages(communique: Row, rows: list[Row]) -> Iterator[Passage]:
    """A communiqué's paragraphs in printed order, put together from its rows."""
    yield Passage(communique, "title", communique.text("title"))
    yield Passage(communique, "date_line", communique.text("date_line"))
    for paragraph in communique.text("preamble").split("\n\n"):
        yield Passage(communique, "preamble", paragraph)
    if communique.text("lead_in"):
        yield Passage(communique, "lead_in", communique.text("lead_in"))
    sections = of_model(rows, "recommendations.section", communique=communique.text("code"))
    for section in sorted(sections, key=lambda row: row.number("position")):
        yield Passage(section, "title", section.text("title"))
        if section.text("lead_in"):
            yield Passage(section, "lead_in", section.text("lead_in"))
        inside = of_model(rows, "recommendations.recommendation", section=section.text("code"))
        for recommendation in sorted(inside, key=lambda row: row.number("position")):
            yield Passage(recommendation, "text", recommendation.text("text"))
    yield Passage(communique, "closing", communique.text("closing"))


def differing_paragraphs(source: SourceText, communique: Row, rows: list[Row]) -> Iterator[Fault]:
    """The first paragraph that differs, if any: after it nothing stands in its place."""
    stated = list(passages(communique, rows))
    printed = source.since(communique.text("title"))[: len(stated)]
    for passage, paragraph in zip_longest(stated, printed):
        if paragraph is None:
            yield passage.row.fault(
                _("“%(field)s” says “%(stated)s”, which is not in %(source)s at its place.")
                % {"field": passage.field, "stated": excerpt(passage.text), "source": SOURCE}
            )
            return
        if passage.text != paragraph.text:
            yield differs(passage.row, passage.field, passage.text, paragraph)
            return


def differing_note(source: SourceText, note: Row) -> Iterator[Fault]:
    """A note's title and paragraphs must follow each other in the source, from its line on."""
    printed = [p for p in source.paragraphs if p.line >= note.number("source_line")]
    stated = [Passage(note, "title", note.text("title"))]
    stated += [Passage(note, "text", words) for words in note.text("text").split("\n\n")]
    for passage, paragraph in zip_longest(stated, printed[: len(stated)]):
        if paragraph is None or passage.text != paragraph.text:
            where = paragraph or Paragraph(note.number("source_line"), "")
            yield differs(note, passage.field, passage.text, where)
            return


def differs(row: Row, field: str, stated: str, printed: Paragraph) -> Fault:
    at = common_length(stated, printed.text)
    problem = _(
        "“%(field)s” differs from line %(line)d of %(source)s at character %(at)d: "
        "it says “%(stated)s”, the source says “%(printed)s”."
    )
    return row.fault(
        problem
        % {
            "field": field,
            "line": printed.line,
            "source": SOURCE,
            "at": at + 1,
            "stated": excerpt(stated[at:]),
            "printed": excerpt(printed.text[at:]),
        }
    )


def common_length(one: str, other: str) -> int:
    pairs = zip(one, other, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def excerpt(text: str, length: int = 60) -> str:
    return text if len(text) <= length else f"{text[:length]}…"


def differing_line(source: SourceText, row: Row) -> Iterator[Fault]:
    """A text must be the words of the line it names, and its checksum be theirs."""
    printed = source.at(row.number("source_line"))
    if printed is None or printed != row.text("text"):
        yield differs(
            row, "text", row.text("text"), Paragraph(row.number("source_line"), printed or "")
        )
    if sha256(row.text("text")) != row.text("text_sha256"):
        yield row.fault(_("“text_sha256” is not the SHA-256 of “text”."))


def differing_listings(communique: Row, rows: list[Row]) -> Iterator[Fault]:
    """The names, one after the other, must stand in the opening paragraph: those listed in their
    order from its beginning, co-chairs and hosts after the words "hosted by"."""
    opening = communique.text("preamble").split("\n\n")[0]
    listings = of_model(rows, "accounts.listing", communique=communique.text("code"))
    reached: dict[str, int] = {}
    for listing in sorted(listings, key=lambda row: (row.text("role"), row.number("position"))):
        role, words = listing.text("role"), listing.text("as_printed")
        start = 0 if role == "listed" else opening.find("hosted by")
        at = opening.find(words, reached.get(role, start))
        if at < 0 or not words:
            problem = _("“as_printed” is “%(words)s”, which does not follow at its place.")
            yield listing.fault(problem % {"words": words})
            return
        reached[role] = at + len(words)
