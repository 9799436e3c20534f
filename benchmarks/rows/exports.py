"""A whole dataset as one file, against COPY of the same rows."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from django.db import connection

from benchmarks.bench import Bench, is_offered
from benchmarks.door import Answer, Ask, must_be_well
from benchmarks.rounds import LEAN, LIMIT, OURS, PLAIN, Row
from tracker.models import BudgetFigure

FEW = 3
# The columns of our file, unguarded and without a scope: what PostgreSQL needs to write them.
BARE = """
COPY (SELECT f.public_id, l.public_id, m.code, m.name, m.kind, m.regional_group, c.code, r.code,
    q.code, r.working_title, l.title, l.body, l.source, l.commitment_origin, l.is_dedicated,
    l.share_percent, l.recipient_kind, l.women_led, l.flexible, l.multi_year, l.gender_marker,
    l.action_id, f.stage, f.period_start, f.period_end, f.amount, f.currency, f.data_state,
    f.as_of, f.quality, f.evidence_id, f.page_pin, f.confidentiality, f.version, f.updated_at
  FROM tracker_budgetfigure f JOIN tracker_budgetline l ON l.id = f.line_id
  JOIN accounts_member m ON m.id = f.member_id JOIN tracker_report p ON p.id = f.report_id
  JOIN tracker_reportingcycle c ON c.id = p.cycle_id
  JOIN recommendations_recommendation r ON r.id = l.recommendation_id
  JOIN recommendations_communique q ON q.id = r.communique_id
  WHERE f.edition = 'published'
  ORDER BY c.code, m.code, r.code, l.public_id, f.period_start, f.currency, f.stage
) TO STDOUT (FORMAT csv)
"""
PATH = "/api/v1/exports/budgets.{form}"


def rows(bench: Bench) -> list[Row]:
    return [_csv(bench), _xlsx(bench), _ndjson(bench)]


def _csv(bench: Bench) -> Row:
    """All published figures and one's own. The plain export runs once: it is long, and it takes a
    gigabyte."""
    path, last = PATH.format(form="csv"), {}

    def ours() -> float:
        last["answer"] = _fetch(bench.ours, path, bench.reader)
        return last["answer"].seconds

    medians = bench.compare(
        {
            LIMIT: _copy(BARE),
            LEAN: lambda: _fetch(bench.plain, "/plain/figures-values.csv").seconds,
            OURS: ours,
        },
        min(FEW, bench.rounds),
    )
    medians[PLAIN] = _fetch(bench.plain, "/plain/figures-serializer.csv").seconds
    grown = bench.growth_of(ours)
    answer = last["answer"]
    return Row(
        "budgets csv",
        f"CSV of {BudgetFigure.objects.published().count():,} figures",
        "s",
        medians,
        goal="≤ 1.5 × COPY, first byte ≤ 50 ms, ≤ 16 MB more memory",
        facts={
            "first byte": f"{1000 * answer.first_byte:.0f} ms",
            "memory": f"+{grown:.1f} MB",
            "file": f"{answer.size / 1e6:.1f} MB",
            "speed": f"{answer.size / 1e6 / medians[OURS]:.0f} MB/s",
        },
    )


def _xlsx(bench: Bench) -> Row:
    row = Row("budgets xlsx", "XLSX of figures", "s", goal="≤ 16 s per 100,000 rows, ≤ 32 MB")
    return _file(bench, row, "xlsx")


def _ndjson(bench: Bench) -> Row:
    row = Row("budgets ndjson", "NDJSON of figures", "s", goal="as the CSV")
    return _file(bench, row, "ndjson")


def _file(bench: Bench, row: Row, form: str) -> Row:
    """A form of the dataset, in one go; passed over where the product does not offer it yet."""
    path, number = PATH.format(form=form), BudgetFigure.objects.published().count()
    row.work = f"{form.upper()} of {number:,} figures"
    if not is_offered(path):
        row.skipped = "not offered"
        return row
    answers: list[Answer] = []
    grown = bench.growth_of(lambda: answers.append(_fetch(bench.ours, path, bench.reader)))
    answer = answers[-1]
    row.medians = {LIMIT: _copy(BARE)(), OURS: answer.seconds}
    row.facts = {
        "first byte": f"{1000 * answer.first_byte:.0f} ms",
        "memory": f"+{grown:.1f} MB",
        "file": f"{answer.size / 1e6:.1f} MB",
        "per 100,000 rows": f"{answer.seconds * 100_000 / number:.1f} s",
    }
    return row


def _fetch(door: Any, path: str, headers: Any = ()) -> Answer:
    wanted = Ask(path, headers=headers)
    answer = door.ask(wanted, keep=False)
    must_be_well(wanted, answer)
    return answer


def _copy(statement: str) -> Callable[[], float]:
    def run() -> float:
        connection.ensure_connection()
        began = time.perf_counter()
        with connection.connection.cursor() as cursor, cursor.copy(statement) as copy:
            for _part in copy:
                pass
        return time.perf_counter() - began

    return run
