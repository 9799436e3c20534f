"""The head numbers of a country report, and its status over the cycles: drawn, and as a table."""

from __future__ import annotations

from tracker.enums import Status as ReportedStatus
from tracker.queries.years import Year

from .content import Block, Bullets, Column, Heading, Inline, Paragraph, Run, Strip, StripRow, Table
from .parts import status
from .phrases import Phrases
from .report_facts import Told

# Low to high, then what stands beside the scale.
_ORDER = (
    ReportedStatus.NOT_STARTED,
    ReportedStatus.IN_PROGRESS,
    ReportedStatus.PARTIAL,
    ReportedStatus.FULL,
    ReportedStatus.SUSPENDED,
    ReportedStatus.NOT_APPLICABLE,
    ReportedStatus.NOT_REPORTED,
)


def short(p: Phrases, told: Told) -> list[Block]:
    """The report in a few lines, each with its n of N; what nobody asked for stands apart."""
    spread = told.distribution
    answered, done = spread.answered, spread.one_done
    with_documents = sum(bool(answer.evidence) for answer in told.asked)
    with_money = sum(bool(answer.lines) for answer in told.asked)
    lines = [
        p.say("Answered: %(n)s of %(of)s recommendations asked", n=answered.n, of=answered.of),
        p.say("Partly or fully implemented: %(n)s of %(of)s that apply", n=done.n, of=done.of),
        p.say(
            "With a supporting document: %(n)s of %(of)s answers. Documents are not verification.",
            n=with_documents,
            of=answered.n,
        ),
        p.say(
            "With budget figures: %(n)s of %(of)s recommendations asked",
            n=with_money,
            of=len(told.asked),
        ),
    ]
    if codes := [answer.recommendation.code for answer in told.optional]:
        lines.append(
            p.say(
                "Answers that nobody asked for, in no count here: %(n)s (%(codes)s)",
                n=len(codes),
                codes=p.listed(codes),
            )
        )
    return [Heading(2, p.say("In short")), Bullets(lines)]


def years(p: Phrases, told: Told) -> list[Block]:
    """A strip for each cycle, and the same numbers as a table."""
    done = told.distribution.one_done
    title = p.count(
        "%(done)s of %(n)s recommendation that applies is partly or fully implemented",
        "%(done)s of %(n)s recommendations that apply are partly or fully implemented",
        done.of,
        done=done.n,
    )
    return [
        Heading(2, title),
        Strip(
            _name(p, told),
            [StripRow(y.cycle.code, y.asked, _summary(p, y)) for y in told.years],
        ),
        Paragraph(
            p.say(
                "One column is one recommendation, in the order of the communiqués; the darker, "
                "the further. A dash is not applicable, two bars are suspended, a dot is no "
                "answer, an empty place is not asked, whatever was answered all the same."
            ),
            "quiet",
        ),
        _table(p, told),
    ]


def _name(p: Phrases, told: Told) -> str:
    """What the strip shows, in numbers."""
    said = [p.text("Status by recommendation and cycle.")]
    for year in told.years:
        counts = [(one, year.distribution.counts[one]) for one in _ORDER]
        parts = [f"{p.label(one)} {n}" for one, n in counts if n]
        said.append(f"{p.text('%(cycle)s: %(was)s', cycle=year.cycle.code, was=p.listed(parts))}.")
    return " ".join(said)


def _summary(p: Phrases, year: Year) -> str:
    counts = year.distribution.counts
    full, partial = counts[ReportedStatus.FULL], counts[ReportedStatus.PARTIAL]
    return p.text("%(full)s full, %(partial)s partial", full=full, partial=partial)


def _table(p: Phrases, told: Told) -> Table:
    counted = [year.distribution.counts for year in told.years]
    columns = [Column(p.say("Status"), 40)]
    columns += [Column(_head(year), 60 / len(counted), is_number=True) for year in told.years]
    return Table(
        p.say("Recommendations by status and cycle"),
        columns,
        [
            [status(p, one.value), *((Run(str(counts[one])),) for counts in counted)]
            for one in _ORDER
        ],
        is_dense=True,
    )


def _head(year: Year) -> Inline:
    return (Run(year.cycle.code),)
