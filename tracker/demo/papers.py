"""The documents of the demonstration: what proves which elements."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from accounts.models import Member
from recommendations.models import Recommendation
from tracker.enums import Confidentiality, EvidenceForm

from . import words
from .answers import Answer, Key
from .script import CYCLES, dice

_FORMS = [EvidenceForm.LINK] * 74 + [EvidenceForm.HELD] * 20 + [EvidenceForm.FILE] * 6
_CLASSES = (
    [Confidentiality.PUBLIC] * 76 + [Confidentiality.NETWORK] * 14 + [Confidentiality.MEMBER] * 10
)
FILE_NAME = "sample-document.pdf"
_MOST_SERVED = 3


@dataclass(frozen=True, eq=False)
class Paper:
    """A document: in which cycle it was first named, which recommendations it serves, and its
    columns. One with the form `file` gets `sample_pdf()`."""

    cycle: str
    codes: tuple[str, ...]
    facts: Mapping[str, Any]

    def serves(self, cycle: str, code: str) -> bool:
        return code in self.codes and CYCLES.index(self.cycle) <= CYCLES.index(cycle)


def papers_of(
    member: Member,
    answers: Mapping[Key, Answer],
    recommendations: Mapping[str, Recommendation],
    opened: Mapping[str, dt.date],
) -> list[Paper]:
    """Documents for every element that a member calls done, each in the cycle it first says so.

    `opened` holds the day on which each cycle opens: no document is younger.
    """
    rng = dice("papers", member.code)
    proven: set[str] = set()
    found: list[Paper] = []
    for cycle in CYCLES:
        fresh = {
            code: new
            for (when, code), answer in answers.items()
            if when == cycle and (new := [e for e in answer.done if e not in proven])
        }
        codes = sorted(fresh)
        while codes:
            number = rng.randint(1, _MOST_SERVED)
            served, codes = codes[:number], codes[number:]
            elements = [element for code in served for element in fresh[code]]
            proven.update(elements)
            language = answers[cycle, served[0]].facts["language"]
            facts = _facts(rng, recommendations[served[0]], language, opened[cycle])
            found.append(Paper(cycle, tuple(served), {**facts, "elements": elements}))
    return found


def _facts(
    rng: random.Random, recommendation: Recommendation, language: str, opened: dt.date
) -> dict[str, Any]:
    kind = rng.choice(recommendation.suggested_evidence_kinds)
    form = rng.choice(_FORMS)
    number = rng.randint(1000, 9999)
    return {
        "form": form.value,
        "kind": kind,
        "title": words.title(kind, language, rng),
        "issued_by": rng.choice(words.ISSUERS[language]),
        "document_date": opened - dt.timedelta(days=rng.randint(10, 330)),
        "language": language,
        "url": f"https://documents.example/{number}" if form == EvidenceForm.LINK else "",
        "relevance": words.RELEVANCE[language],
        "page_pin": f"p. {rng.randint(2, 60)}" if rng.random() < 0.5 else "",
        "confidentiality": rng.choice(_CLASSES).value,
    }


def sample_pdf(lines: Sequence[str] = ("Invented demonstration data",)) -> bytes:
    """A small PDF of one page with these lines, in plain ASCII."""
    shown = " ".join(f"({line}) Tj 0 -24 Td" for line in lines)
    content = f"BT /F1 18 Tf 72 740 Td {shown} ET".encode("ascii")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    return out + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\n"
        b"startxref\n%d\n%%%%EOF\n" % (size, table, size, len(out))
    )
