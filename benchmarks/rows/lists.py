"""Pages of 50 rows with the names of what they point at: first, filtered, and deep."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median
from typing import Any

from benchmarks.bench import OTHER, Bench
from benchmarks.rounds import LEAN, LIMIT, NAIVE, NOTHING, OURS, PLAIN, Row
from benchmarks.sql import rate_of, sql_of
from tracker.api.pagination import position
from tracker.models import BudgetFigure, ProgressEntry, ReportingCycle

PAGE = 50
GOALS = {
    "first page": "≥ ½ of the lean view",
    "filtered": "≥ 3 × plain DRF",
    "deep page": "≤ 1.2 × the first page",
}


@dataclass(frozen=True)
class Listing:
    """A list of the API, and the same rows in the plain project."""

    noun: str
    ours: str
    plain: str
    model: Any
    names: tuple[str, ...]
    narrowed: str

    def published(self) -> Any:
        return self.model.objects.published()


LISTINGS = (
    Listing(
        "answers",
        "entries",
        "entries",
        ProgressEntry,
        ("member__name", "report__cycle__code", "recommendation__code"),
        "status=in_progress",
    ),
    Listing(
        "figures",
        "budget-figures",
        "figures",
        BudgetFigure,
        ("member__name", "report__cycle__code", "line__recommendation__code"),
        "stage=spent",
    ),
)


def rows(bench: Bench) -> list[Row]:
    return [row for listing in LISTINGS for row in _of(bench, listing)]


def _of(bench: Bench, listing: Listing) -> Iterator[Row]:
    cycle = ReportingCycle.objects.exclude(code="bench-open").first()
    narrow = f"member={OTHER}&cycle={cycle.code}&{listing.narrowed}"
    deep, number = _deep(listing)
    before = deep[0].isoformat().replace("+", "%2B")
    column, _eq, value = listing.narrowed.partition("=")
    filtered = {"member__code": OTHER, "report__cycle__code": cycle.code, column: value}
    pages = {
        "first page": ("", "", "", {}),
        "filtered": (f"?{narrow}", f"?{narrow}", f"?{narrow}", filtered),
        "deep page": (
            f"?cursor={position('-updated_at', deep)}",
            f"?page={number}",
            f"?before={before}",
            {"updated_at__lt": deep[0]},
        ),
    }
    for name, (ours, plain, lean, facts) in pages.items():
        yield Row(
            f"{listing.plain} {name}",
            f"{PAGE} {listing.noun} with names, {name}",
            "requests/s",
            bench.compare(_contenders(bench, listing, ours, plain, lean, facts)),
            more_is_better=True,
            goal=GOALS[name],
            facts=_facts(bench, listing, (ours, plain, lean)),
        )


def _contenders(
    bench: Bench, listing: Listing, ours: str, plain: str, lean: str, facts: dict[str, Any]
) -> dict[str, Any]:
    known = listing.published().filter(**facts).order_by("-updated_at", "-public_id")
    columns = [field.name for field in listing.model._meta.concrete_fields]
    limit = known.values_list(*columns, *listing.names)[:PAGE]
    base = f"/plain/{listing.plain}"
    return {
        LIMIT: rate_of(sql_of(limit), bench.seconds),
        NOTHING: bench.rate(bench.plain, "/plain/nothing/"),
        NAIVE: bench.rate(bench.plain, f"{base}-naive/{plain}"),
        PLAIN: bench.rate(bench.plain, f"{base}/{plain}"),
        LEAN: bench.rate(bench.plain, f"/plain/lean/{listing.plain}/{lean}"),
        OURS: bench.rate(bench.ours, f"/api/v1/{listing.ours}/{ours}", bench.reader),
        f"{OURS}, anonymous": bench.rate(bench.ours, f"/api/v1/{listing.ours}/{ours}"),
    }


def _facts(bench: Bench, listing: Listing, queries: tuple[str, str, str]) -> dict[str, str]:
    ours, plain, lean = queries
    paths = {
        PLAIN: f"/plain/{listing.plain}/{plain}",
        LEAN: f"/plain/lean/{listing.plain}/{lean}",
        OURS: f"/api/v1/{listing.ours}/{ours}",
    }
    answer = bench.get(bench.ours, paths[OURS], bench.reader)
    spent = (
        f"{name} {median(bench.processor[path, name == OURS]):.1f}" for name, path in paths.items()
    )
    return {
        "rows": str(len(json.loads(answer.body)["results"])),
        "bytes": f"{answer.size:,}",
        "processor time per request": f"{', '.join(spent)} ms",
    }


def _deep(listing: Listing) -> tuple[tuple[Any, Any], int]:
    """Where the last tenth of all rows begins: what the cursor points behind, and the number of
    the page."""
    known = listing.published().order_by("-updated_at", "-public_id")
    at = known.count() * 9 // 10
    return known.values_list("updated_at", "public_id")[at], at // PAGE + 1
