"""The money of a country report: by currency and period, stage by stage, with how many lines
know."""

from __future__ import annotations

from collections import defaultdict

from tracker.models import BudgetFigure
from tracker.queries.coverage import Share
from tracker.queries.funnel import BESIDE, STAGES, MoneyFunnel, Ratio, Step, funnel_of, streams_of
from tracker.queries.money import Purse, purse_of

from .content import Bar, Block, Cell, Column, Heading, Inline, Paragraph, Run, Table, joined
from .phrases import Phrases
from .report_answers import period
from .report_facts import Told

# The picture's four, and the two that stand outside it, in the order in which money moves.
_ORDER = (BESIDE[0], STAGES[0], STAGES[1], BESIDE[1], *STAGES[2:])


def money(p: Phrases, told: Told) -> list[Block]:
    """Sums per currency and period: stages and currencies are never added to each other."""
    asked = [answer for answer in told.asked if answer.lines]
    if not told.money:
        return [
            Heading(2, p.say("No money is reported")),
            Paragraph(
                p.say("No budget figure stands in this report. Unknown is not zero."), "quiet"
            ),
        ]
    purses: dict[Purse, list[BudgetFigure]] = defaultdict(list)
    for figure in told.money:
        purses[purse_of(figure)].append(figure)
    ordered = sorted(purses, key=lambda q: (-q.period_end.toordinal(), -len(purses[q]), q.currency))
    found = [(purse, funnel_of(purse.currency, streams_of(purses[purse]), 1)) for purse in ordered]
    blocks: list[Block] = [
        Heading(2, finding(p, [funnel for _purse, funnel in found])),
        Paragraph(
            p.say(
                "Reported in %(cycle)s for %(n)s of %(of)s recommendations asked, in the currency "
                "it was reported in. What earlier reports told of the same periods is in it. "
                "Unknown is not zero; stages are never added to each other.",
                cycle=told.cycle.code,
                n=len({a.recommendation.pk for a in asked}),
                of=len(told.asked),
            )
        ),
    ]
    for purse, funnel in found:
        caption = joined(
            [(Run(purse.currency),), period(p, purse.period_start, purse.period_end)], p.text(", ")
        )
        blocks += [stages(p, funnel, caption), Paragraph(complete(p, funnel.complete), "quiet")]
    return blocks


def finding(p: Phrases, funnels: list[MoneyFunnel]) -> Inline:
    """What the money says in one sentence: the widest span that most lines let compare."""
    told = [(funnel.currency, funnel.longest) for funnel in funnels if funnel.longest]
    if not told:
        return p.say("Money: no two stages can be compared yet")
    currency, reach = max(told, key=lambda one: one[1].ratio.lines)
    return p.count(
        "%(currency)s: “%(after)s” is %(percent)s of “%(before)s”, in %(n)s line that gives both",
        "%(currency)s: “%(after)s” is %(percent)s of “%(before)s”, in %(n)s lines that give both",
        reach.ratio.lines,
        currency=currency,
        after=p.label(reach.after),
        before=p.label(reach.before),
        percent=p.percent(reach.ratio.after, reach.ratio.before),
    )


def complete(p: Phrases, share: Share) -> Inline:
    return p.say(
        "Lines that give all four stages (pledged, allocated, disbursed, spent): %(n)s of %(of)s.",
        n=share.n,
        of=share.of,
    )


def stages(p: Phrases, funnel: MoneyFunnel, caption: Inline) -> Table:
    """A funnel as a table with its bars."""
    every = {step.stage: step for step in (*funnel.steps, *funnel.beside)}
    steps = [every[stage] for stage in _ORDER if stage in every]
    largest = max((step.amount for step in steps if step.amount is not None), default=None)

    def row(step: Step) -> list[Cell]:
        amount = round(step.amount) if step.amount is not None else None
        share = float(step.amount / largest) if step.amount is not None and largest else 0
        said = p.say("No total")[0] if step.is_hidden else p.money(amount)  # type: ignore[arg-type]
        return [
            (Run(p.label(step.stage)),),
            (said,),
            Bar(share, is_unknown=step.amount is None),
            p.say("%(n)s of %(of)s", n=step.known.n, of=step.known.of),
            _ratio(p, step.of_pledged),
            _ratio(p, step.of_previous),
        ]

    return Table(
        caption,
        [
            Column(p.say("Stage"), 24),
            Column(p.say("Amount, %(currency)s", currency=funnel.currency), 20, is_number=True),
            Column((), 18),
            Column(p.say("Lines known"), 14, is_number=True),
            Column(p.say("Of pledged"), 12, is_number=True),
            Column(p.say("Of the step before"), 12, is_number=True),
        ],
        [row(step) for step in steps],
    )


def _ratio(p: Phrases, ratio: Ratio | None) -> Inline:
    return (p.percent(ratio.after, ratio.before) if ratio else Run("–"),)
