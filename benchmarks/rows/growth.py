"""The same pages on a tenth of the data: nothing may get slower because years went by."""

from __future__ import annotations

from benchmarks.bench import OTHER, Bench
from benchmarks.rounds import OURS, Row

TENTH = "ours, a tenth of the data"
PAGES = {
    "list": "/api/v1/entries/",
    "list of figures": "/api/v1/budget-figures/",
    "page of a member": f"/en/members/{OTHER}/",
    "matrix": "/en/matrix/?regional_group=all",
}


def rows(bench: Bench) -> list[Row]:
    return [_page(bench, name, path) for name, path in PAGES.items()]


def _page(bench: Bench, name: str, path: str) -> Row:
    row = Row(f"growth {name}", f"{name}, ten times the data", "ms", goal="≤ 1.2 × at ten times")
    if bench.tenth is None or bench.tenth_scale is None:
        row.skipped = "no database of a tenth"
        return row
    is_api = path.startswith("/api/")
    row.medians = bench.compare(
        {
            TENTH: bench.wait(bench.tenth, path, bench.tenth_headers if is_api else {}),
            OURS: bench.wait(bench.ours, path, bench.reader if is_api else {}),
        },
        bench.rounds * 6,
    )
    row.facts = {
        "answers": f"{bench.tenth_scale.answers:,} → {bench.scale.answers:,}",
        "grew": f"{row.medians[OURS] / row.medians[TENTH]:.2f} ×",
    }
    return row
