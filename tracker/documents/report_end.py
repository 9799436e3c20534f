"""The end of a country report: what is missing, how it was made, on what terms, how to cite it."""

from __future__ import annotations

from django.urls import reverse

from tracker.enums import Confidentiality, DataState

from .content import Block, Bullets, Heading, Inline, Run, joined
from .parts import licence
from .phrases import Phrases, phrase
from .report_facts import Told


def end(p: Phrases, told: Told, base: str) -> list[Block]:
    blocks: list[Block] = [Heading(2, p.say("What is missing"))]
    blocks.append(Bullets(_missing(p, told) or [p.say("Nothing that was asked for.")]))
    blocks += [Heading(2, p.say("Sources and method")), Bullets(_method(p, told, base))]
    return blocks


def _missing(p: Phrases, told: Told) -> list[Inline]:
    """What the reader does not find. Rows that are not shown to them leave no trace here."""
    found = []
    silent = [a.recommendation.code for a in told.asked if a.entry is None]
    bare = [a.recommendation.code for a in told.asked if a.entry and not a.evidence]
    if silent:
        found.append(_named(p, phrase("Asked, without an answer here: %(n)s (%(codes)s)"), silent))
    if bare:
        found.append(
            _named(p, phrase("Answers without a supporting document: %(n)s (%(codes)s)"), bare)
        )
    states = [figure.data_state for figure in told.figures]
    for state in (DataState.NOT_AVAILABLE, DataState.NOT_DISCLOSED):
        if n := states.count(state):
            found.append(
                p.say(
                    "Budget figures marked “%(state)s”: %(n)s of %(of)s. Unknown is not zero.",
                    state=p.label(state),
                    n=n,
                    of=len(states),
                )
            )
    if not told.money:
        found.append(p.say("Budget figures: none"))
    if not told.series:
        found.append(p.say("Published indicators: none"))
    if not told.plans:
        found.append(p.say("Published plans: none"))
    return found


def _named(p: Phrases, words: str, codes: list[str]) -> Inline:
    return p.say(words, n=len(codes), codes=p.listed(codes))


def _method(p: Phrases, told: Told, base: str) -> list[Inline]:
    address = base + reverse("tracker:member-detail", args=[told.member.code])
    about = p.say("The member’s public page: %(address)s", address=Run(address, link=address))
    made = (
        p.say("Made from accepted answers that are not published.")
        if told.is_draft
        else p.say("Made from what is published and open to who ordered it, and from nothing else.")
    )
    found = [
        made,
        p.say(
            "The status of each answer is the member’s own. Who is asked follows from whom a "
            "recommendation addresses; answers that nobody asked for are shown and not counted."
        ),
        p.say(
            "“Not applicable” stands outside every denominator; “suspended” is shown on its own. "
            "Elements are a checklist of the tracker’s editors, not agreed text."
        ),
        p.say(
            "Amounts are those the member gave, in its currency. A share compares only lines that "
            "give both stages."
        ),
        p.say(
            "Supporting documents stand in the footnotes. That a document is named does not mean "
            "that somebody verified it."
        ),
        p.say("Confidentiality: %(class)s", **{"class": p.label(Confidentiality(told.strictest))}),
        p.say("Terms: %(terms)s", terms=licence(p, is_public=told.strictest == "public")),
        about,
    ]
    if not told.is_draft:
        found.append(p.say("Cite as: %(citation)s", citation=_citation(p, told, address)))
    return found


def _citation(p: Phrases, told: Told, address: str) -> Inline:
    parts: list[Inline] = [
        (Run(p.member(told.member)),),
        p.say("report %(cycle)s", cycle=told.cycle.code),
        p.say("Women, Peace and Security Focal Points Network"),
        p.say("NAP tracker"),
    ]
    if told.snapshot:
        parts.append(p.say("snapshot %(code)s", code=told.snapshot))
    parts += [(Run(p.day(told.made_at.date())),), (Run(address, link=address),)]
    return joined(parts, p.text(", "))
