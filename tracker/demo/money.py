"""The money of the demonstration: lines, and their figures by stage and fiscal year."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from accounts.models import Member
from tracker.enums import (
    BudgetStage,
    CommitmentOrigin,
    DataState,
    FigureQuality,
    FundingSource,
    GenderMarker,
    RecipientKind,
    Status,
)
from tracker.models import ExchangeRate

from . import words
from .answers import Answer, Key
from .script import CYCLES, OPEN, WITH_MONEY, dice

# The first month of the fiscal year, where it is not January.
_FISCAL_YEAR_FROM = {
    **dict.fromkeys(("KEN", "UGA", "BGD", "ETH", "AUS"), 7),
    **dict.fromkeys(("GBR", "CAN", "JPN", "ZAF", "NAM", "LSO"), 4),
    **dict.fromkeys(("USA", "THA", "TTO"), 10),
}
# About how many units of a currency look like one unit of a large one; 1 where it is not named.
_SCALE = {
    **dict.fromkeys("AFN ALL AMD BDT DZD ETB INR KES LKR LRD MDL NAD NGN PHP RSD".split(), 100),
    **dict.fromkeys("CRC CLP COP CDF HUF IQD JPY KRW LBP MNT UGX XAF XOF".split(), 500),
    **dict.fromkeys("IDR IRR VND".split(), 10_000),
    **dict.fromkeys("ARS CZK DKK MXN NOK SEK THB TTD UYU ZAR BOB GTQ LSL SLE".split(), 10),
}
_SOMETIMES = ("2023-02", "2023-04", "2023-06", "2023-07")
_STEP = 5_000
# Money of a partner in a currency without decimals; Kuwait and Jordan have three of them.
_FURTHER = {"KEN": "JPY"}
# A budget that is not tabled yet: nothing of it is published for so many days.
_SECRET = {"KEN": "2023-06", "NOR": "2023-06", "MDA": "2023-06"}
_EMBARGO_DAYS = 200


@dataclass(frozen=True)
class Figure:
    """An amount as it will be written, in the cycle in which it is reported."""

    cycle: str
    facts: Mapping[str, Any]


@dataclass(eq=False)
class Line:
    """A line of money for one recommendation, with all its figures."""

    code: str
    facts: Mapping[str, Any]
    currency: str
    figures: list[Figure] = field(default_factory=list)

    @property
    def first_cycle(self) -> str | None:
        cycles = {figure.cycle for figure in self.figures}
        return next((cycle for cycle in CYCLES if cycle in cycles), None)


def lines_of(
    member: Member, answers: Mapping[Key, Answer], opened: Mapping[str, dt.date]
) -> list[Line]:
    """A member's lines: in its own currency, and for some a second one in a partner's."""
    rng = dice("money", member.code)
    codes = list(WITH_MONEY) + [code for code in _SOMETIMES if rng.random() < 0.4]
    lines = [_line(rng, code, member.currency, FundingSource.NATIONAL) for code in codes]
    if not member.is_state or member.code == "KEN" or rng.random() < 0.3:
        other = "USD" if member.currency == "EUR" else "EUR"
        lines.append(_line(rng, "2023-08", other, FundingSource.BILATERAL))
    for line in lines:
        _count(rng, line, member.code, answers, opened)
    return [line for line in [*lines, *_further(member, answers, opened)] if line.figures]


def _further(
    member: Member, answers: Mapping[Key, Answer], opened: Mapping[str, dt.date]
) -> list[Line]:
    """Lines that show what money can be like: other currencies, and one under embargo."""
    rng = dice("further money", member.code)
    found = []
    if currency := _FURTHER.get(member.code):
        found.append(_line(rng, "2023-08", currency, FundingSource.BILATERAL))
    if code := _SECRET.get(member.code):
        line = _line(rng, code, member.currency, FundingSource.NATIONAL)
        until = opened[OPEN] + dt.timedelta(days=_EMBARGO_DAYS)
        title = words.SECRET_LINE
        found.append(replace(line, facts={**line.facts, "title": title, "embargo_until": until}))
    for line in found:
        _count(rng, line, member.code, answers, opened)
        if line.facts.get("embargo_until"):
            line.figures = [figure for figure in line.figures if figure.cycle == OPEN]
    return found


def rates_of(lines: Iterable[Line], on: dt.date) -> list[ExchangeRate]:
    """An invented rate for each currency of some lines but one: what a dollar is worth in it."""
    currencies = {figure.facts["currency"] for line in lines for figure in line.figures}
    found = []
    for currency in sorted(currencies - {"USD"}):
        worth = dice("rate", currency).uniform(0.8, 1.3) * _SCALE.get(currency, 1)
        rate = Decimal(f"{worth:.4f}")
        found.append(
            ExchangeRate(
                from_currency="USD", to_currency=currency, rate=rate, on=on, source=words.RATES
            )
        )
    return found


def _line(rng: random.Random, code: str, currency: str, source: FundingSource) -> Line:
    is_own = source == FundingSource.NATIONAL
    to_women = code == "2023-08"
    dedicated = rng.random() < 0.6
    facts = {
        "title": words.LINES[code] + ("" if is_own else ", partner funds"),
        "body": rng.choice(words.BODIES),
        "source": source.value,
        "commitment_origin": (
            CommitmentOrigin.NATIONAL_BUDGET if is_own else CommitmentOrigin.DONOR_CONFERENCE
        ).value,
        "is_dedicated": dedicated,
        "share_percent": None if dedicated else Decimal(rng.choice((10, 15, 20, 25, 40))),
        "recipient_kind": (RecipientKind.WLO if to_women else RecipientKind.MINISTRY).value,
        "women_led": True if to_women else None,
        "flexible": rng.choice((True, False, None)),
        "multi_year": rng.choice((True, False, None)),
        "gender_marker": rng.choice(GenderMarker.values),
    }
    return Line(code, facts, currency)


def _count(
    rng: random.Random,
    line: Line,
    member: str,
    answers: Mapping[Key, Answer],
    opened: Mapping[str, dt.date],
) -> None:
    """Writes what each cycle reports: this fiscal year's plan, last year's use."""
    month = _FISCAL_YEAR_FROM.get(member, 1)
    size = rng.randint(40, 900) * 10_000 * _SCALE.get(line.currency, 1)
    before: tuple[int, int] | None = None
    for cycle in CYCLES:
        answer = answers.get((cycle, line.code))
        if answer is None or answer.facts["status"] == Status.NOT_APPLICABLE:
            continue
        day = opened[cycle]
        year = day.year if day.month >= month else day.year - 1
        if before is not None:
            year = max(year, before[0] + 1)
        allocated = round(size * rng.uniform(0.9, 1.25))
        told = [(BudgetStage.ALLOCATED, year, allocated)]
        promise = dice("pledge", member, line.code, line.currency, cycle)
        if promise.random() < 0.6:
            told.append((BudgetStage.PLEDGED, year, round(allocated * promise.uniform(1, 1.5))))
        if rng.random() < 0.5:
            told.append((BudgetStage.ESTIMATED, year, round(allocated * rng.uniform(1.1, 1.6))))
        if rng.random() < 0.8 or member == "KEN":
            told.append((BudgetStage.COMMITTED, year, round(allocated * rng.uniform(0.5, 0.95))))
        if before is not None:
            paid = round(before[1] * rng.uniform(0.5, 0.95))
            told.append((BudgetStage.DISBURSED, before[0], paid))
            told.append((BudgetStage.SPENT, before[0], round(paid * rng.uniform(0.7, 1))))
        for stage, of_year, amount in told:
            start = dt.date(of_year, month, 1)
            line.figures.append(_figure(rng, cycle, stage, start, amount, line.currency, day))
        before = (year, allocated)


def _figure(
    rng: random.Random,
    cycle: str,
    stage: BudgetStage,
    start: dt.date,
    amount: int,
    currency: str,
    day: dt.date,
) -> Figure:
    state = DataState.REPORTED
    if stage in (BudgetStage.DISBURSED, BudgetStage.SPENT):
        draw = rng.random()
        if draw < 0.18:
            state = DataState.NOT_AVAILABLE
        elif draw < 0.22:
            state = DataState.NOT_DISCLOSED
        elif draw < 0.25:
            amount = 0
    is_reported = state == DataState.REPORTED
    quality = FigureQuality.ESTIMATE if stage == BudgetStage.ESTIMATED else FigureQuality.OFFICIAL
    facts = {
        "stage": stage.value,
        "period_start": start,
        "period_end": start.replace(year=start.year + 1) - dt.timedelta(days=1),
        "amount": Decimal(amount // _STEP * _STEP) if is_reported else None,
        "currency": currency,
        "data_state": state.value,
        "as_of": day if is_reported else None,
        "quality": quality.value if is_reported else "",
    }
    return Figure(cycle, facts)
