"""The parts of a meeting pack, each a finding with its table."""

from __future__ import annotations

from itertools import groupby

from accounts.enums import RegionalGroup
from recommendations.models import Call
from tracker.enums import Status as ReportedStatus
from tracker.queries.coverage import BANDS, Share
from tracker.queries.funnel import LEAST_MEMBERS
from tracker.queries.groups import ORGANIZATIONS

from .content import (
    Agreed,
    Bar,
    Block,
    Bullets,
    Cell,
    Column,
    Heading,
    Inline,
    Paragraph,
    Run,
    Table,
)
from .pack_facts import Pack
from .parts import AGREED_IN, GAP, key, short_titled, status
from .phrases import Phrases, phrase
from .report_money import complete, finding, stages


def coverage(p: Phrases, pack: Pack) -> list[Block]:
    """Who reported, before what they reported: by group, in a fixed order."""
    share, numbers = pack.matrix.reported, pack.numbers
    title = p.count(
        "%(reported)s of %(n)s member has a published report of %(cycle)s",
        "%(reported)s of %(n)s members have a published report of %(cycle)s",
        share.of,
        reported=share.n,
        cycle=pack.cycle.code,
    )
    sent = p.say(
        "Reports sent: %(sent)s of %(of)s; accepted: %(accepted)s; published: %(published)s.",
        sent=numbers.sent,
        of=numbers.asked,
        accepted=numbers.accepted,
        published=numbers.published,
    )
    rows: list[list[Cell]] = [
        [(Run(_group(p, group.code)),), _n_of(p, group.share), _bar(group.share)]
        for group in pack.groups
    ]
    rows.append([p.say("All members"), _n_of(p, share), _bar(share)])
    return [
        Heading(2, title),
        Paragraph(sent),
        Table(
            p.say("Members with a published report, by group"),
            [Column(p.say("Group"), 45), Column(p.say("Reported"), 15, True), Column((), 40)],
            rows,
        ),
    ]


def _group(p: Phrases, code: str) -> str:
    if code == ORGANIZATIONS:
        return p.text("Regional organizations")
    return p.label(RegionalGroup(code))


def distribution(p: Phrases, pack: Pack) -> list[Block]:
    """How the answers to each recommendation spread over the statuses."""
    whole = pack.matrix.distribution.one_done
    title = p.say(
        "%(percent)s of the answers that apply say that at least one element is done (%(n)s of "
        "%(of)s)",
        percent=p.percent(whole.n, whole.of),
        n=whole.n,
        of=whole.of,
    )
    columns = [
        Column(p.say("Recommendation"), 28),
        Column(p.say("Answered"), 13, True),
        Column((), 23),
    ]
    heads = (*BANDS, ReportedStatus.NOT_APPLICABLE)
    columns += [Column(status(p, one.value, is_brief=True), 6, True) for one in heads]
    rows: list[list[Cell]] = []
    for column in pack.matrix.columns:
        spread = column.distribution
        of = spread.applicable
        parts = [(b.status.value, b.share.n / of) for b in spread.bands if of and b.share.n]
        numbers = [str(band.share.n) for band in spread.bands] + [str(spread.not_applicable)]
        rows.append(
            [
                short_titled(column.recommendation),
                _n_of(p, spread.answered),
                Bar(parts=parts, is_unknown=not parts),
                *((Run(number),) for number in numbers),
            ]
        )
    return [
        Heading(2, title),
        key(p),
        Table(p.say("Answers by recommendation and status"), columns, rows, is_dense=True),
        Paragraph(
            p.say(
                "Answers of members that are asked. A bar is over the answers that apply: not over "
                "“Not applicable” and “No report”. Short titles are the tracker’s, not agreed text."
            ),
            "quiet",
        ),
    ]


def moved(p: Phrases, pack: Pack) -> list[Block]:
    """How answers moved since the cycle before, over the same members."""
    compared = sum(one.compared for one in pack.moved)
    if pack.before is None or not compared:
        return []
    further = sum(one.further for one in pack.moved)
    title = p.say(
        "%(n)s of %(of)s answers that can be compared stand further than in %(cycle)s",
        n=further,
        of=compared,
        cycle=pack.before.code,
    )
    rows = [
        [
            short_titled(one.recommendation),
            *((Run(str(n)),) for n in (one.compared, one.further, one.same, one.lower)),
        ]
        for one in pack.moved
    ]
    heads = (phrase("Compared"), phrase("Further"), phrase("As before"), phrase("Lower"))
    return [
        Heading(2, title),
        Table(
            p.say("Answers of the members that answered in both cycles"),
            [
                Column(p.say("Recommendation"), 40),
                *(Column(p.say(head), 15, True) for head in heads),
            ],
            rows,
            is_dense=True,
        ),
        Paragraph(
            p.say("More reports are no progress: only members that answered in both cycles count."),
            "quiet",
        ),
    ]


def themes(p: Phrases, pack: Pack) -> list[Block]:
    """How much of each theme is answered."""
    rows: list[list[Cell]] = [
        [(Run(p.theme(theme.name)),), _n_of(p, share), _bar(share)] for theme, share in pack.themes
    ]
    return [
        Heading(2, p.say("Themes: how many of the answers asked are there")),
        Table(
            p.say("Answers by theme"),
            [Column(p.say("Theme"), 45), Column(p.say("Answered"), 20, True), Column((), 35)],
            rows,
        ),
        Paragraph(
            p.say("A recommendation can carry several themes, so these add up to nothing."), "quiet"
        ),
    ]


def money(p: Phrases, pack: Pack) -> list[Block]:
    """Where money stops, currency by currency; no total over fewer than five members."""
    if not pack.funnels:
        return [Heading(2, p.say("No money is reported"))]
    told = [funnel for funnel in pack.funnels if not funnel.is_hidden]
    few = [funnel for funnel in pack.funnels if funnel.is_hidden]
    blocks: list[Block] = [
        Heading(2, finding(p, told)),
        Paragraph(
            p.say(
                "Members that report figures: %(n)s of %(of)s. Unknown is not zero; stages and "
                "currencies are never added to each other.",
                n=pack.with_money.n,
                of=pack.with_money.of,
            )
        ),
        Paragraph(complete(p, pack.complete)),
    ]
    for funnel in told:
        caption = p.count(
            "%(currency)s, %(n)s member",
            "%(currency)s, %(n)s members",
            funnel.members,
            currency=funnel.currency,
        )
        blocks += [stages(p, funnel, caption), Paragraph(complete(p, funnel.complete), "quiet")]
    if few:
        said = p.count(
            "No total, since fewer than %(n)s member reports in it: %(currencies)s.",
            "No total, since fewer than %(n)s members report in it: %(currencies)s.",
            LEAST_MEMBERS,
            currencies=p.listed(sorted(funnel.currency for funnel in few)),
        )
        blocks.append(Paragraph(said))
    return blocks


def calls(p: Phrases, pack: Pack) -> list[Block]:
    """The calls of the communiqués in their own words, and how many answered them. A sentence of a
    communiqué can hold several."""
    blocks: list[Block] = [Heading(2, p.say("The calls of the communiqués"))]
    for (communique, text), group in groupby(pack.calls, lambda c: (c.communique, c.text)):
        title = Run(communique.title_clean, lang=AGREED_IN)
        blocks += [Agreed([text], (title,)), Bullets([_call(p, pack, call) for call in group])]
    return blocks


def _call(p: Phrases, pack: Pack, call: Call) -> Inline:
    told = pack.answers_to_calls.get(call.code)
    said = p.say("Followed in the discussion; no number stands for it.")
    if told is not None:
        words = {
            "plans": phrase("States with a public plan in force: %(n)s of %(of)s"),
            "joined": phrase("Members whose day of joining the Network is known: %(n)s of %(of)s"),
        }[told.unit]
        said = p.say(words, n=told.n, of=told.of)
    return (Run(call.working_title, "strong", AGREED_IN), GAP, *said)


def _n_of(p: Phrases, share: Share) -> Inline:
    return p.say("%(n)s of %(of)s", n=share.n, of=share.of)


def _bar(share: Share) -> Bar:
    return Bar(share.n / share.of if share.of else 0, is_unknown=not share.n)
