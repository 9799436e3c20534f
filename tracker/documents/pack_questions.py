"""Questions worth a meeting's time, found in the numbers. They name recommendations and sums,
never a member, and blame nobody."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tracker.enums import Status

from .content import Inline, Run
from .pack_facts import Pack
from .parts import AGREED_IN
from .phrases import Phrases, phrase

# Below so many answers a share says little.
_LEAST = 5


def questions(p: Phrases, pack: Pack) -> list[Inline]:
    found = [*_of_coverage(p, pack), *_of_status(p, pack), *_of_movement(p, pack)]
    return [*found, *_of_money(p, pack)]


def _named(column: Any) -> Run:
    one = column.recommendation
    return Run(f"{one.code} {one.working_title}", "strong", AGREED_IN)


def _of_coverage(p: Phrases, pack: Pack) -> Iterator[Inline]:
    asked = [c for c in pack.matrix.columns if c.distribution.answered.of]
    if asked and pack.matrix.reported.n:
        least = min(asked, key=lambda c: _share(c.distribution.answered))
        share = least.distribution.answered
        yield p.say(
            "%(title)s has %(n)s of %(of)s answers, the widest gap. What would make it easier to "
            "report on?",
            title=_named(least),
            n=share.n,
            of=share.of,
        )


def _of_status(p: Phrases, pack: Pack) -> Iterator[Inline]:
    told = [c for c in pack.matrix.columns if c.distribution.applicable >= _LEAST]
    if not told:
        return
    ahead = max(told, key=lambda c: _share(c.distribution.one_done))
    open_ = min(told, key=lambda c: _share(c.distribution.one_done))
    for column, words in (
        (
            ahead,
            phrase(
                "%(title)s: %(n)s of %(of)s answers say that at least one element is done. What "
                "made it possible?"
            ),
        ),
        (
            open_,
            phrase(
                "%(title)s: %(n)s of %(of)s answers say that at least one element is done. What "
                "stands in the way, and which support would help?"
            ),
        ),
    ):
        share = column.distribution.one_done
        yield p.say(words, title=_named(column), n=share.n, of=share.of)
    counts = pack.matrix.distribution.counts
    if suspended := counts[Status.SUSPENDED]:
        yield p.say(
            "Suspended, with a reason given: %(n)s of %(of)s answers that apply. Is there a need "
            "that the Network could meet?",
            n=suspended,
            of=pack.matrix.distribution.applicable,
        )


def _of_movement(p: Phrases, pack: Pack) -> Iterator[Inline]:
    compared = sum(one.compared for one in pack.moved)
    if pack.before is None or not compared:
        return
    yield p.say(
        "Since %(cycle)s, %(further)s of %(compared)s answers that can be compared stand further "
        "and %(lower)s stand lower. What explains the difference?",
        cycle=pack.before.code,
        further=sum(one.further for one in pack.moved),
        compared=compared,
        lower=sum(one.lower for one in pack.moved),
    )


def _of_money(p: Phrases, pack: Pack) -> Iterator[Inline]:
    share = pack.complete
    if share.of:
        yield p.say(
            "Budget lines that give all four stages: %(n)s of %(of)s. What keeps the other stages "
            "from being known?",
            n=share.n,
            of=share.of,
        )


def _share(found: Any) -> float:
    return found.n / found.of if found.of else 0
