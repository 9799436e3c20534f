"""Where money stops: pledged → allocated → disbursed → spent, over published lines.

Every number stands beside how many lines it rests on. A step compares only lines that give both of
its stages: else it would compare different lines. Unknown is not zero, more than 100 % is shown as
it is, and stages are never added to each other.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Max, Q, QuerySet

from tracker.enums import BudgetStage, DataState
from tracker.models import BudgetFigure

from .coverage import Share
from .light import light

STAGES = (BudgetStage.PLEDGED, BudgetStage.ALLOCATED, BudgetStage.DISBURSED, BudgetStage.SPENT)
# Beside the four, in the table alone.
BESIDE = (BudgetStage.ESTIMATED, BudgetStage.COMMITTED)
# A total over fewer members speaks of them, not of the Network.
LEAST_MEMBERS = 5


@dataclass(frozen=True)
class Stream:
    """One line in one currency and fiscal period: what it reports at each stage it names, None
    where it says that the amount is not known."""

    member: int
    line: int
    currency: str
    end: dt.date
    amounts: Mapping[str, Decimal | None]

    def knows(self, *stages: str) -> bool:
        return all(self.amounts.get(stage) is not None for stage in stages)


@dataclass(frozen=True)
class Ratio:
    """A stage as a share of another, over the lines that give both."""

    before: Decimal
    after: Decimal
    lines: int

    @property
    def percent(self) -> int:
        exact = 100 * self.after / self.before
        return int(exact.quantize(Decimal(1), ROUND_HALF_UP))

    @property
    def is_over(self) -> bool:
        return self.after > self.before

    @property
    def lost(self) -> Decimal:
        """What did not arrive; below zero where more arrived than there was."""
        return self.before - self.after


@dataclass(frozen=True)
class Step:
    """One stage of a funnel. `amount` is None where no line knows it, and where `is_hidden`: too
    few members know it for a total. The ratios are None where nothing can be compared."""

    stage: BudgetStage
    amount: Decimal | None
    known: Share
    is_hidden: bool
    of_pledged: Ratio | None
    of_previous: Ratio | None


@dataclass(frozen=True)
class Reach:
    """The widest span that can be compared: from a stage as early to one as late as possible."""

    before: BudgetStage
    after: BudgetStage
    ratio: Ratio


@dataclass(frozen=True)
class MoneyFunnel:
    """One currency over its lines. `complete` counts the lines that give all four stages; `beside`
    are the stages outside the picture."""

    currency: str
    steps: Sequence[Step]
    beside: Sequence[Step]
    complete: Share
    members: int
    longest: Reach | None

    @property
    def largest(self) -> Decimal:
        return max((s.amount for s in self.steps if s.amount is not None), default=Decimal(0))

    @property
    def is_hidden(self) -> bool:
        """True where no stage has a total to show because too few members report in it."""
        told = [step for step in self.steps if step.known.n]
        return bool(told) and all(step.is_hidden for step in told)


# What a stream is made of.
OF_A_STREAM = "member_id line_id currency period_start period_end stage data_state amount".split()


def streams_among(figures: QuerySet[BudgetFigure]) -> list[Stream]:
    """The figures that a query finds, by line, currency and period; there may be very many."""
    return streams_of(light(figures, *OF_A_STREAM))


def streams_of(figures: Iterable[BudgetFigure]) -> list[Stream]:
    """The figures by line, currency and period."""
    found: dict[tuple, dict[str, Decimal | None]] = defaultdict(dict)
    for row in figures:
        key = (row.member_id, row.line_id, row.currency, row.period_start, row.period_end)
        is_known = row.data_state == DataState.REPORTED
        found[key][row.stage] = row.amount if is_known else None
    return [Stream(key[0], key[1], key[2], key[4], said) for key, said in found.items()]


def funnels_of(streams: Iterable[Stream], least: int = LEAST_MEMBERS) -> list[MoneyFunnel]:
    """A funnel for each currency, the one most members report in first. `least` is how many
    members a total needs; 1 on the page of one member."""
    by_currency: dict[str, list[Stream]] = defaultdict(list)
    for stream in streams:
        by_currency[stream.currency].append(stream)
    found = [funnel_of(currency, group, least) for currency, group in by_currency.items()]
    return sorted(found, key=lambda f: (-f.members, -f.complete.of, f.currency))


def funnel_of(currency: str, streams: Sequence[Stream], least: int = LEAST_MEMBERS) -> MoneyFunnel:
    """The funnel of lines that are all in one currency."""
    previous = [None, *STAGES[:-1]]
    return MoneyFunnel(
        currency=currency,
        steps=[
            _step(streams, stage, before, least)
            for stage, before in zip(STAGES, previous, strict=True)
        ],
        beside=[
            _step(streams, stage, None, least)
            for stage in BESIDE
            if any(stage.value in stream.amounts for stream in streams)
        ],
        complete=Share(sum(s.knows(*STAGES) for s in streams), len(streams)),
        members=len({stream.member for stream in streams}),
        longest=_longest(streams, least),
    )


def _longest(streams: Sequence[Stream], least: int) -> Reach | None:
    spans = [(a, b) for i, a in enumerate(STAGES) for b in STAGES[i + 1 :]]
    for before, after in sorted(spans, key=lambda span: -STAGES.index(span[1])):
        ratio = _ratio(streams, before, after, least)
        if ratio is not None:
            return Reach(before, after, ratio)
    return None


def _step(
    streams: Sequence[Stream], stage: BudgetStage, previous: BudgetStage | None, least: int
) -> Step:
    known = [stream for stream in streams if stream.knows(stage)]
    is_hidden = bool(known) and _is_few(known, least)
    total = sum((_at(stream, stage) for stream in known), Decimal(0))
    first = STAGES[0]
    return Step(
        stage=stage,
        amount=total if known and not is_hidden else None,
        known=Share(len(known), len(streams)),
        is_hidden=is_hidden,
        of_pledged=_ratio(streams, first, stage, least) if stage != first else None,
        of_previous=_ratio(streams, previous, stage, least) if previous else None,
    )


def _ratio(
    streams: Sequence[Stream], before: BudgetStage, after: BudgetStage, least: int
) -> Ratio | None:
    both = [stream for stream in streams if stream.knows(before, after)]
    base = sum((_at(stream, before) for stream in both), Decimal(0))
    if not base or _is_few(both, least):
        return None
    return Ratio(base, sum((_at(stream, after) for stream in both), Decimal(0)), len(both))


def _is_few(streams: Sequence[Stream], least: int) -> bool:
    return len({stream.member for stream in streams}) < least


def _at(stream: Stream, stage: str) -> Decimal:
    amount = stream.amounts[stage]
    assert amount is not None, "only streams that know the stage are added up"
    return amount


def converted(
    streams: Iterable[Stream], currency: str, rates: Mapping[str, Decimal]
) -> list[Stream]:
    """The streams in one currency, by what a unit of each is worth in it."""
    return [
        replace(
            stream,
            currency=currency,
            amounts={
                stage: None if amount is None else amount * rates[stream.currency]
                for stage, amount in stream.amounts.items()
            },
        )
        for stream in streams
    ]


def latest_year(figures: QuerySet[BudgetFigure]) -> int | None:
    """The latest fiscal year (by its end) of which anything paid out is told, else the latest.
    Years are compared where the figures are: a member has more of them every year."""
    paid = Q(stage__in=[BudgetStage.DISBURSED, BudgetStage.SPENT], data_state=DataState.REPORTED)
    ends = figures.aggregate(paid=Max("period_end", filter=paid), told=Max("period_end"))
    end = ends["paid"] or ends["told"]
    return end.year if end else None
