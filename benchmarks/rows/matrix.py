"""All members against all recommendations of one cycle."""

from __future__ import annotations

import gzip

from benchmarks.bench import Bench, is_offered
from benchmarks.rounds import LIMIT, OURS, Row
from benchmarks.sql import sql_of, time_of
from tracker.models import ProgressEntry, ReportingCycle

API = "/api/v1/matrix/"


def rows(bench: Bench) -> list[Row]:
    cycle = ReportingCycle.objects.exclude(code="bench-open").first()
    cells = ProgressEntry.objects.published().filter(report__cycle=cycle, confidentiality="public")
    said = cells.order_by().values_list("member_id", "recommendation_id", "status")
    return [_page(bench, cycle.code, sql_of(said)), _api(bench, cycle.code, sql_of(said))]


def _page(bench: Bench, cycle: str, limit: str) -> Row:
    path = f"/en/matrix/?regional_group=all&cycle={cycle}"
    answer = bench.get(bench.ours, path, bench.browser)
    packed = len(gzip.compress(answer.body, 6))
    return Row(
        "matrix page",
        f"matrix of {bench.scale.members} × {bench.scale.recommendations}, whole page",
        "ms",
        bench.compare(
            {
                LIMIT: time_of(limit),
                OURS: bench.wait(bench.ours, path, bench.browser),
                f"{OURS}, one group": bench.wait(
                    bench.ours, f"/en/matrix/?cycle={cycle}", bench.browser
                ),
            },
            bench.rounds * 3,
        ),
        goal="≤ 60 KB compressed, ≤ 40 ms",
        facts={"compressed": f"{packed / 1000:.1f} KB", "page": f"{answer.size / 1000:.0f} KB"},
    )


def _api(bench: Bench, cycle: str, limit: str) -> Row:
    row = Row("matrix api", "matrix through the API", "ms", goal="≤ 3 × the index-only query")
    if not is_offered(API):
        row.skipped = "not offered"
        return row
    row.medians = bench.compare(
        {
            LIMIT: time_of(limit),
            OURS: bench.wait(bench.ours, f"{API}?cycle={cycle}", bench.reader),
        },
        bench.rounds * 3,
    )
    return row
