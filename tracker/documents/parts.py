"""Pieces that several documents share."""

from __future__ import annotations

from collections.abc import Sequence

from recommendations.models import Communique, Recommendation
from tracker.enums import Status as ReportedStatus

from .content import Agreed, Block, Heading, Inline, Key, Paragraph, Run, Status
from .phrases import Phrases

AGREED_IN = "en"
GAP = Run("\u2002")


def status(p: Phrases, code: str, *, is_brief: bool = False) -> Status:
    return Status(code, p.label(ReportedStatus(code)) if code else "", is_brief)


def key(p: Phrases) -> Key:
    return Key([status(p, one.value) for one in ReportedStatus])


def titled(recommendation: Recommendation) -> Inline:
    """Code and working title, which is ours and English."""
    return (
        Run(recommendation.code, "code"),
        GAP,
        Run(recommendation.working_title, lang=AGREED_IN),
    )


def short_titled(recommendation: Recommendation) -> Inline:
    """Code and short title, for tables."""
    return (
        Run(recommendation.code, "code"),
        Run(" "),
        Run(recommendation.short_title, lang=AGREED_IN),
    )


def place(p: Phrases, recommendation: Recommendation) -> Inline:
    """Where in its communiqué a recommendation stands."""
    title = Run(recommendation.communique.title_clean, lang=AGREED_IN)
    if recommendation.number_is_editorial:
        return p.say(
            "%(title)s, section %(section)s, bullet %(bullet)s",
            title=title,
            section=recommendation.section.position,
            bullet=recommendation.position_in_section,
        )
    number = recommendation.printed_number or recommendation.position
    return p.say("%(title)s, recommendation %(number)s", title=title, number=number)


def annex(p: Phrases, recommendations: Sequence[Recommendation]) -> list[Block]:
    """What was agreed, word for word."""
    blocks: list[Block] = [
        Heading(2, p.say("Annex: what was agreed")),
        Paragraph(
            p.say("The agreed texts exist in English and stand here word for word."), "quiet"
        ),
    ]
    communique: Communique | None = None
    for one in recommendations:
        if one.communique != communique:
            communique = one.communique
            blocks.append(Heading(3, (Run(communique.title_clean, lang=AGREED_IN),)))
        blocks += [Heading(4, titled(one)), Agreed([one.text], place(p, one))]
    return blocks


def demo_notice(p: Phrases) -> Paragraph:
    said = p.say("Invented demonstration data. Only the agreed texts are real.")
    return Paragraph(said, "demo")


def page_words(p: Phrases) -> str:
    return p.text("Page %(n)s of %(of)s", n=Run("{n}"), of=Run("{of}"))


def licence(p: Phrases, *, is_public: bool) -> Inline:
    """The terms of every download of the tracker (`tracker.exports.provenance`)."""
    if is_public:
        return p.say("Free to reuse, naming the member and this tracker as the source.")
    return p.say("For the reader’s own use; not for publication.")
