"""The answers of a country report: the member's own words, its documents in footnotes, its money
line by line, and civil society's views beside them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from django.urls import reverse

from recommendations.enums import EvidenceKind
from tracker.enums import (
    BudgetStage,
    Concurrence,
    Confidentiality,
    DataState,
    EvidenceForm,
    FigureQuality,
    FundingSource,
)
from tracker.models import BudgetFigure, Evidence, ProgressEntry
from tracker.queries.answers import Answer
from tracker.queries.civil_society import Voice
from tracker.queries.money import MoneyLine

from .content import (
    Bar,
    Block,
    Column,
    Heading,
    Inline,
    Paragraph,
    Run,
    Standing,
    Table,
    Words,
    joined,
    own,
    paragraphs,
)
from .parts import AGREED_IN, GAP, status, titled
from .phrases import Phrases
from .report_facts import Told


def answers(p: Phrases, told: Told, base: str) -> list[Block]:
    """`base` is the address of the tracker, for links to its files."""
    blocks: list[Block] = [
        Heading(2, p.say("Answers, recommendation by recommendation")),
        Paragraph(
            p.say(
                "Titles in English are working titles of the tracker, not agreed text; the agreed "
                "texts stand in the annex. Words of the member are printed as written."
            ),
            "quiet",
        ),
    ]
    for (communique, section), group in groupby(
        told.shown, lambda a: (a.recommendation.communique, a.recommendation.section)
    ):
        words = (Run(str(communique.year)), GAP, Run(section.title, lang=AGREED_IN))
        blocks.append(Heading(3, words))
        for answer in group:
            blocks += _answer(p, told, answer, base)
    return blocks


def _answer(p: Phrases, told: Told, answer: Answer, base: str) -> Iterator[Block]:
    yield Heading(4, titled(answer.recommendation))
    notes = tuple(_note(p, one, base) for one in answer.evidence)
    has_words = answer.entry is not None and _has_words(answer.entry)
    yield Standing(
        status(p, answer.status), _beside(p, told, answer) + (() if has_words else notes)
    )
    if answer.entry is not None:
        yield from _words(p, told, answer.entry, notes)
        for line in answer.lines:
            yield _money(p, line)
    for voice in answer.voices:
        yield _voice(p, voice)


def _beside(p: Phrases, told: Told, answer: Answer) -> Inline:
    """What is counted beside the status."""
    found: list[Inline] = []
    if answer.earlier is not None and answer.has_changed:
        was = status(p, answer.earlier.status).word
        found.append(p.say("%(cycle)s: %(was)s", cycle=answer.earlier.cycle, was=was))
    if not answer.is_asked:
        found.append(p.say("Optional: not asked of this member"))
    if answer.entry is None:
        return joined(found, "\u2002·\u2002")
    done = told.done[answer.recommendation.pk]
    if done.of:
        found.append(p.say("Elements done: %(n)s of %(of)s", n=done.n, of=done.of))
    documents = len(answer.evidence)
    if documents:
        found.append(p.count("%(n)s supporting document", "%(n)s supporting documents", documents))
    else:
        found.append(p.say("No supporting document"))
    if answer.entry.confidentiality != Confidentiality.PUBLIC:
        found.append(p.say("Shown to: %(who)s", who=_class(p, answer.entry.confidentiality)))
    return joined(found, "\u2002·\u2002")


def _class(p: Phrases, code: str) -> str:
    return p.label(Confidentiality(code))


def _has_words(entry: ProgressEntry) -> bool:
    return bool(entry.narrative or entry.obstacles or entry.next_steps or entry.status_reason)


def _words(p: Phrases, told: Told, entry: ProgressEntry, notes: Inline) -> Iterator[Block]:
    """The member's words in their order; the footnotes hang on the first of them."""
    named = p.say("In the member’s own words, in %(language)s", language=p.tongue(entry.language))
    said = [
        (p.say("Reason given"), entry.status_reason),
        (named, entry.narrative),
        (p.say("Obstacles"), entry.obstacles),
        (p.say("Next steps"), entry.next_steps),
    ]
    for by, text in said:
        if parts := paragraphs(text):
            yield Words(by, parts, entry.language, notes)
            notes = ()


def _note(p: Phrases, evidence: Evidence, base: str) -> Run:
    """A footnote with one document: what it is, who issued it, when, where it is to be found."""
    link = evidence.url
    if evidence.form == EvidenceForm.FILE:
        link = base + reverse("tracker:evidence-file", args=[evidence.public_id])
    parts: list[Inline] = [(own(evidence.title, evidence.language, "strong"),)]
    if evidence.issued_by:
        parts.append((own(evidence.issued_by),))
    if evidence.document_date:
        parts.append((Run(p.day(evidence.document_date)),))
    parts.append((Run(p.label(EvidenceKind(evidence.kind))),))
    if evidence.page_pin:
        parts.append((own(evidence.page_pin),))
    if evidence.form == EvidenceForm.HELD:
        parts.append(p.say("held, available on request"))
    if link:
        parts.append((Run(_short(link), link=link),))
    if evidence.confidentiality != Confidentiality.PUBLIC:
        parts.append(p.say("Shown to: %(who)s", who=_class(p, evidence.confidentiality)))
    return Run("", note=joined(parts, " · "))


def _short(address: str) -> str:
    bare = address.split("://", 1)[-1]
    return bare if len(bare) <= 60 else bare[:59] + "…"


def _money(p: Phrases, line: MoneyLine) -> Table:
    """One line of money in one currency and period, stage by stage."""
    purse = line.purse
    about: list[Inline] = [(own(line.line.title, style="strong"),)]
    if line.line.source:
        about.append((Run(p.label(FundingSource(line.line.source))),))
    about.append(period(p, purse.period_start, purse.period_end))
    head = p.say("Amount, %(currency)s", currency=purse.currency)
    return Table(
        joined(about, " · "),
        [
            Column(p.say("Stage"), 20),
            Column(head, 20, is_number=True),
            Column((), 30),
            Column(p.say("What is known of it"), 30),
        ],
        [_figure(p, figure, line) for figure in line.figures],
        is_dense=True,
    )


def _figure(p: Phrases, figure: BudgetFigure, line: MoneyLine) -> list[Inline | Bar]:
    is_known = figure.data_state == DataState.REPORTED
    known: list[str] = []
    if figure.quality:
        known.append(p.label(FigureQuality(figure.quality)))
    if figure.as_of:
        known.append(p.text("as of %(day)s", day=p.day(figure.as_of)))
    bar = Bar(is_unknown=True)
    if is_known and figure.amount is not None:
        bar = Bar(float(figure.amount / line.largest) if line.largest else 0)
    return [
        (Run(p.label(BudgetStage(figure.stage))),),
        (p.money(figure.amount) if is_known else Run(p.label(DataState(figure.data_state))),),
        bar,
        (Run(p.listed(known)),) if known else (),
    ]


def period(p: Phrases, start: object, end: object) -> Inline:
    return p.say("%(first)s to %(last)s", first=p.day(start), last=p.day(end))  # type: ignore[arg-type]


def _voice(p: Phrases, voice: Voice) -> Words:
    """A view of civil society: its own voice, said to be so."""
    named = joined([(own(part),) for part in (voice.name, voice.title) if part], p.text(", "))
    by = p.say(
        "A view of civil society, beside the report and no part of it: %(view)s",
        view=Run(p.label(Concurrence(voice.code)), "strong"),
    )
    if named:
        by = joined([by, named], " · ")
    if voice.audience != "public":
        by = joined([by, p.say("Shown to: %(who)s", who=_class(p, voice.audience))], " · ")
    return Words(by, paragraphs(voice.text), voice.language)
