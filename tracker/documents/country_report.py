"""The country report: what one member says of one cycle, drafted for the reader who orders it."""

from __future__ import annotations

from typing import IO

from django.conf import settings
from django.utils.translation import override

from accounts.actor import Actor

from .content import Block, Document, Heading, Inline, Paragraph, Run
from .order import Order, Progress
from .parts import annex, demo_notice, page_words
from .phrases import Phrases
from .report_answers import answers
from .report_end import end
from .report_facts import Told, read
from .report_money import money
from .report_plans import indicators, plans
from .report_years import short, years
from .writers import offered, written


def write(actor: Actor, order: Order, out: IO[bytes], progress: Progress) -> None:
    """Writes the report of `order.member` in `order.cycle` as `actor` may read it now. Raises
    NotMade where there is none, or not in this language or format."""
    offered(order)
    with override(order.language):
        progress(5)
        told = read(actor, order)
        progress(40)
        document = drafted(told, Phrases(order.language))
        progress(60)
        written(document, order.format, out)
        progress(100)


def drafted(told: Told, p: Phrases) -> Document:
    """The whole report as a tree."""
    member, cycle = p.member(told.member), told.cycle.code
    state = p.text("draft, not published") if told.is_draft else p.text("published")
    printed = p.text("printed on %(moment)s", moment=p.moment(told.made_at))
    document = Document(
        title=p.text("%(member)s, report %(cycle)s", member=member, cycle=cycle),
        language=p.language,
        running=" · ".join([member, p.text("report %(cycle)s", cycle=cycle), state, printed]),
        page=page_words(p),
        warning=p.text("Draft, not published.") if told.is_draft else "",
    )
    base = settings.PUBLIC_BASE_URL
    document.blocks = [
        *_head(p, told),
        *short(p, told),
        *years(p, told),
        *money(p, told),
        *plans(p, told.plans),
        *answers(p, told, base),
        *indicators(p, told.series),
        *end(p, told, base),
        *annex(p, [answer.recommendation for answer in told.shown]),
    ]
    return document


def _head(p: Phrases, told: Told) -> list[Block]:
    blocks: list[Block] = [
        Heading(1, (Run(p.member(told.member)),)),
        Paragraph(
            p.say(
                "Report %(cycle)s to the Women, Peace and Security Focal Points Network",
                cycle=told.cycle.code,
            ),
            "lead",
        ),
    ]
    if told.is_draft:
        draft = p.say(
            "Draft, not published. Made from the accepted answers that the member’s own team may "
            "read, without what is for named people only or under embargo. Published copies may "
            "hold less."
        )
        blocks.append(Paragraph(draft, "draft"))
    if told.is_demo:
        blocks.append(demo_notice(p))
    blocks.append(Paragraph(_standing(p, told), "quiet"))
    return blocks


def _standing(p: Phrases, told: Told) -> Inline:
    accepted, published = told.report.accepted_at, told.report.published_at
    said = p.say("Self-reported by the member.")
    if accepted:
        said += (Run(" "), *p.say("Accepted on %(day)s.", day=p.day(accepted.date())))
    if published and not told.is_draft:
        said += (Run(" "), *p.say("Published on %(day)s.", day=p.day(published.date())))
    meaning = p.say(
        "Accepted means complete and safe to share; it is not agreement with the self-assessment."
    )
    return (*said, Run(" "), *meaning)
