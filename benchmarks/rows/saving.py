"""One answer saved, with its history."""

from __future__ import annotations

import json
import time
from collections.abc import Callable

from django.db import connection, transaction

from accounts.queries import actor_of
from benchmarks import callers
from benchmarks.bench import MEMBER, Bench
from benchmarks.door import Ask, must_be_well
from benchmarks.rounds import LIMIT, OURS, Row
from tracker.domain import progress
from tracker.models import ProgressEntry

STATEMENT = "UPDATE {table} SET narrative = %s, version = version + 1 WHERE id = %s"
WITHOUT = "one statement, no history"


def rows(bench: Bench) -> list[Row]:
    medians = bench.compare(
        {
            WITHOUT: _bare,
            LIMIT: _statement,
            "the verb alone": _verb(),
            OURS: _patch(bench),
        },
        bench.rounds * 6,
    )
    return [
        Row(
            "save an answer",
            "one answer saved with history (the limit is one statement with its trigger)",
            "ms",
            medians,
            goal="≤ 2 × the trigger",
        )
    ]


def _entry() -> ProgressEntry:
    return (
        ProgressEntry.objects.working()
        .select_related("report__member", "report__cycle", "recommendation", "member")
        .filter(member__code=MEMBER, report__cycle__code="bench-open")
        .first()
    )


def _words() -> str:
    return f"Written at {time.time_ns()}. " * 12


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - began)


def _statement() -> float:
    pk = _entry().pk

    def work() -> None:
        with connection.cursor() as cursor:
            cursor.execute(STATEMENT.format(table="tracker_progressentry"), [_words(), pk])

    return _timed(work)


def _bare() -> float:
    """The same statement on a copy of the table that has no triggers, committed like the other."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE IF NOT EXISTS bench_answer AS SELECT * FROM tracker_progressentry"
            " WHERE edition = 'working' LIMIT 2000"
        )
        cursor.execute("CREATE INDEX IF NOT EXISTS bench_answer_id ON bench_answer (id)")
        cursor.execute("SELECT min(id) FROM bench_answer")
        pk = cursor.fetchone()[0]

        def work() -> None:
            cursor.execute(STATEMENT.format(table="bench_answer"), [_words(), pk])

        return _timed(work)


def _verb() -> Callable[[], float]:
    actor = actor_of(callers.seat("focal_point@ken").user)

    def run() -> float:
        entry = _entry()
        return _timed(lambda: progress.record(actor, entry, entry.version, {"narrative": _words()}))

    return run


def _patch(bench: Bench) -> Callable[[], float]:
    def run() -> float:
        with transaction.atomic():
            entry = _entry()
        wanted = Ask(
            f"/api/v1/entries/{entry.public_id}/",
            "PATCH",
            {**bench.writer, "If-Match": f'"{entry.version}"'},
            json.dumps({"narrative": _words()}).encode(),
        )
        answer = bench.ours.ask(wanted)
        must_be_well(wanted, answer)
        return 1000 * answer.seconds

    return run
