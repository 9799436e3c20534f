"""The meeting pack for the co-chairs: coverage first, then what the answers add up to. No member is
ranked; who has no report looks the same whatever the reason."""

from __future__ import annotations

from typing import IO

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.actor import Actor
from tracker import rules

from .content import Block, Bullets, Document, Heading, Paragraph, Run
from .order import NotMade, Order, Progress
from .pack_facts import Pack, read
from .pack_matrix import matrix
from .pack_parts import calls, coverage, distribution, money, moved, themes
from .pack_questions import questions
from .parts import demo_notice, licence, page_words
from .phrases import Phrases
from .writers import offered, written


def write(actor: Actor, order: Order, out: IO[bytes], progress: Progress) -> None:
    """Writes the pack of `order.cycle`. Raises NotMade for who is neither a co-chair nor of the
    secretariat, and where it does not come in this language or format."""
    if not (answer := rules.may_see_overview(actor)):
        raise NotMade(str(answer.reason))  # type: ignore[union-attr]
    offered(order)
    with override(order.language):
        progress(5)
        pack = read(actor, order.cycle)
        if not pack.matrix.reported.n:
            said = _(
                "No report of %(cycle)s is published yet, so there is nothing to put into a pack. "
                "Order it once the first reports are out, or choose another cycle."
            )
            raise NotMade(said % {"cycle": order.cycle.code})
        progress(40)
        document = drafted(pack, Phrases(order.language))
        progress(60)
        written(document, order.format, out)
        progress(100)


def drafted(pack: Pack, p: Phrases) -> Document:
    """The whole pack as a tree."""
    title = p.text("Meeting pack for the co-chairs, %(cycle)s", cycle=pack.cycle.code)
    printed = p.text("printed on %(moment)s", moment=p.moment(pack.made_at))
    document = Document(
        title=title,
        language=p.language,
        running=" · ".join([title, printed]),
        page=page_words(p),
    )
    document.blocks = [
        *_head(p, pack),
        *coverage(p, pack),
        *distribution(p, pack),
        *moved(p, pack),
        *themes(p, pack),
        *money(p, pack),
        *calls(p, pack),
        Heading(2, p.say("Questions worth discussing")),
        Paragraph(p.say("Found in the numbers above. None of them is about one member."), "quiet"),
        Bullets(questions(p, pack)),
        *_method(p, pack),
        *matrix(p, pack),
    ]
    return document


def _head(p: Phrases, pack: Pack) -> list[Block]:
    cycle = pack.cycle
    meeting = (
        p.say("Reporting cycle %(cycle)s, without a meeting", cycle=cycle.code)
        if cycle.no_meeting_reason
        else p.say("Capital-level meeting of %(day)s", day=p.day(cycle.meeting_on))
    )
    blocks: list[Block] = [
        Heading(1, p.say("Meeting pack for the co-chairs, %(cycle)s", cycle=cycle.code)),
        Paragraph(p.say("Women, Peace and Security Focal Points Network"), "lead"),
        Paragraph(meeting),
    ]
    if pack.is_demo:
        blocks.append(demo_notice(p))
    said = p.say("Self-reported by the members; alphabetical, not a ranking.")
    if pack.matrix.as_of:
        said += (Run(" "), *p.say("Published until %(day)s.", day=p.day(pack.matrix.as_of)))
    return [*blocks, Paragraph(said, "quiet")]


def _method(p: Phrases, pack: Pack) -> list[Block]:
    address = settings.PUBLIC_BASE_URL + reverse("tracker:method")
    return [
        Heading(2, p.say("Sources and method")),
        Bullets(
            [
                p.say(
                    "Made from published reports alone, with what members show to the Network "
                    "only. A member without a published report counts as “No report”, whatever the "
                    "reason."
                ),
                p.say(
                    "Every share stands beside its n of N. “Not applicable” and “No report” stand "
                    "outside the denominator of a distribution."
                ),
                p.say(
                    "Money: no total where fewer than five members know it; stages and currencies "
                    "are never added to each other; unknown is not zero."
                ),
                p.say(
                    "Accepted means complete and safe to share; it is not agreement with the "
                    "self-assessment."
                ),
                p.say("Terms: %(terms)s", terms=licence(p, is_public=False)),
                p.say("How this is counted: %(address)s", address=Run(address, link=address)),
            ]
        ),
    ]
