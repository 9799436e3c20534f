"""Exchange rates as a file, also those entered anew since. Order and names of columns are public:
add at the end only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tracker.models import ExchangeRate

from .rows import BOM, guarded, written

COLUMNS = ("from_currency", "to_currency", "rate", "on", "source", "is_current", "entered_at")


def stream(rates: Iterable[ExchangeRate]) -> Iterator[bytes]:
    yield BOM + written([COLUMNS])
    for row in rates:
        yield written(
            [
                (
                    row.from_currency,
                    row.to_currency,
                    row.plain,
                    row.on.isoformat(),
                    guarded(row.source),
                    "true" if row.is_current else "false",
                    row.entered_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
                )
            ]
        )
