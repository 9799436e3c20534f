"""The matrix on paper: one communiqué at a time, so that its columns can say what they are."""

from __future__ import annotations

from itertools import groupby

from tracker.enums import Status as ReportedStatus
from tracker.queries.coverage import Share
from tracker.queries.matrix import Row

from .content import Block, Break, Cell, Column, Heading, Inline, Landscape, Paragraph, Run, Table
from .pack_facts import Pack
from .parts import AGREED_IN, key, status
from .phrases import Phrases


def matrix(p: Phrases, pack: Pack) -> list[Block]:
    """Members from A to Z in the language of the document, against the recommendations."""
    found: list[Block] = []
    start = 0
    for communique, group in groupby(pack.recommendations, lambda r: r.communique):
        about = list(group)
        end = start + len(about)
        columns = [Column(p.say("Member"), 24)]
        columns += [
            Column((Run(f"{one.code} {one.short_title}", lang=AGREED_IN),), 7.4) for one in about
        ]
        columns.append(Column(p.say("Answered"), 8, is_number=True))
        found += [
            Heading(
                2,
                p.say(
                    "Matrix %(cycle)s: %(title)s",
                    cycle=pack.cycle.code,
                    title=Run(communique.title_clean, lang=AGREED_IN),
                ),
            ),
            Paragraph(
                p.say(
                    "Members with a published report: %(n)s of %(of)s. Alphabetical, not a "
                    "ranking. An empty place is not asked.",
                    n=pack.matrix.reported.n,
                    of=pack.matrix.reported.of,
                ),
                "quiet",
            ),
            key(p),
            Table((), columns, [_row(p, row, start, end) for row in pack.matrix.rows], True),
        ]
        start = end
        if end < len(pack.recommendations):
            found.append(Break())
    return [Landscape(found)]


def _row(p: Phrases, row: Row, start: int, end: int) -> list[Cell]:
    cells = row.cells[start:end]
    share = Share(sum(c.counts for c in cells), sum(c.is_asked for c in cells))
    named: Inline = (Run(p.member(row.member)),)
    if not row.has_report:
        return [named, status(p, ReportedStatus.NOT_REPORTED)]
    told = [status(p, "" if c.is_blank else c.status, is_brief=True) for c in cells]
    return [named, *told, p.say("%(n)s of %(of)s", n=share.n, of=share.of)]
