"""Exchange rates as readers meet them: the latest one of each pair, with its day and its source."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from tracker.models import ExchangeRate

# Into which currency amounts are converted first, where there are rates for several.
FAVOURITES = ("USD", "EUR")


@dataclass(frozen=True)
class Used:
    """What one unit of `currency` is worth in the target, by a rate of a day from a source."""

    currency: str
    worth: Decimal
    on: dt.date
    source: str


@dataclass(frozen=True)
class Conversion:
    """Rates for every currency of a page into one of them. `missing` names currencies without a
    rate: then nothing is converted."""

    target: str
    used: list[Used]
    missing: list[str]

    @property
    def worth(self) -> dict[str, Decimal]:
        return {self.target: Decimal(1)} | {used.currency: used.worth for used in self.used}


def conversion(currencies: Collection[str]) -> Conversion | None:
    """How the currencies can be converted: into the target that leaves fewest of them out. None
    where there is nothing to convert, or no rate at all."""
    if len(currencies) < 2:
        return None
    latest = _latest()
    targets = {target for pair in latest for target in pair}
    found = [_into(target, currencies, latest) for target in targets]
    return min(found, key=_fewest_missing, default=None)


def _fewest_missing(found: Conversion) -> tuple[int, int, str]:
    favourite = FAVOURITES.index(found.target) if found.target in FAVOURITES else len(FAVOURITES)
    return len(found.missing), favourite, found.target


def _into(
    target: str, currencies: Collection[str], latest: dict[tuple[str, str], ExchangeRate]
) -> Conversion:
    used, missing = [], []
    for currency in sorted(set(currencies) - {target}):
        straight, back = latest.get((currency, target)), latest.get((target, currency))
        if straight is not None and (back is None or straight.on >= back.on):
            used.append(Used(currency, straight.rate, straight.on, straight.source))
        elif back is not None:
            used.append(Used(currency, 1 / back.rate, back.on, back.source))
        else:
            missing.append(currency)
    return Conversion(target, used, missing)


def _latest() -> dict[tuple[str, str], ExchangeRate]:
    """The rate of the latest day for each pair. One query."""
    rows = ExchangeRate.objects.filter(is_current=True).order_by(
        "from_currency", "to_currency", "-on"
    )
    rows = rows.distinct("from_currency", "to_currency")
    return {(row.from_currency, row.to_currency): row for row in rows}
