"""Planning the reminders of everything that is open. An obligation is one answer of the open cycle
that a contributor was asked for, inside its member's report."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable

from django.db import connection, transaction

from benchmarks.bench import Bench
from benchmarks.rounds import LIMIT, OURS, Row
from tracker.domain import reminders
from tracker.models import Assignment, Reminder

# What one statement needs that looks at each open obligation and writes as many rows.
BARE = """
INSERT INTO bench_reminder (key, due_on)
SELECT a.id || '|' || d, a.due_on + d
FROM tracker_assignment a JOIN tracker_report r ON r.member_id = a.member_id,
    unnest(ARRAY[-7]) AS d
WHERE a.ready_at IS NULL AND r.state = 'draft'
ON CONFLICT DO NOTHING
"""


class Undone(Exception):
    """Ends a transaction whose work was only to be timed."""


def rows(bench: Bench) -> list[Row]:
    number = Assignment.objects.unscoped().filter(ready_at=None).count()
    planned: dict[str, int] = {}

    def first() -> float:
        return _undone(_sweep(planned))

    medians = bench.compare({LIMIT: lambda: _undone(_bare), OURS: first})
    before = _peak()
    with transaction.atomic():
        reminders.sweep()
    grown = _peak() - before
    again = bench.compare({OURS: _sweep({})})
    return [
        Row(
            "sweep",
            f"reminders planned for {number:,} open obligations",
            "ms",
            medians,
            goal="≤ 50 ms per 2,000",
            facts={"reminders": f"{planned['added']:,}", "memory": f"+{grown:.1f} MB"},
        ),
        Row(
            "second sweep",
            "the same again, where nothing changed",
            "ms",
            again,
            goal="≤ 10 ms per 2,000",
            facts={"reminders": f"{Reminder.objects.count():,}"},
        ),
    ]


def _sweep(planned: dict[str, int]) -> Callable[[], float]:
    def run() -> float:
        began = time.perf_counter()
        planned["added"] = reminders.sweep().added
        return 1000 * (time.perf_counter() - began)

    return run


def _bare() -> float:
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE bench_reminder (key text PRIMARY KEY, due_on date)"
            " ON COMMIT DROP"
        )
        began = time.perf_counter()
        cursor.execute(BARE)
        return 1000 * (time.perf_counter() - began)


def _undone(work: Callable[[], float]) -> float:
    """Does the work as if nothing had been planned before, and takes it back."""
    spent = 0.0
    try:
        with transaction.atomic():
            Reminder.objects.all().delete()
            spent = work()
            raise Undone
    except Undone:
        return spent


def _peak() -> float:
    """The most memory that this process ever had, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
